package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads errors: {@code {"message"}}, now and then with a {@code __type}. */
final class Errors {
  private static final int SHOWN = 500;

  private Errors() {}

  static ProviderError read(int status, byte[] body) {
    var root = parsed(body);
    var message = root == null ? plain(body) : message(root);
    return new ProviderError(
        cause(status, root == null ? "" : type(root), message),
        message,
        tooLong(message) ? "context_length_exceeded" : "",
        Duration.ZERO);
  }

  private static Cause cause(int status, String type, String message) {
    return switch (type) {
      case "throttlingexception", "toomanyrequestsexception", "servicequotaexceededexception" ->
          Cause.THROTTLED;
      case "accessdeniedexception",
          "unrecognizedclientexception",
          "expiredtokenexception",
          "invalidsignatureexception",
          "missingauthenticationtokenexception" ->
          Cause.CREDENTIAL;
      case "modeltimeoutexception" -> Cause.TIMEOUT;
      default -> otherwise(status, message);
    };
  }

  /** A model that failed, or is not to be had in this way, says nothing against the request. */
  private static Cause otherwise(int status, String message) {
    boolean elsewhere =
        status == 424
            || status == 400
                && (message.contains("model identifier is invalid")
                    || message.contains("on-demand throughput"));
    return elsewhere ? Cause.STATUS : Failure.causeOf(status);
  }

  /** The status of HTTP that an exception inside of a stream stands for. */
  static int status(String exception) {
    return switch (exception.toLowerCase(Locale.ROOT)) {
      case "validationexception" -> 400;
      case "accessdeniedexception" -> 403;
      case "modeltimeoutexception" -> 408;
      case "modelstreamerrorexception" -> 424;
      case "throttlingexception" -> 429;
      case "serviceunavailableexception" -> 503;
      default -> 500;
    };
  }

  static @Nullable Node parsed(byte[] body) {
    try {
      var root = Node.lenient(body, 0, body.length);
      return root.isObject() ? root : null;
    } catch (JsonFault e) {
      return null;
    }
  }

  /** The words of an error; empty if it has none. */
  static String message(Node root) {
    for (var name : new String[] {"message", "Message", "originalMessage"}) {
      var text = root.text(name);
      if (!text.isEmpty()) {
        return cut(text);
      }
    }
    var type = type(root);
    return type.isEmpty() ? cut(root.toString()) : type;
  }

  /** {@code com.amazon.coral.service#ThrottlingException} is a throttlingexception. */
  private static String type(Node root) {
    var output = root.get("Output");
    var type = output == null ? root.text("__type") : output.text("__type");
    return type.substring(type.lastIndexOf('#') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean tooLong(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    return words.contains("input is too long")
        || words.contains("prompt is too long")
        || words.contains("maximum context length")
        || words.contains("exceed context limit")
        || words.contains("too many input tokens");
  }

  private static String plain(byte[] body) {
    int length = Math.min(body.length, SHOWN);
    return new String(body, 0, length, StandardCharsets.UTF_8).strip();
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
