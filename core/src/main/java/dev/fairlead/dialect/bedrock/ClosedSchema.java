package dev.fairlead.dialect.bedrock;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;

/**
 * A JSON Schema as Bedrock keeps to it: every object says that it has no other members. What limits
 * numbers and lengths moves into the description, where the model still reads it. Pure.
 */
final class ClosedSchema {
  private static final int DEEPEST = 60;

  private final JsonWriter out = new JsonWriter(512);

  private ClosedSchema() {}

  static Raw of(Raw schema) {
    var node = schema.node();
    if (!node.isObject()) {
      return schema;
    }
    var closed = new ClosedSchema();
    closed.schema(node, 0);
    return closed.out.toRaw();
  }

  private void schema(Node node, int depth) {
    if (!node.isObject() || depth > DEEPEST) {
      out.raw(node.raw());
      return;
    }
    out.object();
    boolean object = node.has("properties");
    var rest = new StringBuilder();
    for (var member : node) {
      switch (member.name()) {
        case "type" -> {
          object |= member.isText() && member.text().equals("object");
          out.name("type").raw(member.raw());
        }
        case "properties", "$defs", "definitions" -> named(member, depth);
        case "items" -> {
          out.name("items");
          schema(member, depth + 1);
        }
        case "anyOf", "allOf" -> list(member.name(), member, depth);
        case "oneOf" -> list("anyOf", member, depth);
        case "additionalProperties", "description" -> {
          // Written by themselves.
        }
        case "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties" ->
            rest.append(rest.isEmpty() ? "" : ", ")
                .append(member.name())
                .append(": ")
                .append(member.raw().compact().text());
        default -> out.name(member.name()).raw(member.raw());
      }
    }
    if (object) {
      out.put("additionalProperties", false);
    }
    description(node, rest);
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
}
