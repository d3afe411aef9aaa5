package dev.fairlead.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the members of an object lie in its bytes. Empty when the document is not an object.
 *
 * <p>Positions are indexes into the array the document was read from.
 */
public final class Members {
  private static final int WIDTH = 4;

  private final byte[] json;
  private final boolean strict;
  private int[] spans = new int[8 * WIDTH];
  private int count;
  private int from;
  private int to;

  Members(byte[] json, boolean strict) {
    this.json = json;
    this.strict = strict;
  }

  void begin(int position) {
    from = position;
  }

  void end(int position) {
    to = position;
  }

  void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    int i = count * WIDTH;
    if (i == spans.length) {
      spans = Arrays.copyOf(spans, 2 * i);
    }
    spans[i] = nameFrom;
    spans[i + 1] = nameTo;
    spans[i + 2] = valueFrom;
    spans[i + 3] = valueTo;
    count++;
  }

  /** Whether all of it was read by {@link Skim#strict}. */
  boolean strict() {
    return strict;
  }

  public byte[] json() {
    return json;
  }

  /** Whether the document is an object at all. */
  public boolean object() {
    return from < to && json[from] == '{';
  }

  /** Where the document begins, its leading white space left out. */
  public int from() {
    return from;
  }

  /** Where the document ends, its trailing white space left out. */
  public int to() {
    return to;
  }

  public int count() {
    return count;
  }

  /** The first byte of the i-th name, behind its quote. */
  public int nameFrom(int i) {
    return spans[i * WIDTH];
  }

  /** The quote behind the i-th name. */
  public int nameTo(int i) {
    return spans[i * WIDTH + 1];
  }

  public int valueFrom(int i) {
    return spans[i * WIDTH + 2];
  }

  public int valueTo(int i) {
    return spans[i * WIDTH + 3];
  }

  public String name(int i) {
    return Texts.decode(json, nameFrom(i), nameTo(i));
  }

  /**
   * The index of the member of that name, the last one if there are several; -1 if there is none.
   *
   * @param name ASCII
   */
  public int find(String name) {
    for (int i = count - 1; i >= 0; i--) {
      if (is(i, name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean is(int i, String name) {
    int at = nameFrom(i);
    int length = nameTo(i) - at;
    if (length != name.length()) {
      return length > name.length() && escaped(i) && name(i).equals(name);
    }
    for (int k = 0; k < length; k++) {
      if (json[at + k] != name.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private boolean escaped(int i) {
    for (int k = nameFrom(i); k < nameTo(i); k++) {
      if (json[k] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** What the i-th value is. */
  public Kind kind(int i) {
    return kindAt(json[valueFrom(i)]);
  }

  /** The document's own kind. */
  public Kind kind() {
    return kindAt(json[from]);
  }

  static Kind kindAt(byte first) {
    return switch (first) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't' -> Kind.TRUE;
      case 'f' -> Kind.FALSE;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  /** The i-th value as a text. It must be of {@link Kind#STRING}. */
  public String text(int i) {
    return Texts.decode(json, valueFrom(i) + 1, valueTo(i) - 1);
  }

  /** The document itself as a text. It must be of {@link Kind#STRING}. */
  public String text() {
    return Texts.decode(json, from + 1, to - 1);
  }

  /** The i-th value as it stands. */
  public String raw(int i) {
    return new String(json, valueFrom(i), valueTo(i) - valueFrom(i), StandardCharsets.UTF_8);
  }

  /**
   * The i-th value as a whole number.
   *
   * @return -1 if it is no whole number of 0 to 2^53
   */
  public long number(int i) {
    long n = 0;
    int end = valueTo(i);
    for (int k = valueFrom(i); k < end; k++) {
      int digit = json[k] - '0';
      if (digit < 0 || digit > 9 || n > 1L << 53) {
        return -1;
      }
      n = 10 * n + digit;
    }
    return n;
  }

  /** Whether the i-th value, a number, has neither fraction nor exponent. */
  public boolean whole(int i) {
    for (int k = valueFrom(i); k < valueTo(i); k++) {
      if (json[k] != '-' && (json[k] < '0' || json[k] > '9')) {
        return false;
      }
    }
    return true;
  }

  /** The members of the i-th value. Its grammar has been checked with the whole. */
  public Members inside(int i) {
    return Skim.lenient(json, valueFrom(i), valueTo(i));
  }

  /** What a value is, by its first byte. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }
}
