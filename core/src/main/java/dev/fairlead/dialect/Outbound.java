package dev.fairlead.dialect;

import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.function.Consumer;

/**
 * A protocol as a kind of provider speaks it. Stateless and thread-safe; the readers it makes are
 * neither.
 */
public interface Outbound extends OutboundWire {
  /** What it can take, so that a request can be made to fit before it is written. */
  Manners manners(Destination to);

  /**
   * A request in this protocol. It has been made to fit {@link #manners}.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this endpoint cannot do
   */
  Sent write(Request request, Destination to, Warnings warnings);

  /** A request that was written, and the readers of its answer. */
  interface Sent {
    Outgoing outgoing();

    /**
     * Reads a whole answer.
     *
     * @throws AnswerFault if it is an error or no answer
     */
    Response read(byte[] body);

    /** Reads a streamed answer: one reader for each. */
    EventReader stream(Consumer<Event> out);
  }

  /** Turns what a stream carries into events, which go out at once. Keeps to {@link Event}. */
  interface EventReader {
    /**
     * One event of the stream.
     *
     * @param type of the frame, for framings that have one outside of the data; else empty
     */
    void event(String type, byte[] data, int from, int to);

    /** The stream has ended: all is complete, or it was cut. */
    void end();

    /** The stream is given up: what is open is closed, and a {@link Event.Fail} goes out. */
    void stop(Cause cause, String why);
  }
}
