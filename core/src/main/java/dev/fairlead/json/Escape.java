package dev.fairlead.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts as JSON strings in UTF-8, a piece at a time: of a piece that is ASCII, whole runs are
 * copied between what must be escaped. Lone surrogates become U+FFFD. Not thread-safe.
 */
final class Escape {
  /** A character becomes at most that many bytes. */
  static final int WIDEST = 6;

  /** Characters in a piece. */
  static final int PIECE = 512;

  /** For shorter texts, or rests of texts, taking pieces costs more than it saves. */
  private static final int SHORT = 24;

  /** ASCII character → its escape; 0: none; {@code u}: by its number. */
  private static final byte[] ESCAPES = new byte[128];

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  static {
    Arrays.fill(ESCAPES, 0, 0x20, (byte) 'u');
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\t'] = 't';
  }

  private char @Nullable [] chars;
  private byte @Nullable [] bytes;

  /** Behind the piece of a text that begins there: never between the halves of a pair. */
  static int pieceEnd(String text, int from) {
    int to = text.length();
    if (to - from <= PIECE) {
      return to;
    }
    to = from + PIECE;
    return Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
  }

  /**
   * Writes a piece without quotes.
   *
   * @param out with room for {@link #WIDEST} bytes for each character
   * @return behind the last byte
   */
  int write(String text, int from, int to, byte[] out, int at) {
    int length = to - from;
    if (length < SHORT) {
      return slowly(text, from, to, out, at);
    }
    var piece = chars;
    if (piece == null) {
      piece = new char[PIECE];
      chars = piece;
    }
    text.getChars(from, to, piece, 0);
    return ascii(piece, length) ? runs(text, from, to, out, at) : mixed(piece, length, out, at);
  }

  private static boolean ascii(char[] piece, int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      all |= piece[i];
    }
    return all < 0x80;
  }

  /** Of ASCII the lower halves of the characters are the bytes. */
  @SuppressWarnings("deprecation")
  private int runs(String text, int from, int to, byte[] out, int at) {
    var piece = bytes;
    if (piece == null) {
      piece = new byte[PIECE];
      bytes = piece;
    }
    text.getBytes(from, to, piece, 0);
    int length = to - from;
    int i = 0;
    while (i < length) {
      int end = Skim.plain(piece, i, length);
      System.arraycopy(piece, i, out, at, end - i);
      at += end - i;
      i = end;
      while (i < length && ESCAPES[piece[i]] != 0) {
        at = escaped(piece[i++], out, at);
      }
    }
    return at;
  }

  private static int mixed(char[] piece, int length, byte[] out, int at) {
    for (int i = 0; i < length; i++) {
      char c = piece[i];
      if (c >= 0x80) {
        char next = i + 1 < length ? piece[i + 1] : 0;
        at = beyond(c, next, out, at);
        i += Character.isHighSurrogate(c) && Character.isLowSurrogate(next) ? 1 : 0;
      } else if (ESCAPES[c] == 0) {
        out[at++] = (byte) c;
      } else {
        at = escaped(c, out, at);
      }
    }
    return at;
  }

  private static int slowly(String text, int from, int to, byte[] out, int at) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        char next = i + 1 < to ? text.charAt(i + 1) : 0;
        at = beyond(c, next, out, at);
        i += Character.isHighSurrogate(c) && Character.isLowSurrogate(next) ? 1 : 0;
      } else if (ESCAPES[c] == 0) {
        out[at++] = (byte) c;
      } else {
        at = escaped(c, out, at);
      }
    }
    return at;
  }

  private static int escaped(int c, byte[] out, int at) {
    byte escape = ESCAPES[c];
    out[at] = '\\';
    out[at + 1] = escape;
    if (escape != 'u') {
      return at + 2;
    }
    out[at + 2] = '0';
    out[at + 3] = '0';
    out[at + 4] = HEX[c >> 4];
    out[at + 5] = HEX[c & 15];
    return at + 6;
  }

  private static int beyond(char c, char next, byte[] out, int at) {
    if (c < 0x800) {
      out[at] = (byte) (0xC0 | c >> 6);
      out[at + 1] = (byte) (0x80 | c & 0x3F);
      return at + 2;
    }
    if (Character.isHighSurrogate(c) && Character.isLowSurrogate(next)) {
      int point = Character.toCodePoint(c, next);
      out[at] = (byte) (0xF0 | point >> 18);
      out[at + 1] = (byte) (0x80 | point >> 12 & 0x3F);
      out[at + 2] = (byte) (0x80 | point >> 6 & 0x3F);
      out[at + 3] = (byte) (0x80 | point & 0x3F);
      return at + 4;
    }
    int unit = Character.isSurrogate(c) ? 0xFFFD : c;
    out[at] = (byte) (0xE0 | unit >> 12);
    out[at + 1] = (byte) (0x80 | unit >> 6 & 0x3F);
    out[at + 2] = (byte) (0x80 | unit & 0x3F);
    return at + 3;
  }
}
