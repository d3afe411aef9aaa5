package dev.fairlead.bench.http;

import java.nio.charset.StandardCharsets;

/**
 * Counts the {@code data:} lines of an event stream, however the bytes are cut.
 *
 * <p>Comments and other fields are not counted; the closing {@code data: [DONE]} is. The last event
 * of Anthropic's streams ends one likewise. Not thread-safe; one per stream.
 */
final class EventCounter {
  private static final byte[] FIELD = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  /** The last event of Anthropic's streams. */
  private static final byte[] STOP =
      "{\"type\":\"message_stop\"".getBytes(StandardCharsets.US_ASCII);

  private static final int PASSED = -1;

  private byte[] end = END;
  private int matched;
  private boolean inValue;
  private long events;
  private boolean ended;

  void reset() {
    matched = 0;
    inValue = false;
    events = 0;
    ended = false;
  }

  void feed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        matched = 0;
        inValue = false;
      } else if (matched != PASSED) {
        match(b);
      }
    }
  }

  private void match(byte b) {
    if (inValue && matched == 0) {
      if (b == ' ') {
        return;
      }
      end = b == STOP[0] ? STOP : END;
    }
    byte[] wanted = inValue ? end : FIELD;
    if (b != wanted[matched]) {
      matched = PASSED;
      return;
    }
    matched++;
    if (matched == wanted.length) {
      finish();
    }
  }

  private void finish() {
    if (inValue) {
      ended = true;
      matched = PASSED;
    } else {
      events++;
      inValue = true;
      matched = 0;
    }
  }

  long events() {
    return events;
  }

  /** Whether the last event has been seen. */
  boolean ended() {
    return ended;
  }
}
