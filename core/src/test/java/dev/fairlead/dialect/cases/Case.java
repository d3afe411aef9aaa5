package dev.fairlead.dialect.cases;

import dev.fairlead.json.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case: what a caller sends, what the provider must get, what it answers, what the caller must
 * get. {@code docs/protocols.md} describes the members of the file.
 */
record Case(String id, String title, Map<String, Object> all) {

  static List<Case> all(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().map(Case::read).toList();
    }
  }

  private static Case read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      var all = object(Tree.json(bytes, 0, bytes.length));
      return new Case(text(all, "id"), text(all, "title"), all);
    } catch (IOException | Tree.Unreadable e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  String from() {
    return text(all, "from");
  }

  String to() {
    return text(all, "to");
  }

  /** The provider's id in {@code providers.json}. */
  String provider() {
    return text(all, "provider");
  }

  /** The model as the provider calls it. */
  String model() {
    return text(all, "model");
  }

  String version() {
    return text(all, "version");
  }

  boolean strict() {
    return Boolean.TRUE.equals(all.get("strict"));
  }

  int maxOutput() {
    return all.get("max_output") instanceof Number n ? n.intValue() : 32_000;
  }

  /** Who asks: what is sealed for one does not open for another. */
  String key() {
    return all.get("key") instanceof String key ? key : "key-1";
  }

  /** Whether it is to be translated although bytes could pass. */
  boolean translate() {
    return Boolean.TRUE.equals(all.get("translate"));
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  @Nullable Object get(String name) {
    return all.get(name);
  }

  String text(String name) {
    return text(all, name);
  }

  /** The texts of a list; none if it is not there. */
  List<String> texts(String name) {
    return all.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Its steps, each with what the case says of all of them; itself if it has none. */
  List<Case> steps() {
    if (!(all.get("steps") instanceof List<?> list)) {
      return List.of(this);
    }
    var steps = new ArrayList<Case>();
    for (var step : list) {
      var merged = new LinkedHashMap<>(all);
      merged.remove("steps");
      merged.putAll(object(step));
      steps.add(new Case(id, title, merged));
    }
    return steps;
  }

  static String text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException(value + " (expected: an object)");
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
