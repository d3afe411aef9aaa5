package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code toolConfig}. It must be there when the conversation holds calls, and it knows no
 * choice of none. Not thread-safe; one for each request.
 */
final class ToolWriter {
  private static final Raw NOTHING = new Raw("{\"type\":\"object\",\"properties\":{}}");

  private final JsonWriter out;
  private final Request request;
  private final ModelTraits traits;
  private final Marks marks;
  private final Warnings warnings;
  private final Set<String> called;

  ToolWriter(JsonWriter out, Request request, ModelTraits traits, Marks marks, Warnings warnings) {
    this.out = out;
    this.request = request;
    this.traits = traits;
    this.marks = marks;
    this.warnings = warnings;
    this.called = called(request);
  }

  private static Set<String> called(Request request) {
    var names = new LinkedHashSet<String>();
    for (var item : request.items()) {
      if (item instanceof Item.ToolCall call) {
        names.add(call.name());
      } else if (item instanceof Item.ToolResult result && !result.name().isEmpty()) {
        names.add(result.name());
      }
    }
    return names;
  }

  /**
   * @param thinks whether the model will think, so that it cannot be made to call
   * @param alone whether the choice is told beside it, so that it is left out here
   */
  void write(boolean thinks, boolean alone) {
    var tools = offered();
    if (tools.isEmpty() && called.isEmpty()) {
      return;
    }
    out.object("toolConfig").array("tools");
    if (tools.isEmpty()) {
      // A conversation with calls in it needs tools, though they are to be used no more.
      called.forEach(name -> spec(name, "", NOTHING, false));
      out.end().end();
      return;
    }
    tools.forEach(this::tool);
    out.end();
    if (!alone) {
      choice(thinks);
    }
    out.end();
  }

  private List<Tool> offered() {
    if (request.tools().isEmpty()) {
      return List.of();
    }
    if (request.toolChoice() instanceof ToolChoice.None) {
      if (called.isEmpty()) {
        warnings.emulated("tool_choice", "none: no tools are sent");
        return List.of();
      }
      warnings.dropped("tool_choice", "this protocol has no none");
    }
    if (request.toolChoice() instanceof ToolChoice.Subset(var names, _)) {
      warnings.emulated("tool_choice", "only the tools that are allowed are sent");
      return request.tools().stream()
          .filter(t -> !(t instanceof Tool.Function f) || names.contains(f.name()))
          .toList();
    }
    return request.tools();
  }

  private void tool(Tool tool) {
    switch (tool) {
      case Tool.Function f -> {
        boolean strict = Boolean.TRUE.equals(f.strict());
        if (strict && !traits.schemas()) {
          warnings.dropped("tools.strict", "the model does not know it");
        }
        spec(f.name(), f.description(), root(f.schema()), strict && traits.schemas());
        if (marks.marksTools()) {
          marks.put(out, f.cache());
        }
      }
      // Made a function before it comes here; this is for what was not.
      case Tool.Custom c ->
          spec(
              c.name(),
              c.description(),
              new Raw(
                  "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
                      + "\"required\":[\"input\"]}"),
              false);
      case Tool.Hosted h -> hosted(h);
    }
  }

  private void spec(String name, String description, Raw schema, boolean strict) {
    out.object()
        .object("toolSpec")
        .put("name", name)
        .putFilled("description", description)
        .object("inputSchema")
        .put("json", strict ? ClosedSchema.of(schema) : schema)
        .end();
    if (strict) {
      out.put("strict", true);
    }
    out.end().end();
  }

  /** The root must say that it is an object. */
  private static Raw root(@Nullable Raw schema) {
    if (schema == null || !schema.isObject()) {
      return NOTHING;
    }
    var node = schema.node();
    if (node.text("type").equals("object")) {
      return schema;
    }
    var json = new JsonWriter(schema.text().length() + 48).object().put("type", "object");
    for (var member : node) {
      if (!member.name().equals("type")) {
        json.name(member.name()).raw(member.raw());
      }
    }
    if (!node.has("properties")) {
      json.object("properties").end();
    }
    return json.end().toRaw();
  }

  private void hosted(Tool.Hosted hosted) {
    if (hosted.dialect().equals(BedrockConverse.ID)) {
      out.raw(hosted.raw());
    } else if (traits.nova() && hosted.kind() == HostedKind.WEB_SEARCH) {
      system("nova_grounding");
      var search = hosted.search();
      if (search != null && !(search.allowed().isEmpty() && search.blocked().isEmpty())) {
        warnings.dropped("tools.web_search.filters", "the model's search has none");
      }
    } else if (traits.nova() && traits.version() >= 20 && hosted.kind() == HostedKind.CODE) {
      system("nova_code_interpreter");
    } else {
      throw Bad.unsupported(
          "hosted tool %s is not available on model %s"
              .formatted(hosted.kind().name().toLowerCase(Locale.ROOT), traits.name()),
          "tools");
    }
  }

  private void system(String name) {
    out.object().object("systemTool").put("name", name).end().end();
  }

  private void choice(boolean thinks) {
    var choice = request.toolChoice();
    if (choice == null || choice instanceof ToolChoice.None) {
      return;
    }
    var forced = forced(choice);
    if (forced.isEmpty()) {
      out.object("toolChoice").object("auto").end().end();
    } else if (thinks && traits.claude()) {
      warnings.changed("tool_choice", "auto: a model that thinks cannot be made to call");
      out.object("toolChoice").object("auto").end().end();
    } else if (forced.equals(ANY)) {
      out.object("toolChoice").object("any").end().end();
    } else {
      out.object("toolChoice").object("tool").put("name", forced).end().end();
    }
  }

  /** No tool's name. */
  private static final String ANY = "*";

  /** The tool that must be called, {@link #ANY}, or nothing if it need not be one. */
  private static String forced(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Hosted _ -> "";
      case ToolChoice.Required _ -> ANY;
      case ToolChoice.Named(var name, _) -> name;
      case ToolChoice.Subset(var names, var required) ->
          !required ? "" : names.size() == 1 ? names.getFirst() : ANY;
    };
  }
}
