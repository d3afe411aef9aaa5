package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that grow at their end. Not thread-safe. */
final class Bytes {
  private byte[] array;
  private int length;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  /** The bytes, up to {@link #length}. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  Bytes add(int b) {
    if (length == array.length) {
      array = Arrays.copyOf(array, 2 * length + 16);
    }
    array[length++] = (byte) b;
    return this;
  }

  Bytes add(byte[] more, int from, int to) {
    int after = length + to - from;
    if (after > array.length) {
      array = Arrays.copyOf(array, Math.max(after, 2 * length));
    }
    System.arraycopy(more, from, array, length, to - from);
    length = after;
    return this;
  }

  Bytes add(String text) {
    var bytes = text.getBytes(UTF_8);
    return add(bytes, 0, bytes.length);
  }

  /** In network order. */
  Bytes add(long value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      add((int) (value >>> shift));
    }
    return this;
  }

  /** The bytes as characters of the same number. */
  String latin1() {
    return new String(array, 0, length, ISO_8859_1);
  }
}
