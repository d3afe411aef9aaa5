package dev.fairlead.dialect;

import dev.fairlead.model.Event;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.Map;

/**
 * A protocol as callers speak it. Stateless and thread-safe; what {@link #stream} makes is neither.
 */
public interface Inbound extends InboundWire {
  /**
   * Reads all of a request. Every field is read into the neutral form, kept in {@link
   * Request#extras}, or named in the warnings.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   */
  Request read(Envelope envelope, Warnings warnings);

  /** A whole answer. Signatures and ciphers in it are to be shown as they are. */
  byte[] write(Response response, Request asked, Warnings warnings);

  /** A streamed answer: one writer for each. */
  EventWriter stream(Request asked);

  /** The answer to {@link Action#COUNT}: how many tokens the conversation has. */
  byte[] count(long tokens);

  /**
   * What becomes of each field of a request when it goes to another dialect, by its path: {@code
   * temperature}, {@code messages[].name}, {@code tools[].function.strict}. Every field that the
   * protocol has is here; members below values that stay as they are (schemas, arguments) are not.
   */
  Map<String, Fate> fields();

  /** Turns events into the bytes of a stream. */
  interface EventWriter {
    /** The bytes to send for an event, framing included; empty if it has none. */
    byte[] write(Event event);
  }
}
