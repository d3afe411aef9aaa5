package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value looks like by its schema, as far as it must be known to tell whether a null
 * stands for an absent member. Follows references as it goes, so that a schema may hold itself.
 * Immutable.
 */
final class Shape {
  private static final int MOST = 16;

  private final Node root;
  private final List<Node> schemas;

  private Shape(Node root, List<Node> schemas) {
    this.root = root;
    this.schemas = schemas;
  }

  static Shape of(Node root) {
    return new Shape(root, List.of(root));
  }

  /** The shape of a member; null if it is not known. */
  @Nullable Shape member(String name) {
    var found = new ArrayList<Node>(1);
    for (var schema : schemas) {
      var properties = schema.get("properties");
      var property = properties == null ? null : properties.get(name);
      if (property != null) {
        resolve(property, found, 0);
      }
    }
    return found.isEmpty() ? null : new Shape(root, found);
  }

  /** The shape of an array's elements; null if it is not known. */
  @Nullable Shape element() {
    var found = new ArrayList<Node>(1);
    for (var schema : schemas) {
      var items = schema.get("items");
      if (items != null) {
        resolve(items, found, 0);
      }
    }
    return found.isEmpty() ? null : new Shape(root, found);
  }

  /** Whether a null in this member stands for its absence. */
  boolean absent(String name) {
    boolean optional = false;
    for (var schema : schemas) {
      var properties = schema.get("properties");
      var property = properties == null ? null : properties.get(name);
      if (property != null) {
        if (nullable(property) || required(schema, name)) {
          return false;
        }
        optional = true;
      }
    }
    return optional;
  }

  private static boolean required(Node schema, String name) {
    Set<String> required = Closing.required(schema);
    return required.contains(name);
  }

  /** Whether a schema itself allows null. */
  static boolean nullable(Node schema) {
    var type = schema.get("type");
    if (type != null && type.isText()) {
      return type.text().equals("null");
    }
    if (type != null) {
      for (var one : type) {
        if (one.isText() && one.text().equals("null")) {
          return true;
        }
      }
    }
    return Closing.variants(schema).stream().anyMatch(Shape::nullable);
  }

  private void resolve(Node schema, List<Node> into, int steps) {
    if (into.size() >= MOST || steps > MOST) {
      return;
    }
    var reference = schema.text("$ref");
    if (!reference.isEmpty()) {
      var target = target(reference);
      if (target != null) {
        resolve(target, into, steps + 1);
      }
      return;
    }
    var variants = Closing.variants(schema);
    if (variants.isEmpty()) {
      into.add(schema);
    }
    variants.forEach(variant -> resolve(variant, into, steps + 1));
  }

  /** What a local reference points to (RFC 6901); null if there is nothing. */
  private @Nullable Node target(String reference) {
    var node = root;
    for (var step : reference.substring(1).split("/", -1)) {
      if (!step.isEmpty()) {
        var next = node.get(step.replace("~1", "/").replace("~0", "~"));
        if (next == null) {
          return null;
        }
        node = next;
      }
    }
    return node;
  }
}
