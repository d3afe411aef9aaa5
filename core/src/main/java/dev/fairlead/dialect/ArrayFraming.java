package dev.fairlead.dialect;

import dev.fairlead.sse.SseScan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes the events of a stream the elements of one JSON array, as Gemini answers without {@code
 * alt=sse}. Not thread-safe.
 */
public final class ArrayFraming {
  private static final int LONGEST = 16 << 20;

  private boolean begun;

  /** Whole server-sent events, as elements. */
  public byte[] framed(byte[] events) {
    var out = new ByteArrayOutputStream(events.length + 2);
    new SseScan(LONGEST)
        .feed(
            events,
            0,
            events.length,
            (data, from, to, _) -> {
              if (from < to) {
                out.writeBytes((begun ? ",\r\n" : "[").getBytes(StandardCharsets.US_ASCII));
                out.write(data, from, to - from);
                begun = true;
              }
            });
    return out.toByteArray();
  }

  /** What ends the array. */
  public byte[] end() {
    return (begun ? "]" : "[]").getBytes(StandardCharsets.US_ASCII);
  }
}
