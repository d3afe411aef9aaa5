package dev.fairlead.simulator.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An answer given byte for byte. Each piece is a write of its own. With a {@code content-length}
 * among the headers the pieces go out as they are; else each becomes one HTTP chunk.
 *
 * @param status 0 sends no head at all: the ending comes at once
 * @param gap the wait before each piece but the first
 */
public record Reply(
    int status, List<Header> headers, List<byte[]> pieces, Ending ending, Duration gap) {

  public Reply {
    headers = List.copyOf(headers);
    pieces = List.copyOf(pieces);
  }

  public Reply(int status, List<Header> headers, List<byte[]> pieces, Ending ending) {
    this(status, headers, pieces, ending, Duration.ZERO);
  }

  /** A whole JSON body with its length. */
  public static Reply json(int status, byte[] body) {
    return new Reply(
        status,
        List.of(
            new Header("content-type", "application/json"),
            new Header("content-length", Integer.toString(body.length))),
        List.of(body),
        Ending.NORMAL);
  }

  /** A stream of server-sent events, all in one piece; {@link #split} cuts it. */
  public static Reply stream(byte[] events) {
    return new Reply(
        200,
        List.of(new Header("content-type", "text/event-stream; charset=utf-8")),
        List.of(events),
        Ending.NORMAL);
  }

  /** The same bytes cut into pieces of 1 to {@code longest} bytes; the same seed cuts alike. */
  public Reply split(long seed, int longest) {
    var random = new SplittableRandom(seed);
    var cut = new ArrayList<byte[]>();
    for (var piece : pieces) {
      for (int from = 0; from < piece.length; ) {
        int to = Math.min(piece.length, from + 1 + random.nextInt(longest));
        cut.add(Arrays.copyOfRange(piece, from, to));
        from = to;
      }
    }
    return new Reply(status, headers, cut, ending, gap);
  }

  public Reply ending(Ending other) {
    return new Reply(status, headers, pieces, other, gap);
  }

  public Reply gap(Duration other) {
    return new Reply(status, headers, pieces, ending, other);
  }
}
