package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.FailureWords;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Attempt;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Cancelled;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Failure.Internal;
import dev.fairlead.model.Failure.NoEndpoint;
import dev.fairlead.model.Failure.NoKey;
import dev.fairlead.model.Failure.NoRoute;
import dev.fairlead.model.Failure.Overloaded;
import dev.fairlead.model.Failure.SlowClient;
import dev.fairlead.model.Failure.TooLarge;
import dev.fairlead.model.Failure.UnknownKey;
import dev.fairlead.model.Failure.UnknownModel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says a failure as Google does: {@code {"error":{"code","message","status","details"}}}. */
final class Errors {
  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private Errors() {}

  static ErrorAnswer write(Failure failure) {
    return switch (failure) {
      case BadRequest(var message, var param, var code) ->
          answer(statusOf(code), message, code, param, Duration.ZERO);
      case TooLarge(var limit) ->
          plain(413, "the body is larger than %d bytes".formatted(limit), "payload_too_large");
      case NoKey() ->
          plain(
              401, "no key was sent (expected: the header x-goog-api-key: KEY)", "missing_api_key");
      case UnknownKey() -> plain(401, "the key that was sent is not known here", "API_KEY_INVALID");
      case NoRoute(var method, var path, var exists) ->
          exists
              ? plain(405, "%s is not possible at %s".formatted(method, path), "method_not_allowed")
              : plain(404, "there is nothing at %s %s".formatted(method, path), "not_found");
      case UnknownModel(var model, var nearest) ->
          plain(404, unknown(model, nearest), "model_not_found");
      case NoEndpoint(var model, var why) ->
          plain(
              404,
              "no endpoint of %s can be used: %s".formatted(model, FailureWords.few(why)),
              "no_endpoint");
      case Overloaded(var what, var retry) -> answer(503, what, "overloaded", "", retry);
      case SlowClient(var what, var limit) ->
          plain(
              408,
              "%s did not come within %d ms".formatted(what, limit.toMillis()),
              "request_timeout");
      case Cancelled() -> plain(499, "the client went away", "cancelled");
      case Internal(var reference) ->
          plain(500, "the gateway failed; its log tells more under " + reference, "internal_error");
      case AllFailed all -> allFailed(all);
    };
  }

  /** An error in the place of a chunk. */
  static byte[] inside(Cause cause, int status, String message) {
    int code =
        switch (status) {
          case 400, 404, 408, 429, 499, 500, 503, 504 -> status;
          default ->
              cause == Cause.TIMEOUT || cause == Cause.DEADLINE ? 504 : status == 529 ? 503 : 502;
        };
    return body(code, message.isEmpty() ? cause.words() : message, word(cause), "", Duration.ZERO)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ErrorAnswer plain(int status, String message, String reason) {
    return answer(status, message, reason, "", Duration.ZERO);
  }

  private static ErrorAnswer answer(
      int status, String message, String reason, String param, Duration retry) {
    return new ErrorAnswer(status, body(status, message, reason, param, retry), retry);
  }

  private static int statusOf(String code) {
    return switch (code) {
      case "uri_too_long" -> 414;
      case "unsupported_media_type" -> 415;
      case "expectation_failed" -> 417;
      case "headers_too_large" -> 431;
      default -> 400;
    };
  }

  private static String unknown(String model, List<String> nearest) {
    var head = "models/%s is not found".formatted(model);
    return nearest.isEmpty()
        ? head + " (GET /v1beta/models lists what there is)"
        : head + " (nearest: %s)".formatted(String.join(", ", nearest));
  }

  private static ErrorAnswer allFailed(AllFailed all) {
    var attempts = all.attempts();
    int status = statusOf(attempts);
    var wait = status == 429 || status == 503 ? FailureWords.soonest(attempts) : Duration.ZERO;
    var last = attempts.getLast();
    return answer(
        status,
        FailureWords.of(all),
        last.code().isEmpty() ? word(last.cause()) : last.code(),
        "",
        wait);
  }

  /** What the last one says of the request itself; else what all attempts agree on; else 502. */
  private static int statusOf(List<Attempt> attempts) {
    if (attempts.getLast().cause() == Cause.REJECTED) {
      return statusOf(attempts.getLast());
    }
    int first = statusOf(attempts.getFirst());
    return attempts.stream().allMatch(a -> statusOf(a) == first) ? first : 502;
  }

  private static int statusOf(Attempt a) {
    return switch (a.cause()) {
      case CONNECT, ERROR_INSIDE, CUT, GARBLED -> 502;
      case TIMEOUT, DEADLINE -> 504;
      case THROTTLED -> 429;
      // Our credential's fault, not that of the caller's key.
      case CREDENTIAL -> a.status() == 402 ? 402 : 502;
      case REJECTED -> a.status();
      case STATUS ->
          a.status() == 529
              ? 503
              : a.status() == 404 || a.status() == 409 || a.status() >= 500 ? a.status() : 502;
    };
  }

  private static String word(Cause cause) {
    return switch (cause) {
      case CONNECT -> "upstream_unreachable";
      case TIMEOUT -> "upstream_timeout";
      case THROTTLED -> "rate_limit_exceeded";
      case CREDENTIAL -> "upstream_authentication";
      case REJECTED -> "upstream_rejected";
      case STATUS, ERROR_INSIDE -> "upstream_error";
      case CUT -> "upstream_cut";
      case GARBLED -> "upstream_garbled";
      case DEADLINE -> "deadline_exceeded";
    };
  }

  private static String status(int code) {
    return switch (code) {
      case 401 -> "UNAUTHENTICATED";
      case 402 -> "FAILED_PRECONDITION";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 405 -> "UNIMPLEMENTED";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 502, 503 -> "UNAVAILABLE";
      default -> code >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
    };
  }

  private static String body(
      int code, String message, String reason, String param, Duration retry) {
    var out =
        new JsonWriter(256 + message.length())
            .object()
            .object("error")
            .put("code", code)
            .put("message", message)
            .put("status", status(code))
            .array("details");
    if (!reason.isEmpty()) {
      out.object()
          .put("@type", TYPE + "ErrorInfo")
          .put("reason", reason.toUpperCase(Locale.ROOT))
          .put("domain", "fairlead")
          .end();
    }
    if (!param.isEmpty()) {
      out.object().put("@type", TYPE + "BadRequest").array("fieldViolations").object();
      out.put("field", param).put("description", message).end().end().end();
    }
    if (retry.isPositive()) {
      out.object().put("@type", TYPE + "RetryInfo").put("retryDelay", seconds(retry)).end();
    }
    return new String(out.end().end().end().bytes(), StandardCharsets.UTF_8);
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
  }
}
