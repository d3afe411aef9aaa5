package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;

/** Answers {@code POST /v1/messages/count_tokens}: the figure that an answer's usage adds up to. */
record CountTurn(MessagesRequest request) implements Turn {
  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    var out = new Out(32).put("{\"input_tokens\":").put(request.promptTokens()).put("}");
    return new Plain(out.toArray(), 0);
  }
}
