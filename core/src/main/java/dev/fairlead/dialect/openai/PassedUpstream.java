package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import java.util.Set;

/** A protocol of OpenAI's that is passed on and never translated, as providers speak it. */
public final class PassedUpstream implements OutboundWire {
  private final Operation operation;
  private final Action action;

  public PassedUpstream(Operation operation, Action action) {
    this.operation = operation;
    this.action = action;
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
    return PassThrough.outgoing(operation.path(), envelope, to, warnings);
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
    return ProviderErrors.read(status, body);
  }
}
