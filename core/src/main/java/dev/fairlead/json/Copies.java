package dev.fairlead.json;

import java.util.Arrays;

/**
 * Where the longer texts of a document stand in its bytes, so that a writer who writes them again
 * copies them instead of escaping them anew. Only for documents that were read strictly: then what
 * stands between the quotes is right anywhere.
 *
 * <p>Changes nothing but speed: all are equal. Not thread-safe while the document is being read.
 */
public final class Copies {
  /** For texts of fewer bytes it is quicker to escape them. */
  static final int LEAST = 32;

  /** How far from where it is expected a text is looked for. */
  private static final int REACH = 8;

  private static final byte[] NOTHING = {};

  /** Knows no text. */
  public static final Copies NONE = new Copies(NOTHING, 0);

  private final byte[] json;
  private final int length;
  private String[] texts;
  private int[] spans;
  private int count;

  Copies(byte[] json, int length) {
    this.json = json;
    this.length = length;
    int room = length == 0 ? 0 : 16;
    texts = new String[room];
    spans = new int[2 * room];
  }

  /** The length of the whole document in bytes. */
  public int length() {
    return length;
  }

  /** A text was read from between the quotes there. */
  void note(String text, int from, int to) {
    if (to - from < LEAST || length == 0) {
      return;
    }
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, 2 * count);
      spans = Arrays.copyOf(spans, 4 * count);
    }
    texts[count] = text;
    spans[2 * count] = from;
    spans[2 * count + 1] = to;
    count++;
  }

  /**
   * The index of that very text, not of an equal one; -1 if it is not known. Texts are mostly
   * written in the order in which they were read.
   *
   * @param expected where it may be
   */
  int find(String text, int expected) {
    if (expected < count && texts[expected] == text) {
      return expected;
    }
    int end = Math.min(count, expected + REACH);
    for (int i = Math.max(0, expected - REACH); i < end; i++) {
      if (texts[i] == text) {
        return i;
      }
    }
    return -1;
  }

  byte[] json() {
    return json;
  }

  int from(int i) {
    return spans[2 * i];
  }

  int to(int i) {
    return spans[2 * i + 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Copies;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "";
  }
}
