package dev.fairlead.dialect.openai;

import dev.fairlead.json.Raw;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.provider.Accent.Strict;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code response_format}. A caller of another protocol means its schema to be kept to: for
 * OpenAI it is closed if it can be. Providers without schemas are told in words.
 */
final class FormatWriter {
  private FormatWriter() {}

  /**
   * What becomes of a wish for a format.
   *
   * @param type as {@code json_schema}; empty: none is written
   * @param schema that is written
   * @param strict null if nothing is said about it
   * @param instruction that asks for it in words; empty if none is needed
   * @param shape from which nulls must be taken out of the answer; null if none
   */
  record Written(
      String type,
      @Nullable Raw schema,
      @Nullable Boolean strict,
      String instruction,
      @Nullable Shape shape) {
    static final Written NOTHING = new Written("", null, null, "", null);
  }

  static Written plan(Writing w) {
    var format = w.request().format();
    return switch (format) {
      case null -> Written.NOTHING;
      case OutputFormat.JsonObject() -> object(w);
      case OutputFormat.JsonSchema schema -> schema(w, schema);
    };
  }

  private static Written object(Writing w) {
    if (w.takes().jsonObject()) {
      return new Written(
          "json_object", null, null, w.own() ? "" : "Answer with a JSON object.", null);
    }
    w.warnings().emulated("response_format", "asked for in words");
    return new Written(
        "",
        null,
        null,
        "Answer with one JSON object and nothing else, without a code fence.",
        null);
  }

  private static Written schema(Writing w, OutputFormat.JsonSchema format) {
    if (!w.takes().jsonSchema()) {
      w.warnings().emulated("response_format", "schema asked for in words");
      return new Written(
          w.takes().jsonObject() ? "json_object" : "",
          null,
          null,
          "Answer with one JSON value and nothing else, without a code fence. It must keep to this"
              + " JSON Schema:\n"
              + format.schema().text(),
          null);
    }
    if (w.own() || Boolean.FALSE.equals(format.strict())) {
      return new Written("json_schema", format.schema(), format.strict(), "", null);
    }
    if (w.takes().strict() != Strict.CLOSED) {
      boolean strict = w.takes().strict() == Strict.YES;
      return new Written("json_schema", format.schema(), strict ? true : null, "", null);
    }
    var closed = Closing.close(format.schema());
    if (closed == null) {
      w.warnings().changed("response_format", "strict=false: the schema cannot be closed");
      return new Written("json_schema", format.schema(), false, "", null);
    }
    return new Written("json_schema", closed.schema(), true, "", closed.shape());
  }

  static void write(Writing w, Written planned) {
    if (planned.type().isEmpty() || !w.may("response_format")) {
      return;
    }
    var out = w.out().object("response_format").put("type", planned.type());
    if (planned.schema() != null
        && w.request().format() instanceof OutputFormat.JsonSchema format) {
      out.object("json_schema");
      out.put("name", name(format.name()));
      out.putFilled("description", format.description());
      if (planned.strict() != null) {
        out.put("strict", planned.strict());
      }
      out.put("schema", planned.schema()).end();
    }
    out.end();
  }

  /** A name is needed, of letters, digits, dashes and underscores. */
  private static String name(String given) {
    if (given.isEmpty()) {
      return "answer";
    }
    var name = new StringBuilder(given.length());
    for (int i = 0; i < given.length() && i < 64; i++) {
      char c = given.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      name.append(plain ? c : '_');
    }
    return name.toString();
  }
}
