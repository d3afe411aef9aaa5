package dev.fairlead.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads flat objects, one a line, as rows of known columns. Members that no column names are
 * skipped, so that an older reader takes a newer file.
 *
 * <p>It does without Jackson: the catalogue is read at every start, and loading Jackson's classes
 * took longer than reading the file.
 *
 * <p>Not thread-safe.
 */
public final class Rows {
  private static final int END = -1;
  private static final int LONGEST_NUMBER = 9;

  private final byte[] bytes;
  private final Map<String, Integer> columns = new HashMap<>();
  private final @Nullable String[] texts;
  private final int[] numbers;
  private int at;
  private int line = 1;

  /**
   * @param bytes UTF-8; not copied
   * @param columns member names; a row is read by their index here
   */
  public Rows(byte[] bytes, List<String> columns) {
    this.bytes = bytes;
    for (int i = 0; i < columns.size(); i++) {
      this.columns.put(columns.get(i), i);
    }
    this.texts = new @Nullable String[columns.size()];
    this.numbers = new int[columns.size()];
  }

  /** Goes to the next row; false at the end. */
  public boolean next() {
    Arrays.fill(texts, null);
    Arrays.fill(numbers, 0);
    if (peek() == END) {
      return false;
    }
    expect('{');
    if (peek() == '}') {
      at++;
      return true;
    }
    member();
    while (peek() == ',') {
      at++;
      member();
    }
    expect('}');
    return true;
  }

  private void member() {
    var column = columns.get(string());
    expect(':');
    int first = peek();
    if (column == null) {
      skip();
    } else if (first == '"') {
      texts[column] = string();
    } else if (first >= '0' && first <= '9') {
      numbers[column] = number();
    } else {
      throw wrong("a text or a whole number");
    }
  }

  /** The next byte that is no white space, or {@link #END}; stays before it. */
  private int peek() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '\n') {
        line++;
      } else if (b != ' ' && b != '\r' && b != '\t') {
        return b;
      }
      at++;
    }
    return END;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("'" + wanted + "'");
    }
    at++;
  }

  private String string() {
    expect('"');
    int from = at;
    while (at < bytes.length && bytes[at] != '"') {
      if (bytes[at] == '\n') {
        throw wrong("the end of a text");
      }
      if (bytes[at] == '\\') {
        return escaped(from);
      }
      at++;
    }
    if (at >= bytes.length) {
      throw wrong("the end of a text");
    }
    return new String(bytes, from, at++ - from, StandardCharsets.UTF_8);
  }

  /** A text with escapes, the first of which is here. */
  private String escaped(int from) {
    var text = new StringBuilder();
    int plain = from;
    while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\n') {
      if (bytes[at] == '\\') {
        text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
        at++;
        text.append(escape());
        plain = at;
      } else {
        at++;
      }
    }
    if (at >= bytes.length || bytes[at] != '"') {
      throw wrong("the end of a text");
    }
    return text.append(new String(bytes, plain, at++ - plain, StandardCharsets.UTF_8)).toString();
  }

  private char escape() {
    if (at >= bytes.length) {
      throw wrong("the end of a text");
    }
    return switch (bytes[at++]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("an escape");
    };
  }

  private char unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits");
      }
      unit = unit * 16 + digit;
      at++;
    }
    return (char) unit;
  }

  private int number() {
    int from = at;
    int number = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      number = number * 10 + (bytes[at] - '0');
      at++;
    }
    if (at - from > LONGEST_NUMBER || (at < bytes.length && ".eE".indexOf(bytes[at]) >= 0)) {
      throw wrong("a whole number below 1000000000");
    }
    return number;
  }

  /** Goes over a value of any kind. */
  private void skip() {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case END -> throw wrong("a value");
        default -> at++;
      }
    } while (depth > 0 || inWord());
  }

  private boolean inWord() {
    int b = peek();
    return b != ',' && b != '}' && b != END;
  }

  /** A text of the row; empty when absent. */
  public String text(int column) {
    var text = texts[column];
    return text == null ? "" : text;
  }

  /** A number of the row; 0 when absent. */
  public int number(int column) {
    return numbers[column];
  }

  /** The line being read, from 1. */
  public int line() {
    return line;
  }

  private MalformedJson wrong(String expected) {
    var found = at < bytes.length ? "'" + (char) (bytes[at] & 0xff) + "'" : "the end";
    return new MalformedJson("line %d: %s (expected: %s)".formatted(line, found, expected));
  }
}
