package dev.fairlead.dialect.openai;

import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;

/** The words of {@code finish_reason}: OpenAI's own five, and those of compatible providers. */
final class FinishWords {
  private FinishWords() {}

  /** What a word means; {@link Kind#STOP} with the word itself for one that nobody knows. */
  static Kind read(String word) {
    return switch (word) {
      case "length", "max_tokens", "max_length" -> Kind.LENGTH;
      case "model_length" -> Kind.CONTEXT_EXCEEDED;
      case "tool_calls", "function_call", "tool_use", "tool_call" -> Kind.TOOL_CALLS;
      case "content_filter", "sensitive", "safety", "content_filtered" -> Kind.CONTENT_FILTER;
      case "refusal" -> Kind.REFUSAL;
      case "stop_sequence" -> Kind.STOP_SEQUENCE;
      case "error", "network_error", "insufficient_system_resource", "abort" -> Kind.ERROR;
      default -> Kind.STOP;
    };
  }

  /** The status of HTTP that an error among the words stands for. */
  static int status(String word) {
    return word.equals("insufficient_system_resource") ? 503 : 502;
  }

  /** OpenAI's word. */
  static String write(Finish finish, boolean refused, boolean legacy) {
    return switch (finish.kind()) {
      case STOP, STOP_SEQUENCE, PAUSE, MALFORMED_TOOL_CALL -> "stop";
      case LENGTH, CONTEXT_EXCEEDED -> "length";
      case TOOL_CALLS -> legacy ? "function_call" : "tool_calls";
      case CONTENT_FILTER, RECITATION -> "content_filter";
      // A refusal in words is an answer; one without is a filter's doing.
      case REFUSAL -> refused ? "stop" : "content_filter";
      case ERROR -> "error";
    };
  }
}
