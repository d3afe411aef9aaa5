package dev.fairlead.dialect;

import dev.fairlead.model.Event;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.Map;

/**
 * A protocol as callers speak it. Stateless and thread-safe; what {@link #stream} makes is neither.
 */
public interface Inbound {
  /** As {@code openai.chat}. */
  String id();

  /**
   * Reads what the gateway must know of a request.
   *
   * @throws dev.fairlead.model.FailureException with {@link Failure.BadRequest} that names the
   *     member at fault
   */
  Envelope envelope(Call call, byte[] body);

  /**
   * Reads all of a request. Every field is read into the neutral form, kept in {@link
   * Request#extras}, or named in the warnings.
   *
   * @throws dev.fairlead.model.FailureException with {@link Failure.BadRequest}
   */
  Request read(Envelope envelope, Warnings warnings);

  /** A whole answer. Signatures and ciphers in it are to be shown as they are. */
  byte[] write(Response response, Request asked, Warnings warnings);

  /** A streamed answer: one writer for each. */
  EventWriter stream(Request asked);

  /** An error, with its status. */
  ErrorAnswer error(Failure failure);

  /** An error in the middle of a stream of this dialect's own events, framing included. */
  byte[] streamError(Failure failure);

  /**
   * What becomes of each field of a request when it goes to another dialect, by its path: {@code
   * temperature}, {@code messages[].name}, {@code tools[].function.strict}. Every field that the
   * protocol has is here; members below values that stay as they are (schemas, arguments) are not.
   */
  Map<String, Fate> fields();

  /** Whether a provider's error body is in this dialect's own form, so that it may pass. */
  boolean isErrorBody(byte[] body);

  /** Turns events into the bytes of a stream. */
  interface EventWriter {
    /** The bytes to send for an event, framing included; empty if it has none. */
    byte[] write(Event event);
  }
}
