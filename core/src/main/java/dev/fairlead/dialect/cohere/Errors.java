package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads errors: {@code {"message","id","error_type"}}. Also for Cohere's other protocols. */
public final class Errors {
  private static final int SHOWN = 500;

  private Errors() {}

  /** The error of a status and its body. */
  public static ProviderError read(int status, byte[] body) {
    var root = parsed(body);
    var message = root == null ? plain(body) : message(root);
    var type = root == null ? "" : root.text("error_type");
    boolean tooLong = type.equals("TOO_MANY_TOKENS") || message.contains("too many tokens");
    return new ProviderError(
        status == 498 ? Cause.CREDENTIAL : status == 499 ? Cause.STATUS : Failure.causeOf(status),
        message,
        tooLong ? "context_length_exceeded" : "",
        Duration.ZERO);
  }

  private static @Nullable Node parsed(byte[] body) {
    try {
      var root = Node.lenient(body, 0, body.length);
      return root.isObject() ? root : null;
    } catch (JsonFault e) {
      return null;
    }
  }

  static String message(Node root) {
    var message = root.text("message");
    return cut(message.isEmpty() ? root.toString() : message);
  }

  private static String plain(byte[] body) {
    int length = Math.min(body.length, SHOWN);
    return new String(body, 0, length, StandardCharsets.UTF_8).strip();
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
