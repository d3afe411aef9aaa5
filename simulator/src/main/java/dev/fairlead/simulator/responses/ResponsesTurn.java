package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.Signatures;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;

/** Answers a request for a response. */
record ResponsesTurn(ResponsesRequest request, Seal seal, long created) implements Turn {
  static final byte[] NO_ERROR = Out.ascii("null");

  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal {
    if (behaviour.signatures() != Signatures.IGNORE) {
      new Thoughts(request, speaker, seal).verify();
    }
    var answer = speaker.answer(request, behaviour.wanted(), behaviour.toolCalls());
    boolean usage = behaviour.usage() != UsagePlace.NONE;
    var response = new Response(request, answer, seal, number, created, usage);
    if (request.stream()) {
      return new Streamed(ResponsesStream.of(response, behaviour), new Numbered(response));
    }
    var out = new Out(2048);
    response.put(out, response.end(), NO_ERROR);
    return new Plain(out.toArray(), answer.completionTokens());
  }
}
