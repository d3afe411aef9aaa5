package dev.fairlead.simulator.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over JSON bytes that steps over what is not asked for. It checks brackets, keys and
 * strings on its way, and no more: a number such as {@code 1.2.3} passes. Not thread-safe.
 */
public final class Scan {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long QUOTES = 0x2222222222222222L;
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int keyFrom;
  private int keyTo;

  /** The text is not JSON. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(int offset) {
      super("not JSON at byte " + offset, null, false, false);
    }
  }

  /** Where a value stands, quotes and brackets included. */
  public record Span(int from, int to) {
    public static final Span NONE = new Span(0, 0);

    public boolean absent() {
      return to == 0;
    }

    public int length() {
      return to - from;
    }
  }

  public Scan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  public Scan(byte[] bytes, Span span) {
    this(bytes, span.from, span.to);
  }

  /** Steps into an object or array, {@code opening} being its bracket; false if there is none. */
  public boolean enter(char opening) {
    blank();
    if (at < end && bytes[at] == opening) {
      at++;
      return true;
    }
    return false;
  }

  /** Steps to the next member's value; false, and behind the object, when there is no more. */
  public boolean member() {
    if (!more('}')) {
      return false;
    }
    if (at >= end || bytes[at] != '"') {
      throw new Malformed(at);
    }
    keyFrom = at + 1;
    string();
    keyTo = at - 1;
    blank();
    if (at >= end || bytes[at++] != ':') {
      throw new Malformed(at - 1);
    }
    return true;
  }

  /** Steps to the next element; false, and behind the array, when there is no more. */
  public boolean element() {
    return more(']');
  }

  private boolean more(char closing) {
    blank();
    if (at >= end) {
      throw new Malformed(at);
    }
    int before = at - 1;
    if (bytes[at] == closing) {
      at++;
      return false;
    }
    if (bytes[at] == ',') {
      at++;
      blank();
    } else if (!opens(before)) {
      throw new Malformed(at);
    }
    return true;
  }

  private boolean opens(int index) {
    int i = index;
    while (i >= 0 && bytes[i] <= ' ') {
      i--;
    }
    return i >= 0 && (bytes[i] == '{' || bytes[i] == '[');
  }

  /** Whether the member's key is this one; keys with escapes never are. */
  public boolean key(byte[] name) {
    int length = name.length;
    if (keyTo - keyFrom != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[keyFrom + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Steps over a value and says where it was. */
  public Span value() {
    blank();
    int from = at;
    skip();
    return new Span(from, at);
  }

  /** Steps over a value. */
  public void skip() {
    blank();
    if (at >= end) {
      throw new Malformed(at);
    }
    switch (bytes[at]) {
      case '"' -> string();
      case '{', '[' -> nested();
      default -> scalar();
    }
  }

  /** Whether nothing but white space is left. */
  public boolean done() {
    blank();
    return at >= end;
  }

  private void nested() {
    long kinds = 0; // one bit for each open bracket of the last 64: 1 for an object
    int depth = 0;
    while (at < end) {
      byte b = bytes[at];
      switch (b) {
        case '"' -> {
          string();
          continue;
        }
        case '{', '[' -> {
          kinds = (kinds << 1) | (b == '{' ? 1 : 0);
          depth++;
        }
        case '}', ']' -> {
          if (depth <= 64 && (kinds & 1) != (b == '}' ? 1 : 0)) {
            throw new Malformed(at);
          }
          kinds >>>= 1;
          if (--depth == 0) {
            at++;
            return;
          }
        }
        default -> {}
      }
      at++;
    }
    throw new Malformed(at);
  }

  private void scalar() {
    int from = at;
    while (at < end && scalar(bytes[at])) {
      at++;
    }
    if (at == from) {
      throw new Malformed(at);
    }
  }

  private static boolean scalar(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  /** Steps over a string, eight bytes at a time while there is no quote among them. */
  private void string() {
    int i = at + 1;
    while (true) {
      while (i + 8 <= end) {
        long word = (long) LONG.get(bytes, i) ^ QUOTES;
        long found = (word - LOW) & ~word & HIGH;
        if (found != 0) {
          i += Long.numberOfTrailingZeros(found) >>> 3;
          break;
        }
        i += 8;
      }
      while (i < end && bytes[i] != '"') {
        i++;
      }
      if (i >= end) {
        throw new Malformed(end);
      }
      if (!escapedAt(i)) {
        at = i + 1;
        return;
      }
      i++;
    }
  }

  private boolean escapedAt(int quote) {
    int i = quote - 1;
    while (i > at && bytes[i] == '\\') {
      i--;
    }
    return ((quote - 1 - i) & 1) == 1;
  }

  private void blank() {
    while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
  }

  /** The text of a JSON string at a span; empty if another kind of value stands there. */
  public static String text(byte[] bytes, Span span) {
    if (span.absent() || bytes[span.from] != '"') {
      return "";
    }
    var raw = new String(bytes, span.from + 1, span.length() - 2, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
  }

  static String unescaped(String raw) {
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> {
          text.append(unit(raw, i + 1));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }

  private static char unit(String raw, int from) {
    try {
      return (char) Integer.parseInt(raw, from, from + 4, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      throw new Malformed(from);
    }
  }

  /** Whether the value at a span is {@code true}. */
  public static boolean truth(byte[] bytes, Span span) {
    return span.length() == 4 && bytes[span.from] == 't';
  }

  /** The whole number at a span; {@code absent} if another kind of value stands there. */
  public static long number(byte[] bytes, Span span, long absent) {
    try {
      return span.absent()
          ? absent
          : Long.parseLong(
              new String(bytes, span.from, span.length(), StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException _) {
      return absent;
    }
  }
}
