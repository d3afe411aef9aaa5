package dev.fairlead.dialect.anthropic;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Says a failure as Anthropic does: {@code {"type":"error","error":{"type","message"},
 * "request_id"}}. The member at fault stands in the message, as Anthropic has it too.
 */
final class Errors {
  private static final int OVERLOADED = 529;

  private Errors() {}

  /**
   * The status and the body.
   *
   * @param requestId null in the body if it is empty
   */
  static ErrorAnswer write(Failure failure, String requestId) {
    return switch (failure) {
      case BadRequest(var message, var param, var code) ->
          answer(statusOf(code), named(message, param, code), requestId);
      case TooLarge(var limit) ->
          answer(413, "the body is larger than %d bytes".formatted(limit), requestId);
      case NoKey() ->
          answer(
              401,
              "no key was sent (expected: the header x-api-key, or authorization: Bearer KEY)",
              requestId);
      case UnknownKey() -> answer(401, "the key that was sent is not known here", requestId);
      case NoRoute(var method, var path, var exists) ->
          answer(
              exists ? 405 : 404,
              exists
                  ? "%s is not possible at %s".formatted(method, path)
                  : "there is nothing at %s %s".formatted(method, path),
              requestId);
      case UnknownModel(var model, var nearest) -> answer(404, unknown(model, nearest), requestId);
      case NoEndpoint(var model, var why) ->
          answer(
              404,
              "no endpoint of %s can be used: %s".formatted(model, FailureWords.few(why)),
              requestId);
      case Overloaded(var what, var retry) -> answer(OVERLOADED, what, requestId, retry);
      case SlowClient(var what, var limit) ->
          answer(408, "%s did not come within %d ms".formatted(what, limit.toMillis()), requestId);
      case Cancelled() -> answer(499, "the client went away", requestId);
      case Internal(var reference) ->
          answer(500, "the gateway failed; its log tells more under " + reference, requestId);
      case AllFailed all -> allFailed(all, requestId);
    };
  }

  /** The same in the middle of a stream, framing included. */
  static byte[] event(Failure failure) {
    return ("event: error\ndata: " + write(failure, "").body() + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An error that a provider reports in its stream. */
  static String streamed(int status, String message) {
    return body(status == 0 ? 500 : status, message, "");
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

  private static String named(String message, String param, String code) {
    if (code.equals("context_length_exceeded")) {
      return tooLong(message);
    }
    return param.isEmpty() || message.contains(param) ? message : param + ": " + message;
  }

  /** Callers look for these words to know that they must shorten the conversation. */
  private static String tooLong(String message) {
    return message.contains("prompt is too long") ? message : "prompt is too long: " + message;
  }

  private static String unknown(String model, List<String> nearest) {
    return nearest.isEmpty()
        ? "model: " + model
        : "model: %s (nearest: %s)".formatted(model, String.join(", ", nearest));
  }

  private static ErrorAnswer allFailed(AllFailed all, String requestId) {
    var attempts = all.attempts();
    var last = all.last();
    int status = statusOf(attempts);
    if (last.code().equals("context_length_exceeded")) {
      return answer(400, tooLong(last.message()), requestId);
    }
    var wait =
        status == 429 || status == OVERLOADED ? FailureWords.soonest(attempts) : Duration.ZERO;
    return answer(status, FailureWords.of(all), requestId, wait);
  }

  /** What the last one says of the request itself; else what all attempts agree on; else 502. */
  private static int statusOf(List<Attempt> attempts) {
    if (attempts.getLast().cause() == Cause.REJECTED) {
      return attempts.getLast().status();
    }
    int first = statusOf(attempts.getFirst());
    return attempts.stream().allMatch(a -> statusOf(a) == first) ? first : 502;
  }

  private static int statusOf(Attempt a) {
    return switch (a.cause()) {
      case CONNECT, CUT, GARBLED -> 502;
      case ERROR_INSIDE -> a.status() == OVERLOADED || a.status() == 503 ? OVERLOADED : 502;
      case TIMEOUT, DEADLINE -> 504;
      case THROTTLED -> 429;
      // Our credential's fault, not that of the caller's key.
      case CREDENTIAL -> a.status() == 402 ? 402 : 502;
      case REJECTED -> a.status();
      case STATUS ->
          switch (a.status()) {
            case 503, OVERLOADED -> OVERLOADED;
            case 404, 409 -> a.status();
            default -> a.status() >= 500 ? a.status() : 502;
          };
    };
  }

  private static ErrorAnswer answer(int status, String message, String requestId) {
    return answer(status, message, requestId, Duration.ZERO);
  }

  private static ErrorAnswer answer(
      int status, String message, String requestId, Duration retryAfter) {
    return new ErrorAnswer(status, body(status, message, requestId), retryAfter);
  }

  private static String body(int status, String message, String requestId) {
    var out = new JsonWriter(message.length() + 128).object().put("type", "error");
    out.object("error").put("type", type(status)).put("message", message).end();
    if (requestId.isEmpty()) {
      out.putNull("request_id");
    } else {
      out.put("request_id", requestId);
    }
    return out.end().toRaw().text();
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 409 -> "conflict_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, OVERLOADED -> "overloaded_error";
      default -> status >= 500 || status == 499 ? "api_error" : "invalid_request_error";
    };
  }
}
