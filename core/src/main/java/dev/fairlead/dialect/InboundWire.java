package dev.fairlead.dialect;

import dev.fairlead.model.Failure;

/** What any protocol that callers speak tells the gateway. Stateless and thread-safe. */
public interface InboundWire {
  /** As {@code openai.chat}. */
  String id();

  /**
   * Reads what the gateway must know of a request.
   *
   * @throws dev.fairlead.model.FailureException with {@link Failure.BadRequest} that names the
   *     member at fault
   */
  Envelope envelope(Call call, byte[] body);

  /** An error, with its status. */
  ErrorAnswer error(Failure failure);

  /** An error in the middle of a stream of this dialect's own events, framing included. */
  byte[] streamError(Failure failure);

  /** Whether a provider's error body is in this dialect's own form, so that it may pass. */
  boolean isErrorBody(byte[] body);
}
