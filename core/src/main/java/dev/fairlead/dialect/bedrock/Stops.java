package dev.fairlead.dialect.bedrock;

import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;

/** Why the model stopped: {@code stopReason}. */
final class Stops {
  private Stops() {}

  /**
   * @param called whether the answer has a call of the caller's tools
   * @param said whether the answer has any content
   */
  static Finish read(String word, boolean called, boolean said) {
    var kind =
        switch (word) {
          case "end_turn" -> called ? Kind.TOOL_CALLS : Kind.STOP;
          case "tool_use" -> Kind.TOOL_CALLS;
          case "max_tokens" -> Kind.LENGTH;
          case "stop_sequence" -> Kind.STOP_SEQUENCE;
          case "guardrail_intervened", "content_filtered" -> Kind.CONTENT_FILTER;
          case "malformed_tool_use" -> Kind.MALFORMED_TOOL_CALL;
          case "malformed_model_output" -> Kind.ERROR;
          case "model_context_window_exceeded" -> Kind.CONTEXT_EXCEEDED;
          default -> called ? Kind.TOOL_CALLS : said ? Kind.STOP : Kind.ERROR;
        };
    return Finish.of(kind, word);
  }
}
