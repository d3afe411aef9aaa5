package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.openai.ErrorWriter;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Errors of providers of this protocol, and errors inside of a stream. */
final class Errors {
  private static final int SHOWN = 500;

  private Errors() {}

  /** A provider's error body. */
  static ProviderError read(int status, byte[] body) {
    var node = node(body);
    var error = node == null ? null : node.get("error");
    var code = code(error);
    if (code.isEmpty() && node != null) {
      code = node.text("code");
    }
    var cause = Failure.causeOf(status);
    if (status == 429 && code.equals("insufficient_quota")) {
      cause = Cause.CREDENTIAL;
    }
    return new ProviderError(cause, message(node, body), code, Duration.ZERO);
  }

  private static @Nullable Node node(byte[] body) {
    try {
      var node = Node.lenient(body, 0, body.length);
      if (node.isArray()) {
        for (var first : node) {
          return first;
        }
      }
      return node;
    } catch (JsonFault e) {
      return null;
    }
  }

  private static String message(@Nullable Node node, byte[] body) {
    if (node != null && node.isObject()) {
      var error = node.get("error");
      if (error != null) {
        return message(error);
      }
      for (var name : new String[] {"message", "detail", "msg"}) {
        var found = node.get(name);
        if (found != null) {
          return cut(found.text());
        }
      }
    }
    var text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
    return cut(text.strip());
  }

  /** The words of the value of {@code error}. */
  static String message(Node error) {
    var message = error.isObject() ? error.text("message") : "";
    return cut(message.isEmpty() ? error.text() : message);
  }

  /** The code of the value of {@code error}; empty if it has none. */
  static String code(@Nullable Node error) {
    if (error == null || !error.isObject()) {
      return "";
    }
    var code = error.get("code");
    var text = code == null ? "" : code.text();
    return text.isEmpty() ? error.text("type") : text;
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The status of HTTP that a code stands for; 0 if it does not say. */
  static int status(String code) {
    return switch (code) {
      case "rate_limit_exceeded", "insufficient_quota", "429" -> 429;
      case "server_error", "internal_error", "500" -> 500;
      case "server_is_overloaded", "overloaded", "slow_down", "503" -> 503;
      case "context_length_exceeded",
          "invalid_prompt",
          "invalid_request_error",
          "invalid_encrypted_content",
          "400" ->
          400;
      case "model_not_found", "404" -> 404;
      default -> code.startsWith("image_") || code.startsWith("invalid_") ? 400 : 0;
    };
  }

  /** The code by which clients know a failure of this status. */
  static String code(int status) {
    return switch (status) {
      case 429 -> "rate_limit_exceeded";
      case 400, 413, 422 -> "invalid_prompt";
      default -> "server_error";
    };
  }

  static boolean ours(byte[] body) {
    var node = node(body);
    var error = node == null ? null : node.get("error");
    return error != null && error.isObject() && error.has("message");
  }

  /**
   * An error in the middle of a stream. It says the same twice: beside one another as the reference
   * has it, and as {@code error}, as OpenAI sends it and its clients look for it.
   */
  static byte[] frame(Failure failure) {
    var answer = ErrorWriter.write(failure);
    var error = Node.of(answer.body()).get("error");
    var out = new JsonWriter(512).object().put("type", "error");
    if (error != null) {
      out.put("code", error.text("code").isEmpty() ? null : error.text("code"))
          .put("message", error.text("message"));
      var param = error.raw("param");
      if (param == null) {
        out.putNull("param");
      } else {
        out.put("param", param);
      }
      out.put("error", error.raw());
    }
    return Frames.frame("error", out.put("sequence_number", 0).end().bytes());
  }
}
