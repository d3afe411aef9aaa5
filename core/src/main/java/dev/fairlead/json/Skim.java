package dev.fairlead.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document in place: checks it and notes where the members of its outermost object
 * are. Nothing is decoded and nothing is copied.
 *
 * <p>{@link #strict} takes what RFC 8259 allows and refuses what makes two readers disagree:
 * duplicate names, invalid UTF-8, lone surrogates in names, nesting beyond {@link #MAX_DEPTH}. In
 * values half a pair is passed on: text that was cut in the middle of a character has it. {@link
 * #lenient} checks the grammar only: answers of providers are passed on as they are.
 *
 * <p>Not thread-safe; one per document.
 */
public final class Skim {
  /** Arrays and objects may lie this deep in one another. */
  public static final int MAX_DEPTH = 128;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte[] json;
  private final int start;
  private final int to;
  private final boolean strict;
  private final boolean checked;
  private final Names names = new Names();
  private final Members members;
  private @Nullable Tape tape;
  private int at;
  private int depth;

  /** Whether a name is being read, which must be one that every reader takes alike. */
  private boolean naming;

  private Skim(byte[] json, int from, int to, boolean strict, boolean checked) {
    this.json = json;
    this.checked = checked;
    this.start = from;
    this.at = from;
    this.to = to;
    this.strict = strict;
    this.members = new Members(json, strict);
  }

  /**
   * Reads a document from a caller.
   *
   * @throws JsonFault with reason and offset
   */
  public static Members strict(byte[] json, int from, int to) {
    return new Skim(json, from, to, true, false).document();
  }

  /**
   * Reads a document from a provider.
   *
   * @throws JsonFault with reason and offset
   */
  public static Members lenient(byte[] json, int from, int to) {
    return new Skim(json, from, to, false, false).document();
  }

  /** Reads the first value of bytes that may hold more. */
  static Members first(byte[] json, int from, int to) {
    var skim = new Skim(json, from, to, false, false);
    skim.whole();
    return skim.members;
  }

  /** Notes every value of a document, not only the outermost members. */
  static Tape tape(byte[] json, int from, int to, boolean strict) {
    return new Skim(json, from, to, strict, false).noted(new Tape(json, to - from, Copies.NONE));
  }

  /** The same of a document that {@link #strict} has read. */
  static Tape tape(Members checked) {
    var json = checked.json();
    int length = checked.to() - checked.from();
    return new Skim(json, checked.from(), checked.to(), false, true)
        .noted(new Tape(json, length, new Copies(json, length)));
  }

  private Tape noted(Tape into) {
    tape = into;
    document();
    return into;
  }

  private Members document() {
    if (strict && to - at >= 3 && json[at] == (byte) 0xEF && json[at + 1] == (byte) 0xBB) {
      throw fault("byte order mark");
    }
    whole();
    space();
    if (at < to) {
      throw fault("more text after the end of the document");
    }
    return members;
  }

  private void whole() {
    space();
    members.begin(at);
    value(-1, -1, false);
    members.end(at);
  }

  private void value(int nameFrom, int nameTo, boolean escaped) {
    var all = tape;
    if (all == null) {
      value();
    } else {
      int i = all.open(nameFrom, nameTo, escaped, at);
      value();
      all.close(i, at);
    }
  }

  private void value() {
    switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fault("unexpected " + shown());
    }
  }

  private void object() {
    enter();
    boolean outermost = depth == 1;
    int mark = names.open();
    at++;
    space();
    if (peek() == '}') {
      at++;
      names.close(mark);
      leave();
      return;
    }
    while (true) {
      if (peek() != '"') {
        throw fault("expected a name in quotes, found " + shown());
      }
      int nameFrom = at + 1;
      naming = strict;
      boolean escaped = string();
      naming = false;
      int nameTo = at - 1;
      if (strict && names.seen(json, nameFrom, nameTo, escaped, mark)) {
        at = nameFrom - 1;
        throw fault("duplicate name \"" + names.last() + "\"");
      }
      space();
      if (peek() != ':') {
        throw fault("expected ':', found " + shown());
      }
      at++;
      space();
      int valueFrom = at;
      value(nameFrom, nameTo, escaped);
      if (outermost) {
        members.add(nameFrom, nameTo, valueFrom, at);
      }
      space();
      int next = peek();
      at++;
      if (next == '}') {
        break;
      }
      if (next != ',') {
        at--;
        throw fault("expected ',' or '}', found " + shown());
      }
      space();
    }
    names.close(mark);
    leave();
  }

  private void array() {
    enter();
    at++;
    space();
    if (peek() == ']') {
      at++;
      leave();
      return;
    }
    while (true) {
      value(-1, -1, false);
      space();
      int next = peek();
      at++;
      if (next == ']') {
        break;
      }
      if (next != ',') {
        at--;
        throw fault("expected ',' or ']', found " + shown());
      }
      space();
    }
    leave();
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw fault("nested deeper than " + MAX_DEPTH);
    }
  }

  private void leave() {
    depth--;
  }

  /** Steps over a string, quotes included; true if it holds an escape. */
  private boolean string() {
    at++;
    return checked ? checkedString() : uncheckedString();
  }

  /** Looks for the closing quote only. */
  private boolean checkedString() {
    boolean escaped = false;
    while (true) {
      at = quoteOrBackslash(json, at, to);
      if (json[at] == '"') {
        at++;
        return escaped;
      }
      escaped = true;
      at += 2;
    }
  }

  private boolean uncheckedString() {
    boolean escaped = false;
    while (true) {
      at = plain(json, at, to);
      if (at >= to) {
        throw fault("unfinished string");
      }
      int b = json[at];
      if (b == '"') {
        at++;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        escape();
      } else if (b >= 0) {
        throw fault("control character in a string");
      } else {
        characters();
      }
    }
  }

  /** Steps over a run of characters beyond ASCII. */
  private void characters() {
    while (at < to && json[at] < 0) {
      int next = strict ? Utf8.step(json, at, to) : at + 1;
      if (next < 0) {
        throw fault("invalid UTF-8");
      }
      at = next;
    }
  }

  /** The first position from {@code i} on that is not a plain ASCII character of a string. */
  static int plain(byte[] json, int i, int to) {
    while (i + 8 <= to) {
      long w = (long) LONGS.get(json, i);
      long quote = w ^ 0x2222222222222222L;
      long slash = w ^ 0x5C5C5C5C5C5C5C5CL;
      long hit =
          ((quote - ONES) & ~quote | (slash - ONES) & ~slash | (w - 0x2020202020202020L) & ~w | w)
              & HIGHS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += 8;
    }
    while (i < to) {
      int b = json[i];
      if (b < 0x20 || b == '"' || b == '\\') {
        break;
      }
      i++;
    }
    return i;
  }

  /** The first quote or backslash from {@code i} on; {@code to} if there is none. */
  private static int quoteOrBackslash(byte[] json, int i, int to) {
    while (i + 8 <= to) {
      long w = (long) LONGS.get(json, i);
      long quote = w ^ 0x2222222222222222L;
      long slash = w ^ 0x5C5C5C5C5C5C5C5CL;
      long hit = ((quote - ONES) & ~quote | (slash - ONES) & ~slash) & HIGHS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += 8;
    }
    while (i < to && json[i] != '"' && json[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The first backslash from {@code i} on; {@code to} if there is none. */
  static int backslash(byte[] json, int i, int to) {
    while (i + 8 <= to) {
      long slash = (long) LONGS.get(json, i) ^ 0x5C5C5C5C5C5C5C5CL;
      long hit = (slash - ONES) & ~slash & HIGHS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += 8;
    }
    while (i < to && json[i] != '\\') {
      i++;
    }
    return i;
  }

  private void escape() {
    at++;
    switch (peek()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
      case 'u' -> unicode();
      default -> throw fault("unknown escape " + shown());
    }
  }

  private void unicode() {
    int unit = hex4(at + 1);
    at += 5;
    if (!naming || unit < 0xD800 || unit > 0xDFFF) {
      return;
    }
    if (unit > 0xDBFF
        || at + 6 > to
        || json[at] != '\\'
        || json[at + 1] != 'u'
        || (hex4(at + 2) & 0xFC00) != 0xDC00) {
      at -= 6;
      throw fault("lone surrogate");
    }
    at += 6;
  }

  private int hex4(int from) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < to ? Character.digit(json[i], 16) : -1;
      if (digit < 0) {
        throw fault("\\u wants four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private void number() {
    if (json[at] == '-') {
      at++;
    }
    if (at < to && json[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < to && json[at] == '.') {
      at++;
      digits();
    }
    if (at < to && (json[at] | 0x20) == 'e') {
      at++;
      if (at < to && (json[at] == '+' || json[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() {
    int first = at;
    while (at < to && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    if (at == first) {
      throw fault("malformed number");
    }
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= to || json[at] != word.charAt(i)) {
        throw fault("unexpected " + shown());
      }
      at++;
    }
  }

  private void space() {
    while (at < to) {
      int b = json[at];
      if (b > ' ' || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private int peek() {
    if (at >= to) {
      throw fault("unexpected end");
    }
    return json[at];
  }

  private String shown() {
    if (at >= to) {
      return "end";
    }
    int b = json[at] & 0xFF;
    return b > 0x20 && b < 0x7F ? "'" + (char) b + "'" : "byte 0x%02X".formatted(b);
  }

  private JsonFault fault(String message) {
    return new JsonFault(message, at - start);
  }
}
