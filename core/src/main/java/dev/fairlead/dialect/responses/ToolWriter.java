package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools, the choice among them and the form of the output: to a provider, or as an echo. */
final class ToolWriter {
  /** For a function that takes nothing. */
  private static final Raw NOTHING = new Raw("{\"type\":\"object\",\"properties\":{}}");

  private ToolWriter() {}

  /**
   * The tools as an array; those of a namespace stand together where the first of them was.
   *
   * @param own whether the request was of this protocol, so that what was not told stays untold
   */
  static void tools(JsonWriter out, List<Tool> tools, boolean own) {
    for (int i = 0; i < tools.size(); i++) {
      var tool = tools.get(i);
      var namespace = namespace(tool);
      if (brought(tool)) {
        continue;
      }
      if (namespace.isEmpty()) {
        tool(out, tool, own);
      } else if (first(tools, i, namespace)) {
        namespace(out, tools, i, namespace, own);
      }
    }
  }

  /** Whether an item of the input brings it. */
  static boolean brought(Tool tool) {
    return tool instanceof Tool.Function f && f.extras().containsKey(ToolReader.BROUGHT);
  }

  private static String namespace(Tool tool) {
    return switch (tool) {
      case Tool.Function f -> f.namespace();
      case Tool.Custom c -> Namespaces.of(c.name());
      case Tool.Hosted _ -> "";
    };
  }

  private static boolean first(List<Tool> tools, int i, String namespace) {
    for (int k = 0; k < i; k++) {
      if (!brought(tools.get(k)) && namespace(tools.get(k)).equals(namespace)) {
        return false;
      }
    }
    return true;
  }

  private static void namespace(
      JsonWriter out, List<Tool> tools, int from, String namespace, boolean own) {
    out.object().put("type", "namespace").put("name", namespace);
    var description =
        tools.get(from) instanceof Tool.Function f ? f.extras().get(ToolReader.DESCRIPTION) : null;
    out.put("description", description == null ? Raw.quoted("") : description).array("tools");
    for (int i = from; i < tools.size(); i++) {
      if (!brought(tools.get(i)) && namespace(tools.get(i)).equals(namespace)) {
        tool(out, tools.get(i), own);
      }
    }
    out.end().end();
  }

  private static void tool(JsonWriter out, Tool tool, boolean own) {
    switch (tool) {
      case Tool.Function f -> function(out, f, own);
      case Tool.Custom c -> custom(out, c);
      case Tool.Hosted h -> hosted(out, h);
    }
  }

  private static void function(JsonWriter out, Tool.Function f, boolean own) {
    out.object().put("type", "function").put("name", f.name());
    out.putFilled("description", f.description());
    var schema = f.schema();
    if (schema != null) {
      out.put("parameters", schema);
    } else if (own) {
      out.putNull("parameters");
    } else {
      out.put("parameters", NOTHING);
    }
    var strict = f.strict();
    if (strict != null) {
      out.put("strict", strict.booleanValue());
    } else if (!own) {
      // Elsewhere the default is not to be strict, here it is to try.
      out.put("strict", false);
    }
    for (var name : ToolReader.OWN) {
      out.put(name, f.extras().get(OpenAiResponses.ID + "/" + name));
    }
    out.end();
  }

  private static void custom(JsonWriter out, Tool.Custom c) {
    out.object().put("type", "custom").put("name", Namespaces.name(c.name()));
    out.putFilled("description", c.description());
    if (!c.syntax().isEmpty()) {
      out.object("format")
          .put("type", "grammar")
          .put("syntax", c.syntax())
          .put("definition", c.grammar())
          .end();
    }
    out.end();
  }

  private static void hosted(JsonWriter out, Tool.Hosted hosted) {
    var search = hosted.search();
    if (hosted.dialect().equals(OpenAiResponses.ID) || search == null) {
      out.raw(hosted.raw());
      return;
    }
    out.object().put("type", "web_search").putFilled("search_context_size", search.contextSize());
    if (!search.allowed().isEmpty()) {
      out.object("filters").array("allowed_domains");
      search.allowed().forEach(out::text);
      out.end().end();
    }
    var location = search.location();
    if (location != null && location.isObject()) {
      out.object("user_location").put("type", "approximate");
      for (var member : location.node()) {
        if (!member.isNull() && !member.name().equals("type")) {
          out.name(member.name()).raw(member.raw());
        }
      }
      out.end();
    }
    out.end();
  }

  /** The choice as a value. */
  static void choice(JsonWriter out, ToolChoice choice, List<Tool> tools) {
    switch (choice) {
      case ToolChoice.Auto _ -> out.text("auto");
      case ToolChoice.None _ -> out.text("none");
      case ToolChoice.Required _ -> out.text("required");
      case ToolChoice.Named(var name, var kind) -> named(out, name, kind == CallKind.CUSTOM);
      case ToolChoice.Subset(var names, var required) -> {
        out.object().put("type", "allowed_tools").put("mode", required ? "required" : "auto");
        out.array("tools");
        for (var name : names) {
          named(out, name, isCustom(name, tools));
        }
        out.end().end();
      }
      case ToolChoice.Hosted(_, var raw) -> out.raw(raw);
    }
  }

  private static void named(JsonWriter out, String name, boolean custom) {
    out.object().put("type", custom ? "custom" : "function").put("name", name).end();
  }

  private static boolean isCustom(String name, List<Tool> tools) {
    for (var tool : tools) {
      if (tool instanceof Tool.Custom c && c.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The form of the output as an object with {@code type}. */
  static void format(JsonWriter out, @Nullable OutputFormat format) {
    switch (format) {
      case null -> out.object().put("type", "text").end();
      case OutputFormat.JsonObject _ -> out.object().put("type", "json_object").end();
      case OutputFormat.JsonSchema(var name, var description, var schema, var strict) -> {
        out.object()
            .put("type", "json_schema")
            .put("name", name.isEmpty() ? "answer" : name)
            .putFilled("description", description)
            .put("schema", schema);
        if (strict != null) {
          out.put("strict", strict.booleanValue());
        }
        out.end();
      }
    }
  }
}
