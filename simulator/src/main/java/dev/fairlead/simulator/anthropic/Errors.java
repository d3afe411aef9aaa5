package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Refusal;

/** Errors in Anthropic's words and shape. */
final class Errors {
  private static final String INVALID = "invalid_request_error";

  private Errors() {}

  static byte[] body(String type, String message) {
    return new Out(192)
        .put("{\"type\":\"error\",\"error\":{\"type\":")
        .quoted(type)
        .put(",\"message\":")
        .quoted(message)
        .put("},\"request_id\":\"req_011simulated\"}")
        .toArray();
  }

  /** What a server of this status says. */
  static byte[] ofStatus(int status) {
    return switch (status) {
      case 400 -> body(INVALID, "Simulated: the request is wrong.");
      case 401 -> body("authentication_error", "invalid x-api-key");
      case 402 -> body("billing_error", "Simulated: your credit balance is too low.");
      case 403 -> body("permission_error", "Simulated: you may not do this.");
      case 404 -> body("not_found_error", "Not found");
      case 409 -> body("conflict_error", "Simulated: conflict.");
      case 413 -> body("request_too_large", "Request exceeds the maximum size");
      case 429 ->
          body(
              "rate_limit_error",
              "This request would exceed your organization's rate limit. Simulated.");
      case 504 -> body("timeout_error", "Request timed out");
      case 529 -> body("overloaded_error", "Overloaded");
      default ->
          status < 500
              ? body(INVALID, "Simulated: status " + status + ".")
              : body("api_error", "Internal server error");
    };
  }

  static Refusal invalid(String message) {
    return new Refusal(400, body(INVALID, message));
  }

  static Refusal notJson() {
    return invalid("The request body is not valid JSON");
  }

  static Refusal required(String field) {
    return invalid(field + ": Field required");
  }

  static Refusal notFound(String message) {
    return new Refusal(404, body("not_found_error", message));
  }

  static Refusal wrongKey(String key) {
    return new Refusal(
        401,
        body(
            "authentication_error",
            key.isEmpty() ? "x-api-key header is required" : "invalid x-api-key"));
  }

  static Refusal wrongMethod() {
    return new Refusal(405, body(INVALID, "Method Not Allowed"));
  }
}
