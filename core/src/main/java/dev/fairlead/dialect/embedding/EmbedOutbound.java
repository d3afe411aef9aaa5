package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Warnings;
import java.util.Set;

/** A protocol of embeddings as a kind of provider speaks it. Stateless and thread-safe. */
public interface EmbedOutbound extends OutboundWire {
  @Override
  default Set<Action> actions() {
    return Set.of(Action.EMBED);
  }

  /**
   * A request in this protocol.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this endpoint cannot do
   */
  Outgoing write(EmbedRequest request, Destination to, Warnings warnings);

  /**
   * Reads a whole answer.
   *
   * @throws AnswerFault if it is an error or no answer
   */
  EmbedResponse read(byte[] body);
}
