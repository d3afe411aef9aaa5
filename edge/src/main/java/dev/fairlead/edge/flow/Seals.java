package dev.fairlead.edge.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for what the gateway has sealed for its callers: texts that begin {@code fl1.}, or the same
 * in base64 where a protocol wants that. One pass, nothing is copied.
 */
final class Seals {
  private static final byte[] PLAIN = {'"', 'f', 'l', '1', '.'};
  private static final byte[] BASE64 = {'"', 'Z', 'm', 'w', 'x', 'L'};

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private Seals() {}

  /** Whether there is any. */
  static boolean in(byte[] body) {
    int i = 0;
    // Eight places at a time: a quote, and behind it the first letter of either.
    for (; i + 9 <= body.length; i += 8) {
      long quote = (long) LONGS.get(body, i) ^ 0x22 * ONES;
      long behind = (long) LONGS.get(body, i + 1);
      long plain = behind ^ 'f' * ONES;
      long base64 = behind ^ 'Z' * ONES;
      long hit =
          (quote - ONES) & ~quote & ((plain - ONES) & ~plain | (base64 - ONES) & ~base64) & HIGHS;
      if (hit != 0 && within(body, i, i + 8)) {
        return true;
      }
    }
    return within(body, i, body.length);
  }

  private static boolean within(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (at(body, i, PLAIN) || at(body, i, BASE64)) {
        return true;
      }
    }
    return false;
  }

  private static boolean at(byte[] body, int i, byte[] mark) {
    if (i + mark.length > body.length) {
      return false;
    }
    for (int k = 0; k < mark.length; k++) {
      if (body[i + k] != mark[k]) {
        return false;
      }
    }
    return true;
  }
}
