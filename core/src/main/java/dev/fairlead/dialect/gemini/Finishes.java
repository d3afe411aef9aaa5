package dev.fairlead.dialect.gemini;

import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;
import java.util.Set;

/** Why a candidate ended, from Google's word for it and back. */
final class Finishes {
  private static final Set<String> WORDS =
      Set.of(
          "STOP",
          "MAX_TOKENS",
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "OTHER",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "IMAGE_OTHER",
          "NO_IMAGE");

  private Finishes() {}

  /**
   * The finish for a word.
   *
   * @param message what Google says about it; may be empty
   * @param called whether the candidate has a call
   * @param filled whether it has anything at all
   */
  static Finish read(String word, String message, boolean called, boolean filled) {
    var kind = kind(word, called, filled);
    return new Finish(kind, word, kind == Kind.STOP || kind == Kind.TOOL_CALLS ? "" : message, "");
  }

  private static Kind kind(String word, boolean called, boolean filled) {
    return switch (word) {
      case "STOP" -> called ? Kind.TOOL_CALLS : Kind.STOP;
      case "MAX_TOKENS" -> Kind.LENGTH;
      case "SAFETY",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT" ->
          Kind.CONTENT_FILTER;
      case "RECITATION", "IMAGE_RECITATION" -> Kind.RECITATION;
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
          Kind.MALFORMED_TOOL_CALL;
      case "CONTINUATION" -> Kind.PAUSE;
      case "OTHER", "MISSING_THOUGHT_SIGNATURE" -> Kind.ERROR;
      default -> !filled ? Kind.ERROR : called ? Kind.TOOL_CALLS : Kind.STOP;
    };
  }

  /** The word for a finish; the one it came with, if that is Google's and fits. */
  static String word(Finish finish) {
    boolean fits =
        WORDS.contains(finish.word())
            && kind(finish.word(), finish.kind() == Kind.TOOL_CALLS, true) == finish.kind();
    if (fits) {
      return finish.word();
    }
    return switch (finish.kind()) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
      case LENGTH, CONTEXT_EXCEEDED -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
      case RECITATION -> "RECITATION";
      case MALFORMED_TOOL_CALL -> "MALFORMED_FUNCTION_CALL";
      case ERROR -> "OTHER";
    };
  }
}
