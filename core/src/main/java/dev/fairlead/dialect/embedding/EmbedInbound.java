package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.Warnings;

/** A protocol of embeddings as callers speak it. Stateless and thread-safe. */
public interface EmbedInbound extends InboundWire {
  /**
   * Reads all of a request. Every field is read into the neutral form or named in the warnings.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   */
  EmbedRequest read(Envelope envelope, Warnings warnings);

  /** A whole answer. */
  byte[] write(EmbedResponse response, EmbedRequest asked);
}
