package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Out;

/** Writes OpenAI's usage object. */
final class Usage {
  private static final byte[] PROMPT = Out.ascii("{\"prompt_tokens\":");
  private static final byte[] COMPLETION = Out.ascii(",\"completion_tokens\":");
  private static final byte[] TOTAL = Out.ascii(",\"total_tokens\":");
  private static final byte[] CACHED = Out.ascii(",\"prompt_tokens_details\":{\"cached_tokens\":");
  private static final byte[] REASONING =
      Out.ascii(",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":");
  private static final byte[] END =
      Out.ascii(
          ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}");

  private Usage() {}

  static void put(Out out, Answer answer, int completion, int reasoning) {
    out.put(PROMPT).put(answer.promptTokens());
    out.put(COMPLETION).put(completion);
    out.put(TOTAL).put((long) answer.promptTokens() + completion);
    out.put(CACHED).put(answer.cachedTokens());
    out.put(REASONING).put(reasoning).put(END);
  }
}
