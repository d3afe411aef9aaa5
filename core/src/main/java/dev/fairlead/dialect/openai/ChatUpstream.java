package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** temporary */
public record ChatUpstream(Operation operation, Action action) implements OutboundWire {
  public ChatUpstream() {
    this(Operation.CHAT, Action.CHAT);
  }

  @Override
  public String id() {
    return operation.dialect();
  }

  @Override
  public String dialect() {
    return operation.dialect();
  }

  @Override
  public Set<Action> actions() {
    return Set.of(action);
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    var prepared = RequestWriter.write(envelope, to.model(), to.provider().quirks());
    prepared.warnings().forEach(w -> warnings.dropped(w.substring(w.indexOf('=') + 1), ""));
    return new Outgoing(
        operation.path(), prepared.body(), Map.of(), Framing.SSE, prepared.hideUsage());
  }

  @Override
  public StreamMeter streamMeter() {
    return new ChatStream();
  }

  @Override
  public AnswerMeter answerMeter() {
    return new PlainAnswer();
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return new ProviderError(Failure.causeOf(status), ErrorReader.message(body), "", Duration.ZERO);
  }
}
