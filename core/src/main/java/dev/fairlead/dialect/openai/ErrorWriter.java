package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.FailureWords;
import dev.fairlead.json.Texts;
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
 * Says a failure as OpenAI does: {@code {"error":{"message","type","param","code"}}}. When upstream
 * calls failed, {@code error.metadata.attempts} names each of them.
 */
public final class ErrorWriter {
  private ErrorWriter() {}

  /** The status and the body for a failure. */
  public static ErrorAnswer write(Failure failure) {
    return switch (failure) {
      case BadRequest(var message, var param, var code) ->
          plain(statusOf(code), message, "invalid_request_error", param, code);
      case TooLarge(var limit) ->
          plain(
              413,
              "the body is larger than %d bytes".formatted(limit),
              "invalid_request_error",
              "",
              "payload_too_large");
      case NoKey() ->
          plain(
              401,
              "no key was sent (expected: the header Authorization: Bearer KEY)",
              "authentication_error",
              "",
              "missing_api_key");
      case UnknownKey() ->
          plain(
              401,
              "the key that was sent is not known here",
              "authentication_error",
              "",
              "invalid_api_key");
      case NoRoute(var method, var path, var exists) ->
          exists
              ? plain(
                  405,
                  "%s is not possible at %s".formatted(method, path),
                  "invalid_request_error",
                  "",
                  "method_not_allowed")
              : plain(
                  404,
                  "there is nothing at %s %s".formatted(method, path),
                  "invalid_request_error",
                  "",
                  "not_found");
      case UnknownModel(var model, var nearest) ->
          plain(404, unknown(model, nearest), "invalid_request_error", "model", "model_not_found");
      case NoEndpoint(var model, var why) ->
          plain(
              404,
              "no endpoint of %s can be used: %s".formatted(model, FailureWords.few(why)),
              "invalid_request_error",
              "model",
              "no_endpoint");
      case Overloaded(var what, var retry) ->
          new ErrorAnswer(503, body(what, "server_error", "", "overloaded", ""), retry);
      case SlowClient(var what, var limit) ->
          plain(
              408,
              "%s did not come within %d ms".formatted(what, limit.toMillis()),
              "invalid_request_error",
              "",
              "request_timeout");
      case Cancelled() -> plain(499, "the client went away", "server_error", "", "cancelled");
      case Internal(var reference) ->
          plain(
              500,
              "the gateway failed; its log tells more under " + reference,
              "server_error",
              "",
              "internal_error");
      case AllFailed all -> allFailed(all);
    };
  }

  /** The same as an event of a stream, after which nothing follows. */
  static byte[] inStream(Failure failure) {
    return event(write(failure).body());
  }

  /** An error of a stream that is under way. */
  static byte[] inStream(Cause cause, int status, String message) {
    var attempt = new Attempt("", "", status, cause, "", Duration.ZERO);
    var type = status == 429 ? "rate_limit_error" : "server_error";
    var words = message.isEmpty() ? "the provider " + cause.words() : message;
    return event(body(words, type, "", codeOf(attempt), ""));
  }

  private static byte[] event(String body) {
    return ("data: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
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

  private static ErrorAnswer plain(
      int status, String message, String type, String param, String code) {
    return new ErrorAnswer(status, body(message, type, param, code, ""), Duration.ZERO);
  }

  private static String unknown(String model, List<String> nearest) {
    var head = "there is no model \"%s\"".formatted(model);
    return nearest.isEmpty()
        ? head + " (GET /v1/models lists what there is)"
        : head + " (nearest: %s)".formatted(String.join(", ", nearest));
  }

  private static ErrorAnswer allFailed(AllFailed all) {
    var attempts = all.attempts();
    int status = statusOf(attempts);
    var type =
        status == 429
            ? "rate_limit_error"
            : status < 500 ? "invalid_request_error" : "server_error";
    var wait = status == 429 || status == 503 ? FailureWords.soonest(attempts) : Duration.ZERO;
    return new ErrorAnswer(
        status,
        body(FailureWords.of(all), type, "", codeOf(attempts.getLast()), metadata(attempts)),
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
      case STATUS -> a.status() == 404 || a.status() == 409 || a.status() >= 500 ? a.status() : 502;
    };
  }

  private static String codeOf(Attempt a) {
    return switch (a.cause()) {
      case CONNECT -> "upstream_unreachable";
      case TIMEOUT -> "upstream_timeout";
      case THROTTLED -> "rate_limit_exceeded";
      case CREDENTIAL -> "upstream_authentication";
      case REJECTED -> "upstream_rejected";
      case STATUS -> "upstream_error";
      case ERROR_INSIDE -> "upstream_error";
      case CUT -> "upstream_cut";
      case GARBLED -> "upstream_garbled";
      case DEADLINE -> "deadline_exceeded";
    };
  }

  private static String metadata(List<Attempt> attempts) {
    var out = new StringBuilder("{\"attempts\":[");
    for (var a : attempts) {
      out.append(out.charAt(out.length() - 1) == '[' ? "{\"provider\":" : ",{\"provider\":");
      Texts.quote(out, a.provider()).append(",\"model\":");
      Texts.quote(out, a.model()).append(",\"status\":");
      out.append(a.status() == 0 ? "null" : Integer.toString(a.status())).append(",\"code\":");
      Texts.quote(out, codeOf(a)).append(",\"message\":");
      Texts.quote(out, a.message()).append('}');
    }
    return out.append("]}").toString();
  }

  private static String body(
      String message, String type, String param, String code, String metadata) {
    var out = new StringBuilder("{\"error\":{\"message\":");
    Texts.quote(out, message).append(",\"type\":");
    Texts.quote(out, type).append(",\"param\":");
    (param.isEmpty() ? out.append("null") : Texts.quote(out, param)).append(",\"code\":");
    Texts.quote(out, code);
    if (!metadata.isEmpty()) {
      out.append(",\"metadata\":").append(metadata);
    }
    return out.append("}}").toString();
  }
}
