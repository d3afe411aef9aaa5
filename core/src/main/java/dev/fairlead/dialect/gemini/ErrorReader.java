package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an error of Google's: {@code {"error":{"code","message","status","details"}}}, also in an
 * array.
 */
final class ErrorReader {
  private static final int SHOWN = 500;

  private ErrorReader() {}

  static ProviderError read(int status, byte[] body) {
    var error = find(body);
    if (error == null) {
      int length = Math.min(body.length, SHOWN);
      return new ProviderError(
          Failure.causeOf(status),
          new String(body, 0, length, StandardCharsets.UTF_8).strip(),
          "",
          Duration.ZERO);
    }
    var message = message(error);
    var reason = reason(error);
    return new ProviderError(
        cause(status, error, message, reason),
        message,
        code(error, message, reason),
        wait(error, message));
  }

  private static @Nullable Node find(byte[] body) {
    if (body.length == 0) {
      return null;
    }
    try {
      var root = Node.lenient(body, 0, body.length);
      if (root.isArray()) {
        for (var first : root) {
          return first.get("error");
        }
      }
      return root.get("error");
    } catch (JsonFault e) {
      return null;
    }
  }

  /** Whether a body is an error in this form, so that it may pass. */
  static boolean isError(byte[] body) {
    var error = body.length > 0 && first(body) == '{' ? find(body) : null;
    return error != null
        && error.isObject()
        && error.number("code", -1) > 0
        && error.get("message") != null;
  }

  private static int first(byte[] body) {
    int i = 0;
    while (i < body.length - 1 && body[i] <= ' ') {
      i++;
    }
    return body[i];
  }

  static String message(Node error) {
    var found = error.get("message");
    var text = found == null ? error.text() : found.text();
    if (text.isBlank()) {
      return "an error without words";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The status of HTTP that an error inside of an answer stands for; 0 if it does not say. */
  static int status(Node error) {
    long code = error.number("code", 0);
    return code >= 400 && code < 600 ? (int) code : 0;
  }

  private static String reason(Node error) {
    for (var detail : error.items("details")) {
      if (detail.text("@type").endsWith("google.rpc.ErrorInfo")) {
        return detail.text("reason");
      }
    }
    return "";
  }

  /** What is wrong with the gateway's own key or account must not look like the caller's fault. */
  private static Cause cause(int status, Node error, String message, String reason) {
    if (status == 400 || status == 403) {
      boolean ours =
          reason.startsWith("API_KEY")
              || reason.equals("CONSUMER_SUSPENDED")
              || reason.equals("BILLING_DISABLED")
              || reason.equals("SERVICE_DISABLED")
              || error.text("status").equals("FAILED_PRECONDITION")
              || message.startsWith("API key ");
      if (ours) {
        return Cause.CREDENTIAL;
      }
    }
    return status == 499 ? Cause.STATUS : Failure.causeOf(status);
  }

  private static String code(Node error, String message, String reason) {
    boolean tooLong =
        message.contains("exceeds the maximum number of tokens")
            || message.contains("input token count") && message.contains("exceed");
    return tooLong
        ? "context_length_exceeded"
        : (reason.isEmpty() ? error.text("status") : reason).toLowerCase(Locale.ROOT);
  }

  private static Duration wait(Node error, String message) {
    for (var detail : error.items("details")) {
      if (detail.text("@type").endsWith("google.rpc.RetryInfo")) {
        return seconds(MediaReader.text(detail, "retryDelay", "retry_delay"));
      }
    }
    int told = message.indexOf("retry in ");
    int end = told < 0 ? -1 : message.indexOf('s', told + 9);
    return end < 0 ? Duration.ZERO : seconds(message.substring(told + 9, end + 1));
  }

  /** As {@code 34s} or {@code 34.5s}. */
  private static Duration seconds(String text) {
    if (!text.endsWith("s") || text.length() > 20) {
      return Duration.ZERO;
    }
    try {
      var nanos = new BigDecimal(text.substring(0, text.length() - 1)).movePointRight(9);
      return nanos.signum() <= 0 || nanos.compareTo(BigDecimal.valueOf(1L << 60)) > 0
          ? Duration.ZERO
          : Duration.ofNanos(nanos.longValue());
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
