package dev.fairlead.config;

import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The published JSON Schema of {@code fairlead.yaml}. */
public final class Schema {
  private Schema() {}

  /** The schema's text, as {@code docs/fairlead.schema.json} has it. */
  public static String text() {
    try (var in = Schema.class.getResourceAsStream("fairlead.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when first needed, which is for a broken file only. */
  private static final class Names {
    static final Set<String> ALL = read();

    private static Set<String> read() {
      var keys = new HashSet<String>();
      collect(YamlReader.read(text()), keys);
      return Set.copyOf(keys);
    }
  }

  /** The names of all keys, wherever they stand. */
  static Set<String> keys() {
    return Names.ALL;
  }

  private static void collect(YamlNode node, Set<String> keys) {
    switch (node) {
      case YamlNode.Items(var items, _) -> items.forEach(item -> collect(item, keys));
      case YamlNode.Members(var members, _) ->
          members.forEach(member -> {
            if (member.key().text().equals("properties")) {
              names(member.value(), keys);
            }
            collect(member.value(), keys);
          });
      case YamlNode.Scalar _ -> {}
    }
  }

  private static void names(YamlNode properties, Set<String> keys) {
    if (properties instanceof YamlNode.Members(var members, _)) {
      members.forEach(member -> keys.add(member.key().text()));
    }
  }
}
