package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;

/** Answers {@code POST /v1/responses/input_tokens}. */
record CountTurn(ResponsesRequest request) implements Turn {
  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    var out = new Out(64).put("{\"object\":\"response.input_tokens\",\"input_tokens\":");
    return new Plain(out.put(request.promptTokens()).put("}").toArray(), 0);
  }
}
