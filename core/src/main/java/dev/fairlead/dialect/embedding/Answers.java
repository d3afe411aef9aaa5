package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;

/** What is alike in the answers of all these protocols. */
final class Answers {
  private Answers() {}

  /** The object of an answer. */
  static Node parsed(byte[] body) {
    try {
      var root = Node.lenient(body, 0, body.length);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonFault e) {
      throw garbled("its answer is not JSON: " + e.getMessage());
    }
    throw garbled("its answer is not a JSON object");
  }

  static AnswerFault garbled(String message) {
    return new AnswerFault(Cause.GARBLED, 0, message);
  }

  /** What an answer is that has no vectors: an error, or nothing that is known. */
  static AnswerFault fault(Node root) {
    var error = root.get("error");
    var message = error == null ? root.text("message") : error.text("message");
    if (error != null && error.isText()) {
      message = error.text();
    }
    return error == null && message.isEmpty()
        ? garbled("its answer has no vectors")
        : new AnswerFault(
            Cause.ERROR_INSIDE, 0, message.isEmpty() ? "an error without a message" : message);
  }

  /** A vector, numbers or base64. */
  static Vector vector(Node value) {
    if (value.isText()) {
      return new Vector.Packed(value.text());
    }
    if (!value.isArray()) {
      throw garbled("a vector is neither numbers nor base64");
    }
    return new Vector.Numbers(value.raw());
  }

  static Usage input(long tokens) {
    return tokens < 0 ? Usage.NONE : new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, true);
  }
}
