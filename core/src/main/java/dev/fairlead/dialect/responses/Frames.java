package dev.fairlead.dialect.responses;

import java.nio.charset.StandardCharsets;

/** Server-sent events with their names. */
final class Frames {
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

  private Frames() {}

  static byte[] frame(String event, byte[] data) {
    var out = new byte[EVENT.length + event.length() + DATA.length + data.length + 2];
    int at = put(out, 0, EVENT, EVENT.length);
    for (int i = 0; i < event.length(); i++) {
      out[at++] = (byte) event.charAt(i);
    }
    at = put(out, at, DATA, DATA.length);
    for (byte b : data) {
      // A line end can only stand between tokens, and would end the line of the frame.
      out[at++] = b == '\n' || b == '\r' ? (byte) ' ' : b;
    }
    out[at] = '\n';
    out[at + 1] = '\n';
    return out;
  }

  private static int put(byte[] out, int at, byte[] bytes, int length) {
    System.arraycopy(bytes, 0, out, at, length);
    return at + length;
  }
}
