package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;

/** Answers {@code :countTokens}: the figure of an answer's {@code promptTokenCount}. */
record CountTurn(GenerateRequest request) implements Turn {
  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    int tokens = request.promptTokens();
    var out = new Out(96).put("{\"totalTokens\":").put(tokens);
    out.put(",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":").put(tokens);
    return new Plain(out.put("}]}").toArray(), 0);
  }
}
