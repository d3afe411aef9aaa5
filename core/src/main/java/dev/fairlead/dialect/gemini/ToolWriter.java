package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code tools} and {@code toolConfig}. Not thread-safe. */
final class ToolWriter {
  private static final String PREFIX = "toolConfig.";
  private static final String SERVER_SIDE = PREFIX + "includeServerSideToolInvocations";

  private final JsonWriter out;
  private final Request request;
  private final Target target;
  private final Warnings warnings;
  private final List<Tool.Function> functions = new ArrayList<>();
  private final List<Tool.Hosted> hosted = new ArrayList<>(0);
  private final Map<String, EnumBack> backs = new HashMap<>(0);

  ToolWriter(JsonWriter out, Request request, Target target, Warnings warnings) {
    this.out = out;
    this.request = request;
    this.target = target;
    this.warnings = warnings;
  }

  void write() {
    for (var tool : request.tools()) {
      switch (tool) {
        case Tool.Function function -> functions.add(function);
        case Tool.Hosted known -> hosted.add(known);
        case Tool.Custom(var name, var description, _, _) ->
            functions.add(new Tool.Function(name, description, FREE_TEXT));
      }
    }
    together();
    if (!functions.isEmpty() || !hosted.isEmpty()) {
      out.array("tools");
      hosted.forEach(this::hosted);
      if (!functions.isEmpty()) {
        out.object().array("functionDeclarations");
        functions.forEach(this::function);
        out.end().end();
      }
      out.end();
    }
    config();
    if (Boolean.FALSE.equals(request.parallelTools()) && !functions.isEmpty()) {
      warnings.dropped(
          Params.parallelTools(request.dialect()), "Gemini may always call several at once");
    }
  }

  private static final Raw FREE_TEXT =
      new Raw(
          "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
              + "\"required\":[\"input\"]}");

  boolean offersHosted() {
    return !hosted.isEmpty();
  }

  /** How to turn arguments back, by tool. */
  Map<String, EnumBack> backs() {
    return backs;
  }

  private void together() {
    if (!functions.isEmpty()
        && !hosted.isEmpty()
        && !target.generation().third()
        && !target.own()) {
      if (droppable()) {
        hosted.clear();
        warnings.dropped("tools.web_search", "not beside functions on this model");
        return;
      }
      throw Faults.bad(
          "%s takes either functions or a search of its own, not both (here: the function \"%s\" and"
                  .formatted(target.model(), functions.getFirst().name())
              + " %s)".formatted(hosted.getFirst().kind().name().toLowerCase(Locale.ROOT)),
          "tools",
          "unsupported_value");
    }
  }

  /** Agents always offer a search beside their own tools, and do without. */
  private boolean droppable() {
    return hosted.stream().allMatch(t -> t.kind() == HostedKind.WEB_SEARCH)
        && !(request.toolChoice() instanceof ToolChoice.Hosted);
  }

  private void hosted(Tool.Hosted tool) {
    if (GeminiGenerate.ID.equals(tool.dialect())) {
      out.raw(tool.raw());
      return;
    }
    if (tool.kind() != Tool.HostedKind.WEB_SEARCH) {
      throw Faults.bad(
          "the tool %s is not available on %s"
              .formatted(tool.kind().name().toLowerCase(Locale.ROOT), target.model()),
          "tools",
          "unsupported_tool");
    }
    out.object().object("googleSearch");
    var search = tool.search();
    if (search != null) {
      settings(search);
    }
    out.end().end();
  }

  private void settings(Tool.SearchSettings search) {
    if (!search.blocked().isEmpty() && target.vertex()) {
      out.array("excludeDomains");
      search.blocked().forEach(out::text);
      out.end();
    } else if (!search.blocked().isEmpty()) {
      lost("blocked_domains");
    }
    if (!search.allowed().isEmpty()) {
      lost("allowed_domains");
    }
    if (!search.contextSize().isEmpty()) {
      lost("search_context_size");
    }
    if (search.location() != null) {
      lost("user_location");
    }
    if (search.maxUses() >= 0) {
      lost("max_uses");
    }
  }

