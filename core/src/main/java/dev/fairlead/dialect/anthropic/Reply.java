package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.model.Event;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Response;
import java.util.function.Consumer;

/** A request that was written, and whose signatures its answer will hold. */
record Reply(Outgoing outgoing, Family family) implements Sent {
  @Override
  public Response read(byte[] body) {
    return AnswerReader.read(body, family);
  }

  @Override
  public EventReader stream(Consumer<Event> out) {
    return new StreamReader(family, out);
  }
}
