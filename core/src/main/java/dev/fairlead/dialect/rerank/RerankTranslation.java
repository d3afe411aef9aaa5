package dev.fairlead.dialect.rerank;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Usage;
import java.util.List;

/** A request for scores on its way to a provider, and its answer on the way back. */
public final class RerankTranslation implements Passage {
  private final RerankInbound inbound;
  private final RerankUpstream outbound;
  private final RerankRequest request;
  private final Outgoing outgoing;
  private final List<String> warnings;
  private Usage usage = Usage.NONE;

  /**
   * @param strict whether a loss is an error
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this endpoint cannot do
   */
  public RerankTranslation(
      RerankInbound inbound,
      Envelope envelope,
      RerankUpstream outbound,
      Destination to,
      boolean strict) {
    var found = new Warnings(strict);
    this.inbound = inbound;
    this.outbound = outbound;
    this.request = inbound.read(envelope);
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
    var response = outbound.read(body, request.documents().size());
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
   * @throws UnsupportedOperationException always: scores do not come as a stream
   */
  @Override
  public StreamConverter stream() {
    throw new UnsupportedOperationException("scores are not streamed");
  }
}
