package dev.fairlead.simulator.wire;

import dev.fairlead.simulator.content.Pieces;

/**
 * What is sent, and when.
 *
 * @param status 0 sends no head
 * @param fields header lines, each with its line end, without length and framing
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out; nobody compares performances
public record Performance(Pace pace, int status, byte[] fields, Body body, Ending ending) {

  /**
   * Times in nanoseconds.
   *
   * @param latency before the head
   * @param slowHeaders over which the head trickles out
   * @param first between head and body
   * @param interval between two pieces of the body
   * @param chunkBytes everything goes out in writes of so many bytes; 0 means as it comes
   */
  public record Pace(long latency, long slowHeaders, long first, long interval, int chunkBytes) {
    public static final Pace AT_ONCE = new Pace(0, 0, 0, 0, 0);

    boolean atOnce() {
      return (latency | slowHeaders | first | interval) == 0;
    }
  }

  /** The body and its framing. */
  public sealed interface Body {}

  /** A body of known length; what is declared and what is sent differ only on purpose. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Whole(byte[] bytes, int declared, int sent) implements Body {
    public Whole(byte[] bytes) {
      this(bytes, bytes.length, bytes.length);
    }
  }

  /** A body in pieces, each one HTTP chunk and, if {@code alone}, a write of its own. */
  public record Events(Pieces pieces, boolean alone) implements Body {}

  /** A body in pieces whose framing is among the header fields already; each is one write. */
  public record Raw(Pieces pieces) implements Body {}
}
