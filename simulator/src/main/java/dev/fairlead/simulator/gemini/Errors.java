package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Refusal;
import java.math.BigDecimal;
import java.time.Duration;

/** Errors in Google's words and shape. */
final class Errors {
  private Errors() {}

  /** An error object; {@code details} is a JSON array, or empty. */
  static byte[] body(int code, String message, String status, String details) {
    var out = new Out(256).put("{\"error\":{\"code\":").put(code);
    out.put(",\"message\":").quoted(message).put(",\"status\":").quoted(status);
    if (!details.isEmpty()) {
      out.put(",\"details\":").put(details);
    }
    return out.put("}}").toArray();
  }

  /** What a server of this status says; a negative time is not said. */
  static byte[] ofStatus(int status, Duration retryAfter) {
    return body(status, message(status, retryAfter), word(status), retry(retryAfter));
  }

  private static String message(int status, Duration retryAfter) {
    var text =
        switch (status) {
          case 401 ->
              "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
                  + " cookie or other valid authentication credential.";
          case 403 -> "The caller does not have permission";
          case 404 -> "Requested entity was not found.";
          case 429 -> "You exceeded your current quota, please check your plan. Simulated.";
          case 500 -> "An internal error has occurred. Please retry. Simulated.";
          case 503 -> "The model is overloaded. Please try again later.";
          case 504 -> "Deadline expired before operation could complete.";
          default -> "Simulated: status " + status + ".";
        };
    return retryAfter.isNegative() ? text : text + "\nPlease retry in " + seconds(retryAfter) + ".";
  }

  private static String word(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 501 -> "UNIMPLEMENTED";
      case 502, 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status < 500 ? "FAILED_PRECONDITION" : "INTERNAL";
    };
  }

  private static String retry(Duration wait) {
    return wait.isNegative()
        ? ""
        : "[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"%s\"}]"
            .formatted(seconds(wait));
  }

  private static String seconds(Duration wait) {
    return BigDecimal.valueOf(wait.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
  }

  static Refusal invalid(String message) {
    return new Refusal(400, body(400, message, "INVALID_ARGUMENT", ""));
  }

  static Refusal notJson() {
    return invalid("Invalid JSON payload received. Expected a value.");
  }

  static Refusal notFound(String message) {
    return new Refusal(404, body(404, message, "NOT_FOUND", ""));
  }

  static Refusal unknownModel(String model) {
    return notFound(
        "models/"
            + model
            + " is not found for API version v1beta, or is not supported for generateContent. Call"
            + " ListModels to see the list of available models and their supported methods.");
  }

  static Refusal wrongKey(String key) {
    if (key.isEmpty()) {
      return new Refusal(
          403,
          body(
              403,
              "Method doesn't allow unregistered callers (callers without established identity)."
                  + " Please use API Key or other form of API consumer identity to call this API.",
              "PERMISSION_DENIED",
              ""));
    }
    return new Refusal(
        400,
        body(
            400,
            "API key not valid. Please pass a valid API key.",
            "INVALID_ARGUMENT",
            "[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                + "\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\","
                + "\"metadata\":{\"service\":\"generativelanguage.googleapis.com\"}}]"));
  }
}
