package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema as structured output takes it, as Anthropic's own SDK makes it: what cannot be kept
 * to moves into the description, where the model still reads it. Objects are closed. Pure.
 */
final class SchemaSubset {
  private static final int DEEPEST = 60;
  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  private final JsonWriter out = new JsonWriter(512);

  private SchemaSubset() {}

  static Raw of(Raw schema) {
    var node = schema.node();
    if (!node.isObject()) {
      return Raw.EMPTY_OBJECT;
    }
    var subset = new SchemaSubset();
    subset.schema(node, 0);
    return subset.out.toRaw();
  }

  private void schema(Node node, int depth) {
    if (!node.isObject() || depth > DEEPEST) {
      out.object().end();
      return;
    }
    var ref = node.get("$ref");
    out.object();
    if (ref != null && ref.isText()) {
      out.put("$ref", ref.raw());
      definitions(node, depth);
      out.end();
      return;
    }
    var rest = new StringBuilder();
    boolean object = false;
    for (var member : node) {
      object |= member(node, member, depth, rest);
    }
    if (object) {
      out.put("additionalProperties", false);
    }
    description(node, rest);
    out.end();
  }

  private void definitions(Node node, int depth) {
    for (var member : node) {
      if (member.name().equals("$defs") || member.name().equals("definitions")) {
        named(member, depth);
      }
    }
  }

  /** Writes a member, or puts it by; whether it makes the schema one of objects. */
  private boolean member(Node schema, Node member, int depth, StringBuilder rest) {
    var name = member.name();
    switch (name) {
      case "type" -> {
        return type(schema, member);
      }
      case "properties" -> {
        named(member, depth);
        return true;
      }
      case "$defs", "definitions" -> named(member, depth);
      case "items" -> {
        out.name(name);
        schema(member, depth + 1);
      }
      case "anyOf", "allOf" -> list(name, member, depth);
      case "oneOf" -> list("anyOf", member, depth);
      case "enum", "const", "required", "title", "default" -> out.name(name).raw(member.raw());
      case "format" -> {
        if (member.isText() && FORMATS.contains(member.text())) {
          out.name(name).raw(member.raw());
        } else {
          put(rest, member);
        }
      }
      case "minItems" -> {
        long least = member.number(2);
        if (least == 0 || least == 1) {
          out.name(name).raw(member.raw());
        } else {
          put(rest, member);
        }
      }
      case "description",
          "additionalProperties",
          "nullable",
          "propertyOrdering",
          "$schema",
          "$id" -> {
        // Written by itself, always false, or without meaning here.
      }
      default -> put(rest, member);
    }
    return false;
  }

  private static void put(StringBuilder rest, Node member) {
    rest.append(rest.isEmpty() ? "" : ", ")
        .append(member.name())
        .append(": ")
        .append(member.raw().compact().text());
  }

  /** The type in lower case, and null beside it where another protocol says {@code nullable}. */
  private boolean type(Node schema, Node type) {
    boolean nullable = schema.yes("nullable");
    if (type.isText() && !nullable) {
      out.put("type", lower(type));
      return lower(type).equals("object");
    }
    boolean object = false;
    boolean nothing = false;
    out.array("type");
    if (type.isText()) {
      out.text(lower(type));
      object = lower(type).equals("object");
    } else {
      for (var one : type) {
        out.text(lower(one));
        object |= lower(one).equals("object");
        nothing |= lower(one).equals("null");
      }
    }
    if (nullable && !nothing) {
      out.text("null");
    }
    out.end();
    return object;
  }

  private static String lower(Node type) {
    return type.text().toLowerCase(Locale.ROOT);
  }

  private void named(Node schemas, int depth) {
    out.name(schemas.name()).object();
    for (var one : schemas) {
      out.name(one.name());
      schema(one, depth + 1);
    }
    out.end();
  }

  private void list(String name, Node schemas, int depth) {
    out.name(name).array();
    for (var one : schemas) {
      schema(one, depth + 1);
    }
    out.end();
  }

  private void description(Node node, StringBuilder rest) {
    var own = node.text("description");
    if (rest.isEmpty()) {
      out.putFilled("description", own);
    } else {
      out.put("description", (own.isEmpty() ? "" : own + "\n\n") + "{" + rest + "}");
    }
  }

  /** The schema of a tool's input, whose root must say that it is an object. */
  static Raw root(@Nullable Raw schema) {
    if (schema == null || !schema.isObject()) {
      return new Raw("{\"type\":\"object\",\"properties\":{}}");
    }
    var node = schema.node();
    var type = node.get("type");
    if (type != null && type.isText() && type.text().equals("object")) {
      return schema;
    }
    var out = new JsonWriter(schema.text().length() + 48).object().put("type", "object");
    for (var member : node) {
      if (!member.name().equals("type")) {
        out.name(member.name()).raw(member.raw());
      }
    }
    if (!node.has("properties")) {
      out.object("properties").end();
    }
    return out.end().toRaw();
  }
}
