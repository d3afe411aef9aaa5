package dev.fairlead.edge.flow;

import dev.fairlead.model.Failure.Cause;
import io.netty.buffer.ByteBuf;

/**
 * Fifth step: a provider's answer to the client, byte for byte. Holds back until the answer proves
 * to be one; from then on bytes pass from handler to handler.
 *
 * <p>Used on its loop only; one for each attempt.
 */
sealed interface Relay permits PlainRelay, EventRelay {
  /** More of the answer; the buffer is the relay's from now on. */
  void bytes(ByteBuf in);

  /** What could be read has been read. */
  void pause();

  /** The provider has sent all. */
  void end();

  /** The connection broke. */
  void broken(String why);

  /** The answer takes too long; it has been committed to. */
  void stop(Cause cause, String why);

  /** The client went away; the answer had been committed to. */
  void cancelled();

  /** Lets go of what is held. */
  void release();
}
