package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors: Anthropic's own {@code {"type":"error","error":{"type","message"}}}, Google's
 * {@code {"error":{"code","message","status"}}}, alone or in an array, and Amazon's {@code
 * {"message"}}.
 */
final class ErrorReader {
  private static final int SHOWN = 500;

  /**
   * An error inside of something that is no error by its status.
   *
   * @param status of HTTP that it stands for; 0 if it does not say
   */
  record Inside(int status, String type, String message, String code) {}

  private ErrorReader() {}

  static ProviderError read(int status, byte[] body) {
    var root = parsed(body);
    if (root == null) {
      int length = Math.min(body.length, SHOWN);
      var plain = new String(body, 0, length, StandardCharsets.UTF_8).strip();
      return new ProviderError(Failure.causeOf(status), plain, "", Duration.ZERO);
    }
    var error = inside(root);
    return new ProviderError(cause(status, error), error.message(), code(error), Duration.ZERO);
  }

  private static Cause cause(int status, Inside error) {
    return switch (error.type()) {
      case "rate_limit_error" -> Cause.THROTTLED;
      case "authentication_error", "permission_error", "billing_error" -> Cause.CREDENTIAL;
      case "invalid_request_error" ->
          outOfMoney(error) ? Cause.CREDENTIAL : Failure.causeOf(status);
      default -> Failure.causeOf(status);
    };
  }

  private static boolean outOfMoney(Inside error) {
    return switch (error.code()) {
      case "enforced_spend_limit_reached", "contract_spend_limit_reached" -> true;
      default -> error.message().contains("credit balance is too low");
    };
  }

  private static String code(Inside error) {
    return tooLong(error.message()) ? "context_length_exceeded" : error.code();
  }

  private static boolean tooLong(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    return words.contains("prompt is too long")
        || words.contains("exceed context limit")
        || words.contains("input is too long")
        || words.contains("maximum context length");
  }

  static @Nullable Node parsed(byte[] body) {
    try {
      var root = Node.lenient(body, 0, body.length);
      if (root.isArray()) {
        for (var first : root) {
          return first.isObject() ? first : null;
        }
      }
      return root.isObject() ? root : null;
    } catch (JsonFault e) {
      return null;
    }
  }

  /** What an object says that is, or holds, an error. */
  static Inside inside(Node root) {
    var error = root.get("error");
    if (error == null) {
      error = root;
    }
    if (error.isText() && !error.text().isEmpty()) {
      return new Inside(0, "", cut(error.text()), "");
    }
    var message = error.text("message");
    if (message.isEmpty()) {
      message = error.text("Message");
    }
    var type = error.text("type");
    var details = error.get("details");
    var code = details == null ? "" : details.text("error_code");
    return new Inside(
        status(type, error), type, cut(message.isEmpty() ? root.toString() : message), code);
  }

  private static int status(String type, Node error) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "conflict_error" -> 409;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "api_error" -> 500;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> Math.clamp(error.number("code", 0), 0, 599);
    };
  }

  /** Whether a body is an error in this dialect's own form. */
  static boolean own(byte[] body) {
    var root = parsed(body);
    if (root == null || !root.text("type").equals("error")) {
      return false;
    }
    var error = root.get("error");
    return error != null
        && error.isObject()
        && !error.text("type").isEmpty()
        && error.has("message");
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
