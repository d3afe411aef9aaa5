package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Understands the errors of OpenAI and its compatibles. */
final class ProviderErrors {
  private static final int FLEX_CAPACITY = 498;
  private static final String[] TOO_LONG = {
    "maximum context length",
    "context length",
    "context window",
    "prompt is too long",
    "exceed_context_size",
    "too many tokens",
    "input is too long"
  };

  private ProviderErrors() {}

  static ProviderError read(int status, byte[] body) {
    var message = ErrorReader.message(body);
    var error = error(body);
    var code = error == null ? "" : code(error);
    if (tooLong(status, code, message)) {
      return new ProviderError(Cause.REJECTED, message, "context_length_exceeded", Duration.ZERO);
    }
    return new ProviderError(cause(status, code), message, code, retryAfter(error));
  }

  private static @Nullable Node error(byte[] body) {
    try {
      var root = Node.lenient(body, 0, body.length);
      if (root.isArray()) {
        var elements = root.iterator();
        if (!elements.hasNext()) {
          return null;
        }
        root = elements.next();
      }
      var error = root.get("error");
      return error != null && error.isObject() ? error : root.isObject() ? root : null;
    } catch (JsonFault e) {
      return null;
    }
  }

  /** The code for programs: a word where there is one, be it the type or the status. */
  private static String code(Node error) {
    for (var name : new String[] {"code", "status", "type"}) {
      var word = error.text(name);
      if (!word.isEmpty()) {
        return word;
      }
    }
    var number = error.get("code");
    return number != null && number.isNumber() ? number.text() : "";
  }

  private static boolean tooLong(int status, String code, String message) {
    if (status != 400 && status != 413 && status != 422) {
      return false;
    }
    var words = message.toLowerCase(Locale.ROOT);
    boolean said = code.equals("context_length_exceeded") || code.contains("context_size");
    for (var sign : TOO_LONG) {
      said |= words.contains(sign);
    }
    return said;
  }

  private static Cause cause(int status, String code) {
    return switch (code) {
      case "API_KEY_INVALID", "invalid_api_key" -> Cause.CREDENTIAL;
      // The model wrote no proper call: the next try may.
      case "tool_use_failed" -> Cause.STATUS;
      default -> status == FLEX_CAPACITY ? Cause.THROTTLED : Failure.causeOf(status);
    };
  }

  /** Google's {@code details[].retryDelay}, as {@code 34s}. */
  private static Duration retryAfter(@Nullable Node error) {
    if (error == null) {
      return Duration.ZERO;
    }
    for (var detail : error.items("details")) {
      var delay = detail.text("retryDelay");
      if (delay.endsWith("s") && delay.length() < 12) {
        try {
          return Duration.ofMillis(
              new BigDecimal(delay.substring(0, delay.length() - 1)).movePointRight(3).longValue());
        } catch (NumberFormatException e) {
          return Duration.ZERO;
        }
      }
    }
    return Duration.ZERO;
  }
}
