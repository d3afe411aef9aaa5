package dev.fairlead.json;

import java.util.Arrays;

/**
 * Where every value of a document lies, in the order of the text: a container is followed by what
 * it holds. Filled by {@link Skim}; read through {@link Node}. The end of a name that has escapes
 * is kept inverted.
 */
final class Tape {
  private static final int WIDTH = 5;

  final byte[] json;
  final Copies copies;
  private int[] spans;
  private int count;

  Tape(byte[] json, int length, Copies copies) {
    this.json = json;
    this.copies = copies;
    this.spans = new int[WIDTH * Math.max(16, length / 24)];
  }

  /** A value begins; {@code nameFrom < 0} if it has no name. */
  int open(int nameFrom, int nameTo, boolean escaped, int from) {
    int i = count * WIDTH;
    if (i == spans.length) {
      spans = Arrays.copyOf(spans, 2 * i);
    }
    spans[i] = nameFrom;
    spans[i + 1] = escaped ? ~nameTo : nameTo;
    spans[i + 2] = from;
    return count++;
  }

  /** The value and all in it have ended. */
  void close(int value, int to) {
    spans[value * WIDTH + 3] = to;
    spans[value * WIDTH + 4] = count;
  }

  int nameFrom(int i) {
    return spans[i * WIDTH];
  }

  int nameTo(int i) {
    int to = spans[i * WIDTH + 1];
    return to < 0 ? ~to : to;
  }

  /** Whether the i-th value has that name, which is ASCII. */
  boolean named(int i, String name) {
    int at = spans[i * WIDTH];
    int to = spans[i * WIDTH + 1];
    if (to < 0) {
      return at >= 0 && Texts.decode(json, at, ~to).equals(name);
    }
    int length = name.length();
    if (to - at != length) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      if (json[at + k] != name.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  int from(int i) {
    return spans[i * WIDTH + 2];
  }

  int to(int i) {
    return spans[i * WIDTH + 3];
  }

  /** The value behind this one and all in it; {@link #count} if there is none. */
  int next(int i) {
    return spans[i * WIDTH + 4];
  }
}
