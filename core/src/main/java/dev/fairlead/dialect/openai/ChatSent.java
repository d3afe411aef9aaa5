package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.model.Event;
import dev.fairlead.model.Response;
import java.util.function.Consumer;

/** A chat request that was written, and how its answer is to be read. */
record ChatSent(Outgoing outgoing, AnswerReader.How how) implements Sent {
  @Override
  public Response read(byte[] body) {
    return AnswerReader.whole(body, how);
  }

  @Override
  public EventReader stream(Consumer<Event> out) {
    return new AnswerReader(out, how);
  }
}
