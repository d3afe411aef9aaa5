package dev.fairlead.dialect.cohere;

import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;

/** Why the model stopped: {@code finish_reason}. */
final class Finishes {
  private Finishes() {}

  /** Whether the word says that the answer failed. */
  static boolean failed(String word) {
    return word.equals("ERROR") || word.equals("TIMEOUT");
  }

  /** The status of HTTP that a failure stands for. */
  static int status(String word) {
    return word.equals("TIMEOUT") ? 504 : 500;
  }

  static Finish read(String word, boolean called) {
    return switch (word) {
      case "STOP_SEQUENCE" -> Finish.of(Kind.STOP_SEQUENCE, word);
      case "MAX_TOKENS" -> Finish.of(Kind.LENGTH, word);
      case "TOOL_CALL" -> Finish.of(Kind.TOOL_CALLS, word);
      case "ERROR_TOXIC" -> Finish.of(Kind.CONTENT_FILTER, word);
      case "ERROR_LIMIT" -> Finish.of(Kind.CONTEXT_EXCEEDED, word);
      case "ERROR", "TIMEOUT", "USER_CANCEL" -> Finish.of(Kind.ERROR, word);
      default -> Finish.of(called ? Kind.TOOL_CALLS : Kind.STOP, word);
    };
  }
}
