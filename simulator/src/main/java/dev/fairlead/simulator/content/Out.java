package dev.fairlead.simulator.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written: a growing array. Not thread-safe. */
public final class Out {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private byte[] bytes;
  private int size;

  public Out(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes of a text that is written often; prepare once, {@link #put(byte[])} many times. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Forgets what is behind {@code newSize}; gives memory back when it has grown large. */
  public void truncate(int newSize) {
    size = newSize;
    if (newSize == 0 && bytes.length > 1 << 20) {
      bytes = new byte[1 << 16];
    }
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  public Out put(byte[] more) {
    return put(more, 0, more.length);
  }

  public Out put(byte[] more, int from, int to) {
    room(to - from);
    System.arraycopy(more, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** Writes a text as UTF-8, as it is. */
  public Out put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a number in decimal. */
  public Out put(long number) {
    if (number < 0) {
      return put(Long.toString(number));
    }
    int digits = 1;
    for (long n = number; n >= 10; n /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** Writes a number as so many hexadecimal digits. */
  public Out hex(long number, int digits) {
    room(digits);
    for (int i = size + digits - 1, shift = 0; i >= size; i--, shift += 4) {
      bytes[i] = shift < 64 ? HEX[(int) (number >>> shift) & 15] : (byte) '0';
    }
    size += digits;
    return this;
  }

  /** Writes what a JSON string has between its quotes. */
  public Out escaped(String text) {
    return put(escape(text));
  }

  /** Writes a JSON string with its quotes. */
  public Out quoted(String text) {
    return put(QUOTE).put(escape(text)).put(QUOTE);
  }

  /** Leaves room for the size of an HTTP chunk; give the result to {@link #endChunk}. */
  public int beginChunk() {
    room(CHUNK_HEAD);
    size += CHUNK_HEAD;
    return size;
  }

  /** Frames what was written since {@link #beginChunk} as one HTTP chunk; nothing stays nothing. */
  public void endChunk(int begin) {
    int length = size - begin;
    if (length == 0) {
      size = begin - CHUNK_HEAD;
      return;
    }
    int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
    int spare = CHUNK_HEAD - 2 - digits;
    int head = begin - CHUNK_HEAD;
    System.arraycopy(bytes, begin, bytes, begin - spare, length);
    for (int i = 0; i < digits; i++) {
      bytes[head + i] = HEX[(length >>> (4 * (digits - 1 - i))) & 15];
    }
    bytes[head + digits] = '\r';
    bytes[head + digits + 1] = '\n';
    size -= spare;
    put(CRLF);
  }

  private static final int CHUNK_HEAD = 10;
  private static final byte[] CRLF = ascii("\r\n");
  private static final byte[] QUOTE = ascii("\"");

  /** What a JSON string of this text has between its quotes, in UTF-8. */
  public static byte[] escape(String text) {
    int i = 0;
    while (i < text.length() && plain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var out = new StringBuilder(text.length() + 16).append(text, 0, i);
    for (; i < text.length(); i++) {
      escape(text.charAt(i), out);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean plain(char c) {
    return c >= ' ' && c != '"' && c != '\\';
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append((char) HEX[c >> 4]).append((char) HEX[c & 15]);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
