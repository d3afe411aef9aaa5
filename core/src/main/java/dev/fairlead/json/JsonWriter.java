package dev.fairlead.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value to bytes, commas and escapes by itself. Raw values go in as they are. Lone
 * surrogates become U+FFFD. Not thread-safe.
 *
 * <p>Names given to {@code put} must be plain ASCII without quotes or backslashes; others go
 * through {@link #name}.
 */
public final class JsonWriter {
  private final Escape escape = new Escape();
  private final Copies copies;
  private int copied;
  private byte[] out;
  private int at;
  private byte[] closers = new byte[16];
  private int depth;
  private boolean comma;

  public JsonWriter() {
    this(512);
  }

  /** One that is expected to hold that many bytes. */
  public JsonWriter(int expected) {
    this(Copies.NONE, expected);
  }

  /**
   * One that copies texts where it can.
   *
   * @param more bytes expected beyond those of the document that the copies are from
   */
  public JsonWriter(Copies copies, int more) {
    this.copies = copies;
    int expected = copies.length() + more;
    out = new byte[Math.max(64, expected)];
  }

  /** Begins an object. */
  public JsonWriter object() {
    return open('{', '}');
  }

  /** Begins an array. */
  public JsonWriter array() {
    return open('[', ']');
  }

  private JsonWriter open(char first, char last) {
    before();
    one(first);
    if (depth == closers.length) {
      closers = Arrays.copyOf(closers, 2 * depth);
    }
    closers[depth++] = (byte) last;
    comma = false;
    return this;
  }

  /** Ends the object or array that was begun last. */
  public JsonWriter end() {
    need(1);
    out[at++] = closers[--depth];
    comma = true;
    return this;
  }

  /** The name of the member whose value comes next. */
  public JsonWriter name(String name) {
    before();
    quoted(name);
    one(':');
    comma = false;
    return this;
  }

  private void plainName(String name) {
    int length = name.length();
    need(length + 4);
    if (comma) {
      out[at++] = ',';
    }
    out[at++] = '"';
    for (int i = 0; i < length; i++) {
      out[at++] = (byte) name.charAt(i);
    }
    out[at++] = '"';
    out[at++] = ':';
    comma = false;
  }

  public JsonWriter text(String value) {
    before();
    quoted(value);
    comma = true;
    return this;
  }

  public JsonWriter number(long value) {
    return ascii(Long.toString(value));
  }

  public JsonWriter flag(boolean value) {
    return ascii(value ? "true" : "false");
  }

  public JsonWriter nothing() {
    return ascii("null");
  }

  public JsonWriter raw(Raw value) {
    before();
    var bytes = value.text().getBytes(StandardCharsets.UTF_8);
    copy(bytes, 0, bytes.length);
    comma = true;
    return this;
  }

  /** A value that stands in other bytes. */
  public JsonWriter raw(byte[] json, int from, int to) {
    before();
    copy(json, from, to);
    comma = true;
    return this;
  }

  private void copy(byte[] from, int begin, int end) {
    need(end - begin);
    System.arraycopy(from, begin, out, at, end - begin);
    at += end - begin;
  }

  private JsonWriter ascii(String value) {
    before();
    need(value.length());
    for (int i = 0; i < value.length(); i++) {
      out[at++] = (byte) value.charAt(i);
    }
    comma = true;
    return this;
  }

  /** Begins an object that is a member. */
  public JsonWriter object(String name) {
    plainName(name);
    return object();
  }

  /** Begins an array that is a member. */
  public JsonWriter array(String name) {
    plainName(name);
    return array();
  }

  /** A member with a text; null is left out. */
  public JsonWriter put(String name, @Nullable String value) {
    if (value != null) {
      plainName(name);
      text(value);
    }
    return this;
  }

  /** A member with a text; an empty one is left out. */
  public JsonWriter putFilled(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  public JsonWriter put(String name, long value) {
    plainName(name);
    return number(value);
  }

  public JsonWriter put(String name, boolean value) {
    plainName(name);
    return flag(value);
  }

  /** A member with a number of all its digits; null is left out. */
  public JsonWriter put(String name, @Nullable BigDecimal value) {
    if (value != null) {
      plainName(name);
      ascii(value.toPlainString());
    }
    return this;
  }

  /** A member as it stands; null is left out. */
  public JsonWriter put(String name, @Nullable Raw value) {
    if (value != null) {
      plainName(name);
      raw(value);
    }
    return this;
  }

  /** A member that is null. */
  public JsonWriter putNull(String name) {
    plainName(name);
    return nothing();
  }

  /** What was written. */
  public byte[] bytes() {
    return Arrays.copyOf(out, at);
  }

  /** What was written, as a raw value. */
  public Raw toRaw() {
    return new Raw(new String(out, 0, at, StandardCharsets.UTF_8));
  }

  private void before() {
    if (comma) {
      one(',');
    }
  }

  private void one(char c) {
    need(1);
    out[at++] = (byte) c;
  }

  private void need(int more) {
    if (at + more > out.length) {
      out = Arrays.copyOf(out, Math.max(at + more, 2 * out.length));
    }
  }

  private void quoted(String text) {
    int length = text.length();
    int known = length < Copies.LEAST / Escape.WIDEST ? -1 : copies.find(text, copied);
    if (known >= 0) {
      copied = known + 1;
      // With the quotes.
      copy(copies.json(), copies.from(known) - 1, copies.to(known) + 1);
      return;
    }
    one('"');
    for (int from = 0; from < length; ) {
      int to = Escape.pieceEnd(text, from);
      need(Escape.WIDEST * (to - from) + 1);
      at = escape.write(text, from, to, out, at);
      from = to;
    }
    one('"');
  }
}
