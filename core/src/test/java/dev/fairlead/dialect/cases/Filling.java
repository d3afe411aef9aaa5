package dev.fairlead.dialect.cases;

import dev.fairlead.json.JsonOut;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case's JSON with what the caller got before put in: a text {@code $/choices/0/message} becomes
 * the value there; {@code -1} is a list's last.
 */
final class Filling {
  private Filling() {}

  static String json(@Nullable Object value, Object last) {
    return JsonOut.of(filled(value, last));
  }

  private static @Nullable Object filled(@Nullable Object value, Object last) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        var out = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, inner) -> out.put(String.valueOf(name), filled(inner, last)));
        yield out;
      }
      case List<?> list -> list.stream().map(inner -> filled(inner, last)).toList();
      case String text when text.startsWith("$/") -> at(last, text.substring(2));
      case Double number -> new BigDecimal(number.toString());
      case Number number -> new BigDecimal(number.toString());
      default -> value;
    };
  }

  /** Negative from the end: {@code -1} is the last. */
  private static int index(String name, int size) {
    int index = Integer.parseInt(name);
    return index < 0 ? size + index : index;
  }

  private static @Nullable Object at(Object root, String path) {
    Object at = root;
    for (var name : path.split("/", -1)) {
      Object next =
          at instanceof List<?> list
              ? list.get(index(name, list.size()))
              : at instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        throw new IllegalArgumentException("$/%s: nothing at %s in %s".formatted(path, name, root));
      }
      at = next;
    }
    return filled(at, root);
  }
}
