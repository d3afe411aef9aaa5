package dev.fairlead.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes small JSON off the request path: maps, collections, texts, booleans, whole and exact
 * decimal numbers, null. Anything else is refused; floating point on purpose.
 */
public final class JsonOut {
  private JsonOut() {}

  /** On one line. */
  public static String of(@Nullable Object value) {
    return write(value, "").toString();
  }

  /** With two spaces of indentation for each level. */
  public static String indented(@Nullable Object value) {
    return write(value, "\n").toString();
  }

  /**
   * @param line what begins a line of this level; empty: everything on one line
   */
  private static StringBuilder write(@Nullable Object value, String line) {
    var out = new StringBuilder();
    switch (value) {
      case null -> out.append("null");
      case String text -> Texts.quote(out, text);
      case Boolean b -> out.append(b.booleanValue());
      case Integer n -> out.append(n.intValue());
      case Long n -> out.append(n.longValue());
      case BigDecimal n -> out.append(n.toPlainString());
      case Map<?, ?> map -> object(map, line, out);
      case Collection<?> items -> array(items, line, out);
      default ->
          throw new IllegalArgumentException(
              "JSON of %s (expected: map, collection, text, boolean, exact number)"
                  .formatted(value.getClass()));
    }
    return out;
  }

  private static void object(Map<?, ?> map, String line, StringBuilder out) {
    var inner = line.isEmpty() ? "" : line + "  ";
    var before = "{" + inner;
    for (var entry : map.entrySet()) {
      out.append(before);
      Texts.quote(out, String.valueOf(entry.getKey()));
      out.append(line.isEmpty() ? ":" : ": ").append(write(entry.getValue(), inner));
      before = "," + inner;
    }
    out.append(map.isEmpty() ? "{}" : line + "}");
  }

  private static void array(Collection<?> items, String line, StringBuilder out) {
    var inner = line.isEmpty() ? "" : line + "  ";
    var before = "[" + inner;
    for (var item : items) {
      out.append(before).append(write(item, inner));
      before = "," + inner;
    }
    out.append(items.isEmpty() ? "[]" : line + "]");
  }
}
