package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.Signatures;
import org.jspecify.annotations.Nullable;

/** Answers a request to generate; {@code chunks} is null for an answer in one. */
record GenerateTurn(GenerateRequest request, @Nullable Chunks chunks, Seal seal) implements Turn {

  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal {
    if (behaviour.signatures() != Signatures.IGNORE) {
      boolean strict = behaviour.signatures() == Signatures.STRICT;
      new Thoughts(request, speaker, seal, strict).verify();
    }
    var answer = speaker.answer(request, behaviour.wanted(), behaviour.toolCalls());
    var content = new Content(request, answer, seal, behaviour, number);
    if (chunks != null) {
      return new Streamed(content.stream(chunks), chunks);
    }
    var out = new Out(1024);
    content.whole(out);
    return new Plain(out.toArray(), answer.completionTokens());
  }
}