  private void lost(String setting) {
    warnings.dropped("web_search." + setting, "Google's search has no such setting");
  }

  private void function(Tool.Function function) {
    out.object().put("name", function.name()).putFilled("description", function.description());
    schema(function);
    if (target.own()) {
      for (var name : new String[] {"response", "responseJsonSchema", "behavior"}) {
        out.put(name, function.extras().get(GeminiGenerate.ID + "/" + name));
      }
    }
    out.end();
  }

  private void schema(Tool.Function function) {
    var kept = target.own() ? function.extras().get(ToolReader.PARAMETERS) : null;
    var schema = function.schema();
    if (kept != null) {
      out.put("parameters", kept);
    } else if (schema != null && !target.generation().old()) {
      var alone = References.alone(schema);
      if (!alone.text().equals("{}")) {
        out.put("parametersJsonSchema", alone);
      }
    } else if (schema != null) {
      plain(function.name(), schema);
    }
  }

  private void plain(String name, Raw schema) {
    var plain = PlainSchema.convert(schema);
    if (plain.cut()) {
      warnings.changed("tools", "the schema of " + name + " is cut where it refers to itself");
    }
    if (plain.back() != null) {
      backs.put(name, plain.back());
    }
    if (!plain.empty()) {
      out.put("parameters", plain.schema());
    }
  }

  private void config() {
    var inner = new JsonWriter(128).object();
    choice(inner);
    boolean told = false;
    if (target.own()) {
      for (var extra : request.extras().entrySet()) {
        if (extra.getKey().startsWith(PREFIX)) {
          inner.name(extra.getKey().substring(PREFIX.length())).raw(extra.getValue());
          told |= extra.getKey().equals(SERVER_SIDE);
        }
      }
    }
    // The Gemini API mixes its own tools with functions only if it may tell what they did.
    if (!told && !target.own() && !target.vertex() && !functions.isEmpty() && !hosted.isEmpty()) {
      inner.put("includeServerSideToolInvocations", true);
    }
    var config = inner.end().toRaw();
    if (!config.text().equals("{}")) {
      out.put("toolConfig", config);
    }
  }

  private void choice(JsonWriter inner) {
    var choice = request.toolChoice();
    if (functions.isEmpty()) {
      if (choice instanceof ToolChoice.Required && hosted.isEmpty()) {
        warnings.dropped("tool_choice", "there are no tools");
      }
      return;
    }
    switch (choice) {
      case null -> {
        if (strict()) {
          calling(inner, "VALIDATED", List.of());
        }
      }
      case ToolChoice.Auto() -> calling(inner, strict() ? "VALIDATED" : "AUTO", List.of());
      case ToolChoice.None() -> calling(inner, "NONE", List.of());
      case ToolChoice.Required() -> calling(inner, "ANY", List.of());
      case ToolChoice.Named(var name, _) -> calling(inner, "ANY", List.of(name));
      case ToolChoice.Subset(var names, var required) ->
          calling(inner, required ? "ANY" : "VALIDATED", names);
      case ToolChoice.Hosted(_, _) ->
          warnings.dropped("tool_choice", "Gemini cannot be told to use a tool of its own");
    }
  }

  private static void calling(JsonWriter inner, String mode, List<String> names) {
    inner.object("functionCallingConfig").put("mode", mode);
    if (!names.isEmpty()) {
      inner.array("allowedFunctionNames");
      names.forEach(inner::text);
      inner.end();
    }
    inner.end();
  }

  /** Whether all calls must keep to their schemas. */
  private boolean strict() {
    return !target.generation().old()
        && functions.stream().allMatch(f -> Boolean.TRUE.equals(f.strict()));
  }
}
