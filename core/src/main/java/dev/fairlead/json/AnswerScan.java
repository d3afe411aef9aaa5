package dev.fairlead.json;

import java.util.Arrays;

/**
 * Watches the bytes of one JSON object pass by, in pieces of any size, and keeps the values of a
 * few members of it. Holds nothing else; knows at any time whether the object is complete.
 *
 * <p>Checks brackets and strings, not the whole grammar. Not thread-safe; one per answer.
 */
public final class AnswerScan {
  /** A kept value may be this long, in bytes; a longer one counts as not there. */
  public static final int KEPT = 64 << 10;

  private static final int NAME = 40;

  private final String[] wanted;
  private final byte[] name = new byte[NAME];
  private final byte[][] kept;
  private byte[] buffer = new byte[512];
  private int buffered;
  private int keeping = -1;
  private int nameLength;
  private int depth;
  private boolean inString;
  private boolean escape;
  private boolean expectName;
  private boolean inName;
  private Shape shape = Shape.NOTHING_YET;
  private int seen;

  /** What has passed so far. */
  public enum Shape {
    NOTHING_YET,
    /** Inside of an object. */
    OPEN,
    /** The object is complete. */
    COMPLETE,
    /** Not a JSON object. */
    FOREIGN
  }

  /**
   * @param wanted the members whose values are kept
   */
  public AnswerScan(String... wanted) {
    this.wanted = wanted;
    this.kept = new byte[wanted.length][];
    Arrays.fill(kept, new byte[0]);
  }

  public Shape shape() {
    return shape;
  }

  /** The value of a wanted member as it stood; empty if it has not passed whole. */
  public byte[] value(int wantedIndex) {
    return kept[wantedIndex];
  }

  /** Whether the wanted member's value has at least begun. */
  public boolean saw(int wantedIndex) {
    return (seen & 1 << wantedIndex) != 0;
  }

  /** More bytes pass. */
  public void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (inString) {
        i = string(bytes, i, to);
      } else {
        token(bytes[i]);
        i++;
      }
    }
  }

  private int string(byte[] bytes, int from, int to) {
    if (escape) {
      escape = false;
      keep(bytes, from, from + 1);
      return from + 1;
    }
    int i = from;
    while (i < to) {
      i = Skim.plain(bytes, i, to);
      if (i < to && (bytes[i] == '"' || bytes[i] == '\\')) {
        break;
      }
      i = Math.min(i + 1, to);
    }
    if (i == to) {
      keep(bytes, from, to);
      return to;
    }
    if (bytes[i] == '\\') {
      escape = true;
      keep(bytes, from, i + 1);
      return i + 1;
    }
    if (inName) {
      keep(bytes, from, i);
      inName = false;
    } else {
      keep(bytes, from, i + 1);
    }
    inString = false;
    return i + 1;
  }

  private void keep(byte[] bytes, int from, int to) {
    if (inName) {
      int n = Math.min(to - from, NAME - nameLength);
      System.arraycopy(bytes, from, name, nameLength, n);
      nameLength += n;
    } else if (keeping >= 0) {
      append(bytes, from, to);
    }
  }

  private void append(byte[] bytes, int from, int to) {
    if (buffered + to - from > KEPT) {
      keeping = -1;
      return;
    }
    if (buffered + to - from > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, buffered + to - from));
    }
    System.arraycopy(bytes, from, buffer, buffered, to - from);
    buffered += to - from;
  }

  private void token(byte b) {
    if (depth == 0) {
      outside(b);
      return;
    }
    if (depth == 1) {
      atTop(b);
    }
    if (keeping >= 0 && !(depth == 1 && b == ':' && buffered == 0)) {
      one(b);
    }
    switch (b) {
      case '"' -> {
        inString = true;
        if (depth == 1 && expectName) {
          inName = true;
          nameLength = 0;
          expectName = false;
        }
      }
      case '{', '[' -> depth++;
      case '}', ']' -> {
        if (--depth == 0) {
          shape = b == '}' ? Shape.COMPLETE : Shape.FOREIGN;
        }
      }
      default -> {}
    }
  }

  private void one(byte b) {
    if (buffered == buffer.length) {
      if (buffered >= KEPT) {
        keeping = -1;
        return;
      }
      buffer = Arrays.copyOf(buffer, 2 * buffered);
    }
    buffer[buffered++] = b;
  }

  private void outside(byte b) {
    if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      return;
    }
    if (shape == Shape.NOTHING_YET && b == '{') {
      shape = Shape.OPEN;
      depth = 1;
      expectName = true;
    } else {
      shape = Shape.FOREIGN;
    }
  }

  private void atTop(byte b) {
    if (b == ',' || b == '}') {
      endValue();
      expectName = b == ',';
    } else if (b == ':') {
      keeping = indexOfName();
      buffered = 0;
      if (keeping >= 0) {
        seen |= 1 << keeping;
      }
    }
  }

  private void endValue() {
    if (keeping >= 0) {
      int end = buffered;
      while (end > 0 && buffer[end - 1] <= ' ') {
        end--;
      }
      int begin = 0;
      while (begin < end && buffer[begin] <= ' ') {
        begin++;
      }
      kept[keeping] = Arrays.copyOfRange(buffer, begin, end);
      keeping = -1;
    }
  }

  private int indexOfName() {
    for (int k = 0; k < wanted.length; k++) {
      if (same(wanted[k])) {
        return k;
      }
    }
    return -1;
  }

  private boolean same(String want) {
    if (want.length() != nameLength) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (name[i] != want.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
