package dev.fairlead.dialect.openai.state;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.json.Texts;
import dev.fairlead.state.TooLarge;
import java.time.Duration;

/**
 * The errors of stateful requests as OpenAI says them. Whose something is makes no difference:
 * another owner's is not found.
 */
public final class Refusals {
  private Refusals() {}

  public static ErrorAnswer noResponse(String id) {
    return answer(404, "Response with id '%s' not found.".formatted(id), "", "");
  }

  /** What {@code previous_response_id} names, or something that it continues, is not there. */
  public static ErrorAnswer noPrevious(String id) {
    return answer(
        400,
        "Previous response with id '%s' not found.".formatted(id),
        "previous_response_id",
        "previous_response_not_found");
  }

  public static ErrorAnswer noConversation(String id) {
    return answer(404, "Conversation with id '%s' not found.".formatted(id), "", "");
  }

  /** An item of a conversation. */
  public static ErrorAnswer noItem(String id) {
    return answer(404, "Item with id '%s' not found.".formatted(id), "", "");
  }

  /** An item that the input refers to. */
  public static ErrorAnswer noReferredItem(String id) {
    return answer(
        404,
        ("Item with id '%s' not found. Items are not persisted when `store` is set to false. Try"
                + " again with `store` set to true, or remove this item from your input.")
            .formatted(id),
        "input",
        "");
  }

  /** The item that {@code after} or {@code before} names is not in the list. */
  public static ErrorAnswer noCursor(String id) {
    return answer(400, "No item with id '%s' in this list.".formatted(id), "after", "");
  }

  public static ErrorAnswer duplicateItem(String id) {
    return answer(
        400,
        "Duplicate item found with id %s. Remove duplicate items from your input and try again."
            .formatted(id),
        "input",
        "");
  }

  /** The response was not created with {@code background: true}. */
  public static ErrorAnswer notCancellable() {
    return answer(400, "Cannot cancel a synchronous response.", "", "");
  }

  /** The response has no events to be resumed. */
  public static ErrorAnswer notStreamable(String id) {
    return answer(
        400,
        ("Response with id '%s' cannot be streamed: it was not created with background=true and"
                + " stream=true.")
            .formatted(id),
        "stream",
        "");
  }

  /** It has not ended, so that nothing can continue it. */
  public static ErrorAnswer notEnded(String id) {
    return answer(
        400,
        "Response with id '%s' has not ended and cannot be continued yet.".formatted(id),
        "previous_response_id",
        "previous_response_not_ended");
  }

  /** This gateway is set to keep nothing. */
  public static ErrorAnswer keepsNothing() {
    return answer(404, "Nothing is kept here: this gateway is set so (state.keep: false).", "", "");
  }

  /** As many wait or run as may. */
  public static ErrorAnswer tooMany(String what, Duration retryAfter) {
    return new ErrorAnswer(
        429,
        "{\"error\":{\"message\":\"Too many %s at this time. Try again later.\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"
            .formatted(what),
        retryAfter);
  }

  public static ErrorAnswer backgroundWithoutStore() {
    return answer(
        400, "Background mode requires 'store' to be true.", "background", "invalid_value");
  }

  public static ErrorAnswer contextTwice() {
    var message =
        "Mutually exclusive parameters: Ensure you are only providing one of:"
            + " 'previous_response_id' or 'conversation'.";
    return answer(400, message, "previous_response_id", "mutually_exclusive_parameters");
  }

  public static ErrorAnswer tooLarge(TooLarge e) {
    return answer(413, e.getMessage() + ", as this gateway is set", "input", "state_too_large");
  }

  static ErrorAnswer invalid(String message, String param, String code) {
    return answer(400, message, param, code);
  }

  private static ErrorAnswer answer(int status, String message, String param, String code) {
    var out = new StringBuilder("{\"error\":{\"message\":");
    Texts.quote(out, message).append(",\"type\":\"invalid_request_error\",\"param\":");
    orNull(out, param).append(",\"code\":");
    orNull(out, code).append("}}");
    return new ErrorAnswer(status, out.toString(), Duration.ZERO);
  }

  private static StringBuilder orNull(StringBuilder out, String text) {
    return text.isEmpty() ? out.append("null") : Texts.quote(out, text);
  }
}
