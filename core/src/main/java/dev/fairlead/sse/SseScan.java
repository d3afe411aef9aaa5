package dev.fairlead.sse;

import java.util.Arrays;

/**
 * Finds the events of a server-sent event stream in bytes that pass by in pieces of any size.
 *
 * <p>Takes what the standard allows (LF, CR, CRLF, comments, several data lines, no space after the
 * colon, a byte order mark) and, as many providers send it, a last event without its blank line.
 * Field {@code data} only; the others are skipped. Not thread-safe; one per stream.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, section
 *     9.2</a>
 */
public final class SseScan {
  /** Receives events. */
  @FunctionalInterface
  public interface Sink {
    /**
     * An event is complete.
     *
     * @param data the array that holds its data; valid during the call only
     * @param from first byte of the data
     * @param to behind the last byte of the data; equal to {@code from} for an event without data
     * @param end behind the event's blank line, an index into the bytes given to {@link #feed}
     */
    void event(byte[] data, int from, int to, int end);
  }

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int bound;
  private byte[] line = new byte[256];
  private int lineLength;
  private byte[] data = new byte[256];
  private int dataLength = -1;
  private boolean skipLineFeed;
  private boolean first = true;
  private boolean fields;

  /**
   * @param bound the longest event in bytes; a longer one is an {@link IllegalStateException}
   */
  public SseScan(int bound) {
    this.bound = bound;
  }

  /** More bytes pass. */
  public void feed(byte[] bytes, int from, int to, Sink sink) {
    int at = from;
    if (skipLineFeed && at < to) {
      skipLineFeed = false;
      if (bytes[at] == '\n') {
        at++;
      }
    }
    int eventFrom = -1;
    int eventTo = -1;
    while (at < to) {
      int end = lineEnd(bytes, at, to);
      if (end == to) {
        hold(bytes, at, to);
        break;
      }
      int next = end + 1;
      if (bytes[end] == '\r') {
        if (next == to) {
          skipLineFeed = true;
        } else if (bytes[next] == '\n') {
          next++;
        }
      }
      if (lineLength > 0 || first) {
        hold(bytes, at, end);
        wholeLine(sink, next);
      } else if (end == at) {
        eventFrom = dispatch(bytes, eventFrom, eventTo, next, sink);
      } else if (isData(bytes, at, end)) {
        if (eventFrom < 0 && dataLength < 0) {
          eventFrom = valueFrom(bytes, at, end);
          eventTo = end;
        } else {
          if (eventFrom >= 0) {
            append(bytes, eventFrom, eventTo);
            eventFrom = -1;
          }
          append(bytes, valueFrom(bytes, at, end), end);
        }
        fields = true;
      } else {
        fields = true;
      }
      at = next;
    }
    if (eventFrom >= 0) {
      append(bytes, eventFrom, eventTo);
    }
  }

  /** The stream has ended: gives the event whose blank line did not come. */
  public void finish(Sink sink) {
    if (lineLength > 0 && !mark(lineLength)) {
      wholeLine(sink, 0);
    }
    if (dataLength >= 0) {
      dispatch(data, -1, -1, 0, sink);
    }
  }

  /** Whether a line feed, should one come next, still belongs to the line end before it. */
  public boolean awaitsLineFeed() {
    return skipLineFeed;
  }

  /** Whether an event has begun and not ended. */
  public boolean inEvent() {
    return lineLength > 0 || dataLength >= 0 || fields;
  }

  private int dispatch(byte[] bytes, int from, int to, int end, Sink sink) {
    fields = false;
    if (from >= 0) {
      sink.event(bytes, from, to, end);
    } else {
      int length = Math.max(dataLength, 0);
      dataLength = -1;
      sink.event(data, 0, length, end);
    }
    return -1;
  }

  private static int lineEnd(byte[] bytes, int at, int to) {
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** A line that came in several pieces, or the first one. */
  private void wholeLine(Sink sink, int next) {
    int begin = lineLength >= 3 && mark(3) ? 3 : 0;
    first = false;
    int length = lineLength;
    lineLength = 0;
    if (begin == length) {
      dispatch(line, -1, -1, next, sink);
      return;
    }
    fields = true;
    if (isData(line, begin, length)) {
      append(line, valueFrom(line, begin, length), length);
    }
  }

  /** Whether what is held of the first line is, over that length, the byte order mark. */
  private boolean mark(int length) {
    return first && Arrays.equals(line, 0, length, BOM, 0, BOM.length);
  }

  private static boolean isData(byte[] b, int from, int to) {
    return to - from >= 4
        && b[from] == 'd'
        && b[from + 1] == 'a'
        && b[from + 2] == 't'
        && b[from + 3] == 'a'
        && (to - from == 4 || b[from + 4] == ':');
  }

  private static int valueFrom(byte[] b, int from, int to) {
    int value = Math.min(from + 5, to);
    return value < to && b[value] == ' ' ? value + 1 : value;
  }

  private void append(byte[] bytes, int from, int to) {
    int more = to - from + (dataLength >= 0 ? 1 : 0);
    int old = Math.max(dataLength, 0);
    check(old + more);
    if (old + more > data.length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, old + more));
    }
    if (dataLength >= 0) {
      data[old++] = '\n';
    }
    System.arraycopy(bytes, from, data, old, to - from);
    dataLength = old + to - from;
  }

  private void hold(byte[] bytes, int from, int to) {
    check(lineLength + to - from);
    if (lineLength + to - from > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, lineLength + to - from));
    }
    System.arraycopy(bytes, from, line, lineLength, to - from);
    lineLength += to - from;
  }

  private void check(int length) {
    if (length > bound) {
      throw new IllegalStateException(
          "event of %d bytes (expected: <= %d)".formatted(length, bound));
    }
  }
}
