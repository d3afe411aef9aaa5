package dev.fairlead.json;

import java.nio.charset.StandardCharsets;

/** Texts with escapes: made into UTF-8 first, whole runs at a time, then into a text at once. */
final class Unescape {
  /** What stands behind a backslash → what it means; 0: as it stands. */
  private static final byte[] MEANING = new byte[128];

  private static final byte[] DIGITS = new byte[128];

  static {
    MEANING['b'] = '\b';
    MEANING['f'] = '\f';
    MEANING['n'] = '\n';
    MEANING['r'] = '\r';
    MEANING['t'] = '\t';
    for (int c = 0; c < 128; c++) {
      DIGITS[c] = (byte) Math.max(0, Character.digit(c, 16));
    }
  }

  private Unescape() {}

  /**
   * Decodes what stands between the quotes. The grammar must have been checked.
   *
   * @param slash the first backslash
   */
  static String decode(byte[] json, int from, int slash, int to) {
    byte[] out = new byte[to - from];
    int size = copy(json, from, slash, out, 0);
    int at = slash;
    while (at < to) {
      int kind = json[at + 1];
      if (kind == 'u') {
        int unit = unit(json, at);
        at += 6;
        if (Character.isSurrogate((char) unit)) {
          int low = Character.isHighSurrogate((char) unit) ? low(json, at, to) : 0;
          if (low == 0) {
            return slowly(json, from, to);
          }
          at += 6;
          size = point(out, size, Character.toCodePoint((char) unit, (char) low));
        } else {
          size = unit(out, size, unit);
        }
      } else {
        out[size++] = meaning(kind);
        at += 2;
      }
      int next = next(json, at, to);
      size = copy(json, at, next, out, size);
      at = next;
    }
    return new String(out, 0, size, StandardCharsets.UTF_8);
  }

  /** Escapes often follow one another, or stand close together. */
  private static int next(byte[] json, int at, int to) {
    return at < to && json[at] != '\\' ? Skim.backslash(json, at, to) : at;
  }

  private static int copy(byte[] json, int from, int to, byte[] out, int size) {
    System.arraycopy(json, from, out, size, to - from);
    return size + to - from;
  }

  private static byte meaning(int kind) {
    byte meaning = MEANING[kind];
    return meaning == 0 ? (byte) kind : meaning;
  }

  private static int unit(byte[] json, int at) {
    return DIGITS[json[at + 2]] << 12
        | DIGITS[json[at + 3]] << 8
        | DIGITS[json[at + 4]] << 4
        | DIGITS[json[at + 5]];
  }

  /** The second half of a pair, if an escape of one stands there; else 0. */
  private static int low(byte[] json, int at, int to) {
    if (at + 6 > to || json[at] != '\\' || json[at + 1] != 'u') {
      return 0;
    }
    int unit = unit(json, at);
    return Character.isLowSurrogate((char) unit) ? unit : 0;
  }

  /** An escape has six bytes, so what it means always fits. */
  private static int unit(byte[] out, int size, int unit) {
    if (unit < 0x80) {
      out[size] = (byte) unit;
      return size + 1;
    }
    if (unit < 0x800) {
      out[size] = (byte) (0xC0 | unit >> 6);
      out[size + 1] = (byte) (0x80 | unit & 0x3F);
      return size + 2;
    }
    out[size] = (byte) (0xE0 | unit >> 12);
    out[size + 1] = (byte) (0x80 | unit >> 6 & 0x3F);
    out[size + 2] = (byte) (0x80 | unit & 0x3F);
    return size + 3;
  }

  private static int point(byte[] out, int size, int point) {
    out[size] = (byte) (0xF0 | point >> 18);
    out[size + 1] = (byte) (0x80 | point >> 12 & 0x3F);
    out[size + 2] = (byte) (0x80 | point >> 6 & 0x3F);
    out[size + 3] = (byte) (0x80 | point & 0x3F);
    return size + 4;
  }

  /** With lone surrogates, which UTF-8 cannot have: only lenient documents hold them. */
  private static String slowly(byte[] json, int from, int to) {
    var text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int slash = Skim.backslash(json, at, to);
      text.append(new String(json, at, slash - at, StandardCharsets.UTF_8));
      at = slash;
      if (at < to) {
        int kind = json[at + 1];
        text.append(kind == 'u' ? (char) unit(json, at) : (char) meaning(kind));
        at += kind == 'u' ? 6 : 2;
      }
    }
    return text.toString();
  }
}
