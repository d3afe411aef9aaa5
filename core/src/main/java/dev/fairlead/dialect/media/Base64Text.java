package dev.fairlead.dialect.media;

import dev.fairlead.dialect.media.DataUrl.Malformed;
import java.util.Arrays;

/**
 * Base64 in a part of a long text, decoded without a copy of the text: either alphabet, white space
 * anywhere, padding or none.
 */
final class Base64Text {
  private static final byte WHITE = -1;
  private static final byte PAD = -2;
  private static final byte FOREIGN = -3;
  private static final byte[] VALUES = values();

  private Base64Text() {}

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, FOREIGN);
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
    values['-'] = 62;
    values['_'] = 63;
    values['='] = PAD;
    for (char c : " \t\n\r\f".toCharArray()) {
      values[c] = WHITE;
    }
    return values;
  }

  private static byte value(char c) {
    return c < 128 ? VALUES[c] : FOREIGN;
  }

  /** Whether it is correct, padded, of the usual alphabet and without white space. */
  static boolean plain(String text, int from, int to) {
    int letters = letters(text, from, to);
    return letters + 3 >> 2 << 2 == to - from
        && text.indexOf('-', from, to) < 0
        && text.indexOf('_', from, to) < 0
        && blank(text, from, to) < 0;
  }

  private static int blank(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value(text.charAt(i)) == WHITE) {
        return i;
      }
    }
    return -1;
  }

  static byte[] decode(String text, int from, int to) {
    int letters = letters(text, from, to);
    var out = new byte[(int) (letters * 3L / 4)];
    int at = 0;
    int bits = 0;
    int held = 0;
    for (int i = from; at < out.length; i++) {
      byte value = value(text.charAt(i));
      if (value >= 0) {
        held = held << 6 | value;
        bits += 6;
        if (bits >= 8) {
          bits -= 8;
          out[at++] = (byte) (held >> bits);
        }
      }
    }
    return out;
  }

  /** Checks it and gives how many letters there are, padding and white space left out. */
  private static int letters(String text, int from, int to) {
    int letters = 0;
    int pads = 0;
    for (int i = from; i < to; i++) {
      byte value = value(text.charAt(i));
      if (value >= 0 && pads == 0) {
        letters++;
      } else if (value == PAD) {
        pads++;
      } else if (value != WHITE) {
        throw new Malformed(
            value >= 0
                ? "base64: \"%c\" after the padding, at character %d"
                    .formatted(text.charAt(i), i - from)
                : "base64: \"%s\" at character %d (expected: letters, digits, + and /)"
                    .formatted(shown(text, i), i - from));
      }
    }
    if (letters % 4 == 1 || pads > 0 && (letters + pads) % 4 != 0 || pads > 2) {
      throw new Malformed(
          "base64: %d characters and %d of padding (expected: a multiple of 4 in all)"
              .formatted(letters, pads));
    }
    return letters;
  }

  private static String shown(String text, int at) {
    int point = text.codePointAt(at);
    return point >= ' ' && point != 127 ? Character.toString(point) : "\\u%04x".formatted(point);
  }
}
