package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Gemini's {@code Schema}, a part of OpenAPI's, as JSON Schema: types in lower case, {@code
 * nullable} as one more type, {@code propertyOrdering} as the order of the properties. What is JSON
 * Schema already stays so.
 */
final class OpenApi {
  private OpenApi() {}

  static Raw toJsonSchema(Node schema) {
    var out = new JsonWriter(256);
    schema(schema, out);
    return out.toRaw();
  }

  private static void schema(Node schema, JsonWriter out) {
    if (!schema.isObject()) {
      out.raw(schema.raw());
      return;
    }
    boolean nullable = schema.yes("nullable");
    out.object();
    for (var member : schema) {
      if (!member.isNull()) {
        member(schema, Spelling.camel(member.name()), member, nullable, out);
      }
    }
    out.end();
  }

  private static void member(
      Node schema, String name, Node value, boolean nullable, JsonWriter out) {
    switch (name) {
      case "type" -> type(value, nullable, out);
      case "nullable", "propertyOrdering" -> {}
      case "properties" -> properties(schema, value, out);
      case "items", "additionalProperties" -> {
        out.name(name);
        schema(value, out);
      }
      case "anyOf" -> anyOf(schema, value, nullable, out);
      case "enum" -> values(value, nullable, out);
      case "defs" -> {
        out.object("$defs");
        for (var one : value) {
          out.name(one.name());
          schema(one, out);
        }
        out.end();
      }
      case "ref" -> out.put("$ref", value.raw());
      case "example" -> out.array("examples").raw(value.raw()).end();
      case "format" -> {
        if (!"enum".equals(value.text())) {
          out.put("format", value.raw());
        }
      }
      case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" -> {
        long number = value.number(-1);
        if (number >= 0) {
          out.put(name, number);
        }
      }
      default -> out.name(known(name) ? name : value.name()).raw(value.raw());
    }
  }

  private static boolean known(String camel) {
    return camel.equals("prefixItems");
  }

  private static void type(Node value, boolean nullable, JsonWriter out) {
    if (value.isArray()) {
      out.array("type");
      boolean hasNull = false;
      for (var one : value) {
        var word = one.text().toLowerCase(Locale.ROOT);
        hasNull |= "null".equals(word);
        out.text(word);
      }
      if (nullable && !hasNull) {
        out.text("null");
      }
      out.end();
      return;
    }
    var word = value.text().toLowerCase(Locale.ROOT);
    if (word.equals("type_unspecified") || !value.isText()) {
      return;
    }
    if (nullable && !"null".equals(word)) {
      out.array("type").text(word).text("null").end();
    } else {
      out.put("type", word);
    }
  }

  private static void values(Node value, boolean nullable, JsonWriter out) {
    out.array("enum");
    boolean hasNull = false;
    for (var one : value) {
      hasNull |= one.isNull();
      out.raw(one.raw());
    }
    if (nullable && !hasNull) {
      out.nothing();
    }
    out.end();
  }

  private static void anyOf(Node schema, Node value, boolean nullable, JsonWriter out) {
    out.array("anyOf");
    for (var one : value) {
      schema(one, out);
    }
    if (nullable && schema.get("type") == null) {
      out.object().put("type", "null").end();
    }
    out.end();
  }

  private static void properties(Node schema, Node value, JsonWriter out) {
    out.object("properties");
    for (var one : ordered(schema, value)) {
      out.name(one.name());
      schema(one, out);
    }
    out.end();
  }

  private static List<Node> ordered(Node schema, Node properties) {
    var left = new ArrayList<Node>();
    properties.forEach(left::add);
    var order = schema.get("propertyOrdering", "property_ordering");
    if (order == null || !order.isArray()) {
      return left;
    }
    var sorted = new ArrayList<Node>(left.size());
    for (var name : order) {
      for (int i = 0; i < left.size(); i++) {
        if (left.get(i).name().equals(name.text())) {
          sorted.add(left.remove(i));
          break;
        }
      }
    }
    sorted.addAll(left);
    return sorted;
  }
}
