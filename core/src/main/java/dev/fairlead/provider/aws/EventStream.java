package dev.fairlead.provider.aws;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads {@code application/vnd.amazon.eventstream} as it comes in, cut anywhere: frames of a
 * length, headers, a payload and two checksums.
 *
 * <p>A frame that lies whole in what is fed is read there; only one that is cut is copied. After a
 * fault the rest cannot be read. Not thread-safe; one for each answer.
 *
 * @see <a href="https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html">Event
 *     stream encoding</a>
 */
public final class EventStream {
  /** Bytes of the largest frame that is taken. */
  public static final int MAX_FRAME = 16 << 20;

  /** Total length, length of the headers, checksum of these two. */
  static final int PRELUDE = 12;

  static final int CHECKSUM = 4;
  private static final int KEPT = 64 << 10;

  private final CRC32 checksum = new CRC32();
  private byte[] held = new byte[0];
  private int length;

  /** The total of the frame whose prelude has been checked; 0: none yet. */
  private int total;

  /** Takes frames, in order. */
  @FunctionalInterface
  public interface Sink {
    /** The payload is {@code bytes} from {@code from} to {@code to}, valid during the call. */
    void frame(EventHeaders headers, byte[] bytes, int from, int to);
  }

  /**
   * Takes more bytes and gives the sink each frame that they complete.
   *
   * @throws EventStreamFault if they are no event stream
   */
  public void feed(byte[] bytes, int from, int to, Sink sink) {
    int at = from;
    while (length > 0 && at < to) {
      at = fill(bytes, at, to, sink);
    }
    while (to - at >= PRELUDE) {
      total = prelude(bytes, at);
      if (to - at < total) {
        break;
      }
      int frame = at;
      at += total;
      total = 0;
      frame(bytes, frame, at, sink);
    }
    if (at < to) {
      hold(bytes, at, to);
    }
  }

  /**
   * Says that no more will come.
   *
   * @throws EventStreamFault if a frame is incomplete
   */
  public void end() {
    if (length > 0) {
      throw new EventStreamFault(
          "stream ended within a frame, after %d bytes (expected: %s)"
              .formatted(length, total == 0 ? "at least " + PRELUDE : total));
    }
  }

  /** Goes on with the frame that was cut; gives where the rest begins. */
  private int fill(byte[] bytes, int from, int to, Sink sink) {
    int wanted = (total == 0 ? PRELUDE : total) - length;
    int end = Math.min(to, from + wanted);
    hold(bytes, from, end);
    if (end - from < wanted) {
      return end;
    }
    if (total == 0) {
      total = prelude(held, 0);
    }
    if (length == total) {
      var whole = held;
      int size = total;
      length = 0;
      total = 0;
      held = whole.length > KEPT ? new byte[0] : whole;
      frame(whole, 0, size, sink);
    }
    return end;
  }

  /** Grows with what has come, not with what was announced. */
  private void hold(byte[] bytes, int from, int to) {
    int after = length + to - from;
    if (after > held.length) {
      held = Arrays.copyOf(held, Math.max(after, Math.min(2 * after, MAX_FRAME)));
    }
    System.arraycopy(bytes, from, held, length, to - from);
    length = after;
  }

  /** Checks a prelude and gives the frame's total length. */
  private int prelude(byte[] bytes, int at) {
    verify("prelude", bytes, at, at + PRELUDE - CHECKSUM);
    int size = (int) EventHeaders.INT.get(bytes, at);
    int headers = (int) EventHeaders.INT.get(bytes, at + 4);
    if (size < PRELUDE + CHECKSUM || size > MAX_FRAME) {
      throw new EventStreamFault(
          "frame of %d bytes (expected: 16 to %d)"
              .formatted(Integer.toUnsignedLong(size), MAX_FRAME));
    }
    if (headers < 0 || headers > size - PRELUDE - CHECKSUM) {
      throw new EventStreamFault(
          "headers of %d bytes in a frame of %d".formatted(Integer.toUnsignedLong(headers), size));
    }
    return size;
  }

  private void frame(byte[] bytes, int from, int to, Sink sink) {
    int end = to - CHECKSUM;
    verify("frame", bytes, from, end);
    int payload = from + PRELUDE + (int) EventHeaders.INT.get(bytes, from + 4);
    sink.frame(new EventHeaders(bytes, from + PRELUDE, payload), bytes, payload, end);
  }

  private void verify(String what, byte[] bytes, int from, int to) {
    checksum.reset();
    checksum.update(bytes, from, to - from);
    int found = (int) checksum.getValue();
    int said = (int) EventHeaders.INT.get(bytes, to);
    if (found != said) {
      throw new EventStreamFault(
          "checksum of the %s: %08x (expected: %08x)".formatted(what, said, found));
    }
  }
}
