package dev.fairlead.simulator.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON value that keeps to a JSON schema: the first value of an enumeration, the least
 * number allowed, a short text for a string. Deterministic. It follows {@code $ref} into the same
 * schema and stops at a depth of {@value #DEEPEST}.
 */
public final class Instance {
  private static final int DEEPEST = 16;
  private final @Nullable Object root;
  private final Out out = new Out(128);

  private Instance(@Nullable Object root) {
    this.root = root;
  }

  /** The text of a value for a schema as {@code Tree} reads it. */
  public static String of(@Nullable Object schema) {
    var instance = new Instance(schema);
    instance.write(schema, "value", 0);
    return new String(instance.out.toArray(), StandardCharsets.UTF_8);
  }

  private void write(@Nullable Object schema, String name, int depth) {
    if (depth > DEEPEST || !(schema instanceof Map<?, ?> map)) {
      out.put("{}");
      return;
    }
    if (map.get("$ref") instanceof String ref) {
      write(resolve(ref), name, depth + 1);
    } else if (map.containsKey("const")) {
      literal(map.get("const"));
    } else if (map.get("enum") instanceof List<?> values && !values.isEmpty()) {
      literal(values.getFirst());
    } else if (alternative(map) instanceof Map<?, ?> first) {
      write(first, name, depth + 1);
    } else {
      typed(map, name, depth);
    }
  }

  private static @Nullable Object alternative(Map<?, ?> map) {
    for (var word : List.of("anyOf", "oneOf", "allOf")) {
      if (map.get(word) instanceof List<?> list && !list.isEmpty()) {
        return list.getFirst();
      }
    }
    return null;
  }

  private void typed(Map<?, ?> map, String name, int depth) {
    switch (type(map)) {
      case "string" -> out.quoted(string(map, name));
      case "integer", "number" -> number(map);
      case "boolean" -> out.put("true");
      case "null" -> out.put("null");
      case "array" -> array(map, name, depth);
      default -> object(map, depth);
    }
  }

  private static String type(Map<?, ?> map) {
    return switch (map.get("type")) {
      case String one -> one.toLowerCase(Locale.ROOT); // Gemini's schemas say STRING
      case List<?> several when !several.isEmpty() ->
          String.valueOf(several.getFirst()).toLowerCase(Locale.ROOT);
      case null, default -> map.containsKey("items") ? "array" : "object";
    };
  }

  private static String string(Map<?, ?> map, String name) {
    var text =
        switch (String.valueOf(map.get("format"))) {
          case "date" -> "2026-01-01";
          case "date-time" -> "2026-01-01T00:00:00Z";
          case "time" -> "00:00:00Z";
          case "email" -> "someone@example.com";
          case "uri" -> "https://example.com/";
          case "uuid" -> "00000000-0000-4000-8000-000000000000";
          default -> "some " + name;
        };
    int longest = map.get("maxLength") instanceof Number n ? Math.max(0, n.intValue()) : 1 << 20;
    int shortest = map.get("minLength") instanceof Number n ? Math.min(n.intValue(), 1 << 20) : 0;
    var padded = text + "x".repeat(Math.max(0, shortest - text.length()));
    return padded.substring(0, Math.min(longest, padded.length()));
  }

  private void number(Map<?, ?> map) {
    if (map.get("minimum") instanceof Number least) {
      out.put(String.valueOf(least));
    } else if (map.get("exclusiveMinimum") instanceof Number below) {
      out.put(below.longValue() + 1);
    } else if (map.get("maximum") instanceof Number most && most.longValue() < 1) {
      out.put(String.valueOf(most));
    } else {
      out.put(1L);
    }
  }

  private void array(Map<?, ?> map, String name, int depth) {
    int count = map.get("minItems") instanceof Number n ? Math.min(n.intValue(), 64) : 1;
    out.put("[");
    for (int i = 0; i < count && map.containsKey("items"); i++) {
      out.put(i == 0 ? "" : ",");
      write(map.get("items"), name, depth + 1);
    }
    out.put("]");
  }

  private void object(Map<?, ?> map, int depth) {
    out.put("{");
    if (map.get("properties") instanceof Map<?, ?> properties) {
      var required = map.get("required") instanceof List<?> list ? list : List.of();
      boolean deep = depth > DEEPEST / 2; // only what must be there: schemas may be recursive
      var separator = "";
      for (var property : properties.entrySet()) {
        if (deep && !required.contains(property.getKey())) {
          continue;
        }
        var key = String.valueOf(property.getKey());
        out.put(separator).quoted(key).put(":");
        write(property.getValue(), key, depth + 1);
        separator = ",";
      }
    }
    out.put("}");
  }

  private void literal(@Nullable Object value) {
    switch (value) {
      case String text -> out.quoted(text);
      case Map<?, ?> _ -> out.put("{}");
      case List<?> _ -> out.put("[]");
      case null -> out.put("null");
      default -> out.put(value.toString());
    }
  }

  private @Nullable Object resolve(String ref) {
    if (!ref.startsWith("#")) {
      return null;
    }
    var found = root;
    for (var step : Arrays.asList(ref.substring(1).split("/", -1))) {
      if (!step.isEmpty()) {
        found = found instanceof Map<?, ?> map ? map.get(step) : null;
      }
    }
    return found;
  }
}
