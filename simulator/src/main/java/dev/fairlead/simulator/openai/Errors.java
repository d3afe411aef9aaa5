package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Refusal;

/** Errors in OpenAI's words and shape. */
public final class Errors {
  private Errors() {}

  /** An error object; {@code param} and {@code code} are null in JSON when they are empty. */
  static byte[] body(String message, String type, String param, String code) {
    var out = new Out(256);
    out.put("{\"error\":{\"message\":").quoted(message).put(",\"type\":").quoted(type);
    out.put(",\"param\":");
    orNull(out, param);
    out.put(",\"code\":");
    orNull(out, code);
    return out.put("}}").toArray();
  }

  private static void orNull(Out out, String text) {
    if (text.isEmpty()) {
      out.put("null");
    } else {
      out.quoted(text);
    }
  }

  /** What a server of this status says. */
  public static byte[] ofStatus(int status) {
    return switch (status) {
      case 400 -> body("Simulated: the request is wrong.", INVALID, "", "");
      case 401 -> body("Incorrect API key provided: simulated.", INVALID, "", "invalid_api_key");
      case 403 -> body("Simulated: you may not do this.", "permission_error", "", "");
      case 404 -> body("Simulated: no such thing.", INVALID, "", "model_not_found");
      case 429 ->
          body(
              "Rate limit reached for requests. Simulated.", "requests", "", "rate_limit_exceeded");
      case 503 ->
          body(
              "The server is overloaded or not ready yet. Simulated.",
              "server_error",
              "",
              "service_unavailable");
      default ->
          status < 500
              ? body("Simulated: status " + status + ".", INVALID, "", "")
              : body(
                  "The server had an error while processing your request. Simulated.",
                  "server_error",
                  "",
                  "");
    };
  }

  private static final String INVALID = "invalid_request_error";

  public static Refusal invalid(int status, String message, String param, String code) {
    return new Refusal(status, body(message, INVALID, param, code));
  }

  public static Refusal notJson() {
    return invalid(
        400,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't"
            + " using your HTTP library correctly. The OpenAI API expects a JSON payload, but what"
            + " was sent was not valid JSON.)",
        "",
        "");
  }

  public static Refusal noModel() {
    return invalid(400, "you must provide a model parameter", "", "");
  }

  public static Refusal missing(String parameter) {
    return invalid(
        400,
        "Missing required parameter: '" + parameter + "'.",
        parameter,
        "missing_required_parameter");
  }

  static Refusal emptyArray(String parameter) {
    return invalid(
        400,
        "Invalid '"
            + parameter
            + "': empty array. Expected an array with minimum length 1, but got an empty array"
            + " instead.",
        parameter,
        "empty_array");
  }

  static Refusal belowOne(String parameter, long value) {
    return invalid(
        400,
        "Invalid '%s': integer below minimum value. Expected a value >= 1, but got %d instead."
            .formatted(parameter, value),
        parameter,
        "integer_below_min_value");
  }

  public static Refusal wrongKey(String key) {
    return key.isEmpty()
        ? invalid(
            401,
            "You didn't provide an API key. You need to provide your API key in an Authorization"
                + " header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
            "",
            "")
        : invalid(401, "Incorrect API key provided: " + masked(key) + ".", "", "invalid_api_key");
  }

  private static String masked(String key) {
    return key.length() < 12
        ? "***"
        : key.substring(0, 3) + "***" + key.substring(key.length() - 4);
  }

  static Refusal unknownModel(String model) {
    return invalid(
        404,
        "The model `" + model + "` does not exist or you do not have access to it.",
        "",
        "model_not_found");
  }

  public static Refusal unknownUrl(String method, String path) {
    return invalid(404, "Invalid URL (%s %s)".formatted(method, path), "", "");
  }

  public static Refusal wrongMethod(String method, String path, String right) {
    return invalid(
        405,
        "Not allowed to %s on %s. (HINT: Perhaps you meant to make a %s request?)"
            .formatted(method, path, right),
        "",
        "method_not_supported");
  }
}
