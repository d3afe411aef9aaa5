package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;

/**
 * Gemini takes {@code $ref} in a JSON Schema only where nothing stands beside it but members that
 * begin with {@code $}.
 */
final class References {
  private References() {}

  /** The schema with nothing beside its references. */
  static Raw alone(Raw schema) {
    if (!schema.text().contains("\"$ref\"")) {
      return schema;
    }
    var out = new JsonWriter(schema.text().length());
    write(schema.node(), true, out);
    return out.toRaw();
  }

  /**
   * @param schema whether the value is a schema, or a map of names to schemas
   */
  private static void write(Node node, boolean schema, JsonWriter out) {
    if (node.isObject()) {
      var reference = schema ? node.get("$ref") : null;
      out.object();
      for (var member : node) {
        var name = member.name();
        if (reference == null || !reference.isText() || name.startsWith("$")) {
          out.name(name);
          if (schema && literal(name)) {
            out.raw(member.raw());
          } else {
            write(member, !(schema && named(name)), out);
          }
        }
      }
      out.end();
    } else if (node.isArray()) {
      out.array();
      for (var element : node) {
        write(element, true, out);
      }
      out.end();
    } else {
      out.raw(node.raw());
    }
  }

  private static boolean literal(String keyword) {
    return switch (keyword) {
      case "default", "enum", "const", "example", "examples", "required" -> true;
      default -> false;
    };
  }

  private static boolean named(String keyword) {
    return switch (keyword) {
      case "properties", "$defs", "definitions", "patternProperties", "dependentSchemas" -> true;
      default -> false;
    };
  }
}
