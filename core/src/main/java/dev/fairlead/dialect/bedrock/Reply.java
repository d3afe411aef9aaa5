package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.model.Event;
import dev.fairlead.model.Response;
import java.util.function.Consumer;

/** A request that was written, and what reads its answer. */
record Reply(Outgoing outgoing, String model, ModelTraits traits) implements Sent {
  @Override
  public Response read(byte[] body) {
    return AnswerReader.read(body, model, traits);
  }

  @Override
  public EventReader stream(Consumer<Event> out) {
    return new StreamReader(model, traits, out);
  }
}
