package dev.fairlead.config;

import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Members;
import dev.fairlead.json.YamlNode.Scalar;
import dev.fairlead.json.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The published schema as a list of keys. */
final class SchemaTree {

  /**
   * One key.
   *
   * @param shape as {@code providers.*.key}
   * @param required whether its section must have it
   */
  record Key(String shape, Members schema, boolean required) {

    Optional<String> text(String keyword) {
      return member(schema, keyword).filter(Scalar.class::isInstance).map(n -> ((Scalar) n).text());
    }

    /** The default as YAML. */
    Optional<String> standard() {
      return member(schema, "default").map(SchemaTree::yaml);
    }
  }

  private final Members root = (Members) YamlReader.read(Schema.text());
  private final Map<String, Key> keys = new LinkedHashMap<>();

  private SchemaTree() {
    walk("", root, root);
  }

  /** All keys in the order of the schema. */
  static Map<String, Key> keys() {
    return new SchemaTree().keys;
  }

  static Optional<YamlNode> member(Members members, String name) {
    return members.members().stream()
        .filter(m -> m.key().text().equals(name))
        .map(YamlNode.Member::value)
        .findFirst();
  }

  private void walk(String shape, YamlNode node, Members parent) {
    if (!(node instanceof Members schema)) {
      return;
    }
    member(schema, "$ref").ifPresent(ref -> walk(shape, definition((Scalar) ref), parent));
    member(schema, "anyOf")
        .ifPresent(any -> ((Items) any).items().forEach(one -> walk(shape, one, parent)));
    member(schema, "items").ifPresent(items -> entry(shape + "[]", items, schema));
    member(schema, "additionalProperties").ifPresent(more -> entry(shape + ".*", more, schema));
    member(schema, "properties")
        .ifPresent(properties ->
            ((Members) properties)
                .members()
                .forEach(m -> property(shape, m.key().text(), m.value(), schema)));
  }

  /** An entry of a list, or one under a name of the owner's. */
  private void entry(String shape, YamlNode node, Members parent) {
    if (node instanceof Members schema) {
      keys.putIfAbsent(shape, new Key(shape, schema, true));
      walk(shape, schema, parent);
    }
  }

  private void property(String shape, String name, YamlNode node, Members section) {
    var at = shape.isEmpty() ? name : shape + "." + name;
    var required =
        member(section, "required").map(SchemaTree::yaml).orElse("").contains("\"" + name + "\"");
    keys.put(at, new Key(at, (Members) node, required));
    walk(at, node, section);
  }

  private YamlNode definition(Scalar ref) {
    var name = ref.text().substring("#/$defs/".length());
    return member((Members) member(root, "$defs").orElseThrow(), name).orElseThrow();
  }

  private static String yaml(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.plain() ? scalar.text() : '"' + scalar.text() + '"';
      case Items(var items, _) -> list(items);
      case Members(var members, _) -> members.isEmpty() ? "{}" : members.toString();
    };
  }

  private static String list(List<YamlNode> items) {
    return items.stream().map(SchemaTree::yaml).collect(Collectors.joining(", ", "[", "]"));
  }
}
