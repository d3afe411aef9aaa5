package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Request;

/**
 * What OpenAI's compatibles do besides chat: completions and embeddings. Requests of the same
 * dialect pass; nothing is translated.
 */
public final class PassedUpstream implements Outbound {
  private final Operation operation;

  public PassedUpstream(Operation operation) {
    this.operation = operation;
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
  public Manners manners(Destination to) {
    return ChatManners.of(to);
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
  public Sent write(Request request, Destination to, Warnings warnings) {
    throw Demand.bad(
        "this cannot be asked of %s in %s".formatted(to.provider().id(), operation.dialect()),
        "model",
        "unsupported_value");
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ProviderErrors.read(status, body);
  }
}
