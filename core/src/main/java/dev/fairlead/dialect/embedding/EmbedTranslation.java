package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.util.List;

/** A request for embeddings on its way to another protocol, and its answer on the way back. */
public final class EmbedTranslation implements Passage {
  private final EmbedInbound inbound;
  private final EmbedOutbound outbound;
  private final EmbedRequest request;
  private final Outgoing outgoing;
  private final List<String> warnings;
  private Usage usage = Usage.NONE;

  /**
   * @param strict whether a loss is an error
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this endpoint cannot do
   */
  public EmbedTranslation(
      EmbedInbound inbound,
      Envelope envelope,
      EmbedOutbound outbound,
      Destination to,
      boolean strict) {
    var found = new Warnings(strict);
    this.inbound = inbound;
    this.outbound = outbound;
    this.request = inbound.read(envelope, found);
    this.outgoing = outbound.write(request, to, found);
    this.warnings = found.list();
  }

  @Override
  public Outgoing outgoing() {
    return outgoing;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public byte[] plain(byte[] body) {
    var response = outbound.read(body);
    if (response.vectors().size() != request.inputs().size()) {
      throw new AnswerFault(
          Cause.GARBLED,
          0,
          "%d vectors for %d inputs".formatted(response.vectors().size(), request.inputs().size()));
    }
    usage = response.usage();
    return inbound.write(response, request);
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public String finish() {
    return "";
  }

  /**
   * @throws UnsupportedOperationException always: vectors do not come as a stream
   */
  @Override
  public StreamConverter stream() {
    throw new UnsupportedOperationException("embeddings are not streamed");
  }
}
