package dev.fairlead.json;

import java.util.Arrays;

/**
 * Where every value of a document lies, in the order of the text: a container is followed by what
 * it holds. Filled by {@link Skim}; read through {@link Node}.
 */
final class Tape {
  private static final int WIDTH = 5;

  final byte[] json;
  private int[] spans;
  private int count;

  Tape(byte[] json, int length) {
    this.json = json;
    this.spans = new int[WIDTH * Math.max(16, length / 24)];
  }

  /** A value begins; {@code nameFrom < 0} if it has no name. */
  int open(int nameFrom, int nameTo, int from) {
    int i = count * WIDTH;
    if (i == spans.length) {
      spans = Arrays.copyOf(spans, 2 * i);
    }
    spans[i] = nameFrom;
    spans[i + 1] = nameTo;
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
    return spans[i * WIDTH + 1];
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
