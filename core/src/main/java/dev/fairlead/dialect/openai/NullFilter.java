package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes members out of a JSON text that are null because they are absent, as the text comes, in
 * pieces of any size. What it holds back is never more than one member's name. Not thread-safe; one
 * for each text.
 */
final class NullFilter {
  private static final String NULL = "null";

  /** An object or array that is open. */
  private static final class Level {
    final boolean object;
    final @Nullable Shape shape;
    boolean written;

    Level(boolean object, @Nullable Shape shape) {
      this.object = object;
      this.shape = shape;
    }
  }

  private enum At {
    /** Before a value. */
    VALUE,
    /** In an object, before a member's name, or its end. */
    NAME,
    IN_NAME,
    COLON,
    IN_TEXT,
    /** In a number or a word. */
    IN_WORD,
    AFTER
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private final StringBuilder pending = new StringBuilder();
  private final StringBuilder name = new StringBuilder();
  private StringBuilder out = new StringBuilder();
  private @Nullable Shape value;
  private At at = At.VALUE;
  private boolean escaped;
  private boolean removable;
  private int matched;

  NullFilter(Shape root) {
    value = root;
  }

  /** What of a whole text remains. */
  static String whole(Shape root, String json) {
    var filter = new NullFilter(root);
    return filter.more(json) + filter.end();
  }

  /** What of the next piece can go on. */
  String more(String piece) {
    out = new StringBuilder(piece.length());
    for (int i = 0; i < piece.length(); i++) {
      step(piece.charAt(i));
    }
    return out.toString();
  }

  /** What was held back. */
  String end() {
    var rest = pending.toString();
    pending.setLength(0);
    return rest;
  }

  private void step(char c) {
    switch (at) {
      case VALUE -> value(c);
      case NAME -> name(c);
      case IN_NAME -> inName(c);
      case COLON -> {
        pending.append(c);
        if (c == ':') {
          colon();
        }
      }
      case IN_TEXT -> inText(c);
      case IN_WORD -> inWord(c);
      case AFTER -> after(c);
    }
  }

  private void colon() {
    var level = levels.peek();
    var key = decoded();
    var shape = level == null ? null : level.shape;
    value = shape == null ? null : shape.member(key);
    removable = shape != null && shape.absent(key);
    matched = 0;
    at = At.VALUE;
  }

  private String decoded() {
    if (name.indexOf("\\") < 0) {
      return name.toString();
    }
    try {
      return Node.of("\"" + name + "\"").text();
    } catch (JsonFault e) {
      return name.toString();
    }
  }

  private void value(char c) {
    if (removable && c == 'n') {
      pending.append(c);
      matched = 1;
      at = At.IN_WORD;
      return;
    }
    if (c <= ' ') {
      write(c);
      return;
    }
    flush();
    out.append(c);
    switch (c) {
      case '{' -> {
        levels.push(new Level(true, value));
        at = At.NAME;
      }
      case '[' -> {
        levels.push(new Level(false, value));
        value = value == null ? null : value.element();
        removable = false;
        at = At.VALUE;
      }
      case ']' -> close();
      case '"' -> at = At.IN_TEXT;
      default -> at = At.IN_WORD;
    }
  }

  /** White space waits with the name it stands beside. */
  private void write(char c) {
    (pending.isEmpty() ? out : pending).append(c);
  }

  private void flush() {
    if (!pending.isEmpty()) {
      var level = levels.peek();
      int from = 0;
      if (level != null && level.object) {
        from = level.written || pending.charAt(0) != ',' ? 0 : 1;
        level.written = true;
      }
      out.append(pending, from, pending.length());
      pending.setLength(0);
    }
    removable = false;
  }

  private void name(char c) {
    if (c == '}') {
      out.append(end()).append(c);
      close();
      return;
    }
    pending.append(c);
    if (c == '"') {
      name.setLength(0);
      at = At.IN_NAME;
    }
  }

  private void inName(char c) {
    pending.append(c);
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      at = At.COLON;
      return;
    }
    name.append(c);
  }

  private void inText(char c) {
    out.append(c);
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      at = At.AFTER;
    }
  }

  private void inWord(char c) {
    if (matched > 0 && matched < NULL.length() && c == NULL.charAt(matched)) {
      pending.append(c);
      matched++;
      return;
    }
    boolean ends = c == ',' || c == '}' || c == ']' || c <= ' ';
    if (ends) {
      if (matched == NULL.length()) {
        pending.setLength(0);
        removable = false;
      } else {
        flush();
      }
      matched = 0;
      after(c);
    } else {
      flush();
      matched = 0;
      out.append(c);
    }
  }

  private void after(char c) {
    at = At.AFTER;
    var level = levels.peek();
    if (c == ',' && level != null) {
      if (level.object) {
        pending.append(c);
        at = At.NAME;
      } else {
        out.append(c);
        value = level.shape == null ? null : level.shape.element();
        at = At.VALUE;
      }
      return;
    }
    out.append(c);
    if (c == '}' || c == ']') {
      close();
    }
  }

  private void close() {
    levels.poll();
    at = At.AFTER;
  }
}
