package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a JSON Schema fit for OpenAI's strict mode: every object closed, every property required. A
 * property that was optional may be null instead; {@link Closed#shape} tells which, so that these
 * nulls can be taken out of the answer. A schema that uses what strict mode does not know cannot be
 * closed.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">Structured outputs</a>
 */
final class Closing {
  private static final int DEEPEST = 10;
  private static final Raw NULL = new Raw("{\"type\":\"null\"}");

  private static final Set<String> FORBIDDEN =
      Set.of(
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "patternProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "prefixItems",
          "contains",
          "minContains",
          "maxContains",
          "propertyNames",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private final JsonWriter out = new JsonWriter(1024);
  private boolean optional;

  private Closing() {}

  /**
   * A closed schema.
   *
   * @param shape where nulls stand for what is absent; null if nowhere
   */
  record Closed(Raw schema, @Nullable Shape shape) {}

  /** Cannot be closed. Has no stack trace. */
  private static final class Open extends RuntimeException {
    private static final long serialVersionUID = 1;

    Open() {
      super("", null, false, false);
    }
  }

  /** The schema closed; null if that cannot be done. */
  static @Nullable Closed close(Raw schema) {
    var root = schema.node();
    if (!root.isObject() || root.has("anyOf") || !root.text("type").equals("object")) {
      return null;
    }
    var closing = new Closing();
    try {
      closing.schema(root, 0);
    } catch (Open e) {
      return null;
    }
    return new Closed(closing.out.toRaw(), closing.optional ? Shape.of(root) : null);
  }

  private void schema(Node schema, int depth) {
    if (!schema.isObject() || depth > DEEPEST) {
      throw new Open();
    }
    boolean object = isObject(schema);
    out.object();
    for (var member : schema) {
      var name = member.name();
      if (FORBIDDEN.contains(name)) {
        throw new Open();
      }
      switch (name) {
        case "properties" -> properties(schema, member, depth);
        case "required" -> {
          // Written with the properties.
        }
        case "additionalProperties" -> additional(member);
        case "items" -> {
          out.name(name);
          schema(member, depth + 1);
        }
        case "anyOf", "oneOf" -> variants(member, depth);
        case "$defs", "definitions" -> definitions(name, member, depth);
        case "$ref" -> {
          if (!member.isText() || !member.text().startsWith("#")) {
            throw new Open();
          }
          out.put(name, member.raw());
        }
        default -> {
          out.name(name);
          out.raw(member.raw());
        }
      }
    }
    if (object) {
      if (schema.get("properties") == null) {
        // An object of any members.
        throw new Open();
      }
      out.put("additionalProperties", false);
    } else if (!isTyped(schema)) {
      throw new Open();
    }
    out.end();
  }

  static boolean isObject(Node schema) {
    var type = schema.get("type");
    if (type == null) {
      return schema.get("properties") != null;
    }
    if (type.isText()) {
      return type.text().equals("object");
    }
    for (var one : type) {
      if (one.isText() && one.text().equals("object")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTyped(Node schema) {
    return schema.has("type")
        || schema.has("anyOf")
        || schema.has("oneOf")
        || schema.has("$ref")
        || schema.has("enum")
        || schema.has("const");
  }

  /** A map of free names cannot be closed. */
  private static void additional(Node value) {
    if (!value.text().equals("false")) {
      throw new Open();
    }
  }

  private void properties(Node schema, Node properties, int depth) {
    var required = required(schema);
    var names = new ArrayList<String>();
    out.object("properties");
    for (var property : properties) {
      var name = property.name();
      names.add(name);
      out.name(name);
      if (required.contains(name) || Shape.nullable(property)) {
        schema(property, depth + 1);
      } else {
        optional = true;
        nullable(property, depth + 1);
      }
    }
    out.end().array("required");
    names.forEach(out::text);
    out.end();
  }

  static Set<String> required(Node schema) {
    var names = new HashSet<String>();
    for (var name : schema.items("required")) {
      names.add(name.text());
    }
    return names;
  }

  private void nullable(Node property, int depth) {
    out.object().array("anyOf");
    schema(property, depth);
    out.raw(NULL).end().end();
  }

  private void variants(Node variants, int depth) {
    if (!variants.isArray()) {
      throw new Open();
    }
    out.array("anyOf");
    for (var variant : variants) {
      schema(variant, depth + 1);
    }
    out.end();
  }

  private void definitions(String name, Node definitions, int depth) {
    out.object(name);
    for (var definition : definitions) {
      out.name(definition.name());
      schema(definition, depth + 1);
    }
    out.end();
  }

  /** The variants of a schema that lets one choose. */
  static List<Node> variants(Node schema) {
    var all = new ArrayList<Node>();
    for (var variant : schema.items(schema.has("anyOf") ? "anyOf" : "oneOf")) {
      all.add(variant);
    }
    return all;
  }
}
