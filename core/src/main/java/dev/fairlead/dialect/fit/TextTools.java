package dev.fairlead.dialect.fit;

import dev.fairlead.json.Raw;
import dev.fairlead.model.Tool;
import java.util.Map;

/** Tools that take free text, as functions of one member {@code input}. */
final class TextTools {
  private static final Raw SCHEMA =
      new Raw(
          "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
              + "\"required\":[\"input\"],\"additionalProperties\":false}");

  private TextTools() {}

  static Tool.Function function(Tool.Custom tool, String name) {
    var about = new StringBuilder(tool.description());
    if (!about.isEmpty()) {
      about.append("\n\n");
    }
    about.append("Put the whole text for this tool into the member `input`, as it is.");
    if (!tool.grammar().isEmpty()) {
      about.append(" It must match this grammar");
      if (!tool.syntax().isEmpty()) {
        about.append(" (").append(tool.syntax()).append(')');
      }
      about.append(":\n").append(tool.grammar());
    }
    return new Tool.Function(name, "", about.toString(), SCHEMA, null, null, Map.of());
  }

  /** A text as such a function's input. */
  static String input(String text) {
    return "{\"input\":" + Raw.quoted(text).text() + "}";
  }
}
