package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;
import org.jspecify.annotations.Nullable;

/** Why the model stopped: {@code stop_reason} and what belongs to it. */
final class Stops {
  private Stops() {}

  /**
   * Reads it.
   *
   * @param holder a message, or the delta of a {@code message_delta}
   * @param called whether the answer has a call of the caller's tools
   */
  static Finish read(Node holder, boolean called) {
    var word = holder.text("stop_reason");
    return switch (word) {
      case "stop_sequence" ->
          new Finish(Kind.STOP_SEQUENCE, word, holder.text("stop_sequence"), "");
      case "max_tokens" -> Finish.of(Kind.LENGTH, word);
      case "tool_use" -> Finish.of(Kind.TOOL_CALLS, word);
      case "pause_turn", "compaction" -> Finish.of(Kind.PAUSE, word);
      case "model_context_window_exceeded" -> Finish.of(Kind.CONTEXT_EXCEEDED, word);
      case "refusal" -> refusal(word, holder.get("stop_details"));
      default -> Finish.of(called ? Kind.TOOL_CALLS : Kind.STOP, word);
    };
  }

  private static Finish refusal(String word, @Nullable Node details) {
    return details == null
        ? Finish.of(Kind.REFUSAL, word)
        : new Finish(Kind.REFUSAL, word, details.text("explanation"), details.text("category"));
  }

  /** The word for an answer's end; a text that refuses counts as a refusal. */
  static String word(Finish finish, boolean refused) {
    return switch (finish.kind()) {
      case STOP -> refused ? "refusal" : "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case CONTEXT_EXCEEDED -> "model_context_window_exceeded";
      case TOOL_CALLS -> "tool_use";
      case PAUSE -> finish.word().equals("compaction") ? "compaction" : "pause_turn";
      case CONTENT_FILTER, REFUSAL, RECITATION, MALFORMED_TOOL_CALL, ERROR -> "refusal";
    };
  }

  /** What a caller is told of a refusal. */
  static String explanation(Finish finish, String refusal) {
    if (!finish.detail().isEmpty()) {
      return finish.detail();
    }
    return switch (finish.kind()) {
      case CONTENT_FILTER -> "The provider's content filter ended the answer.";
      case RECITATION -> "The provider ended the answer because it repeats a source.";
      case MALFORMED_TOOL_CALL -> "The model made a malformed tool call.";
      case ERROR -> "The provider ended the answer with an error.";
      default -> refusal;
    };
  }
}
