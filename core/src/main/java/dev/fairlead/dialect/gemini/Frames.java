package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Framing;
import java.nio.charset.StandardCharsets;

/** Puts chunks into server-sent events or into one JSON array. Not thread-safe. */
final class Frames {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BLANK = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEGIN = {'['};
  private static final byte[] COMMA = ",\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = {']'};
  private static final byte[] NOTHING = {};

  private final boolean array;
  private boolean begun;

  Frames(Framing framing) {
    this.array = framing == Framing.JSON_ARRAY;
  }

  /** A chunk that is not the last. */
  byte[] next(byte[] chunk) {
    return next(chunk, 0, chunk.length);
  }

  byte[] next(byte[] chunk, int from, int to) {
    if (!array) {
      return join(DATA, chunk, from, to, BLANK);
    }
    var before = begun ? COMMA : BEGIN;
    begun = true;
    return join(before, chunk, from, to, NOTHING);
  }

  /** The last chunk. */
  byte[] last(byte[] chunk) {
    if (!array) {
      return next(chunk);
    }
    var before = begun ? COMMA : BEGIN;
    begun = true;
    return join(before, chunk, 0, chunk.length, END);
  }

  /** The end where no last chunk was known. */
  byte[] end() {
    if (!array) {
      return NOTHING;
    }
    return begun ? END : new byte[] {'[', ']'};
  }

  private static byte[] join(byte[] before, byte[] chunk, int from, int to, byte[] after) {
    var all = new byte[before.length + to - from + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(chunk, from, all, before.length, to - from);
    System.arraycopy(after, 0, all, before.length + to - from, after.length);
    return all;
  }
}
