package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import dev.fairlead.model.OutputFormat;
import org.jspecify.annotations.Nullable;

/** Reads {@code response_format}. */
final class FormatReader {
  private FormatReader() {}

  static @Nullable OutputFormat read(Node value) {
    var param = "response_format";
    var type =
        Demand.text(Demand.member(Demand.object(value, param), "type", param), param + ".type");
    return switch (type) {
      case "text" -> null;
      case "json_object" -> new OutputFormat.JsonObject();
      case "json_schema" -> schema(Demand.member(value, "json_schema", param));
      default -> throw Demand.word(type, param + ".type", "text, json_object or json_schema");
    };
  }

  private static OutputFormat schema(Node value) {
    var param = "response_format.json_schema";
    Demand.object(value, param);
    var schema = Demand.object(Demand.member(value, "schema", param), param + ".schema");
    var strict = value.get("strict");
    return new OutputFormat.JsonSchema(
        value.text("name"),
        value.text("description"),
        schema.raw(),
        strict == null ? null : Demand.flag(strict, param + ".strict"));
  }
}
