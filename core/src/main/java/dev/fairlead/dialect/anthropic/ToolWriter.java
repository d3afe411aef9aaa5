package dev.fairlead.dialect.anthropic;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes tools and the choice among them. Not thread-safe; one for each request. */
final class ToolWriter {
  private static final String SEARCH = "web_search";

  private final JsonWriter out;
  private final Request request;
  private final Target target;
  private final Marks marks;
  private final Warnings warnings;
  private final boolean own;

  ToolWriter(JsonWriter out, Request request, Target target, Marks marks, Warnings warnings) {
    this.out = out;
    this.request = request;
    this.target = target;
    this.marks = marks;
    this.warnings = warnings;
    this.own = request.dialect().equals(AnthropicMessages.ID);
  }

  void write(ThinkingPlan plan) {
    var tools = offered();
    if (!tools.isEmpty()) {
      out.array("tools");
      tools.forEach(this::tool);
      out.end();
      choice(plan);
      return;
    }
    var called = own ? List.<String>of() : called();
    if (!called.isEmpty()) {
      // A conversation with calls in it needs tools, though they are to be used no more.
      out.array("tools");
      for (var name : called) {
        out.object().put("name", name).put("input_schema", SchemaSubset.root(null)).end();
      }
      out.end().object("tool_choice").put("type", "none").end();
    }
  }

  private List<Tool> offered() {
    if (!(request.toolChoice() instanceof ToolChoice.Subset(var names, var required))
        || required && names.size() == 1) {
      return request.tools();
    }
    warnings.emulated("tool_choice", "only the tools that are allowed are sent");
    return request.tools().stream().filter(tool -> names.contains(name(tool))).toList();
  }

  private static String name(Tool tool) {
    return switch (tool) {
      case Tool.Function f -> f.name();
      case Tool.Custom c -> c.name();
      case Tool.Hosted h ->
          h.kind() == HostedKind.WEB_SEARCH ? SEARCH : h.raw().node().text("name");
    };
  }

  private List<String> called() {
    var names = new LinkedHashSet<String>();
    for (var item : request.items()) {
      if (item instanceof Item.ToolCall call) {
        names.add(call.name());
      }
    }
    return List.copyOf(names);
  }

  private void tool(Tool tool) {
    switch (tool) {
      case Tool.Function function -> function(function);
      case Tool.Custom custom -> custom(custom);
      case Tool.Hosted hosted -> hosted(hosted);
    }
  }

  private void function(Tool.Function function) {
    boolean strict = Boolean.TRUE.equals(function.strict());
    var schema = SchemaSubset.root(function.schema());
    out.object()
        .put("name", function.name())
        .putFilled("description", function.description())
        .put("input_schema", strict && !own ? SchemaSubset.of(schema) : schema);
    if (strict && (own || target.generation().schemas())) {
      out.put("strict", true);
    } else if (strict) {
      warnings.dropped("tools.strict", "the model does not know it");
    } else if (own && function.strict() != null) {
      out.put("strict", false);
    }
    extras(function.extras());
    marks.put(out, function.cache());
    out.end();
  }

  private void extras(Map<String, Raw> extras) {
    var prefix = AnthropicMessages.ID + "/";
    extras.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .forEach(name -> out.name(name.substring(prefix.length())).raw(raw(extras, name)));
  }

  private static Raw raw(Map<String, Raw> extras, String name) {
    return extras.getOrDefault(name, Raw.EMPTY_OBJECT);
  }

  /** Made a function before it comes here; this is for what was not. */
  private void custom(Tool.Custom custom) {
    out.object()
        .put("name", custom.name())
        .putFilled("description", custom.description())
        .put(
            "input_schema",
            new Raw(
                "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
                    + "\"required\":[\"input\"]}"))
        .end();
  }

  private void hosted(Tool.Hosted hosted) {
    if (hosted.dialect().equals(AnthropicMessages.ID)) {
      out.raw(hosted.raw());
    } else if (hosted.kind() == HostedKind.WEB_SEARCH && target.platform() != Platform.BEDROCK) {
      search(hosted);
    } else {
      throw Bad.request(
          "hosted tool %s is not available on model %s"
              .formatted(hosted.kind().name().toLowerCase(Locale.ROOT), target.model()),
          "tools",
          "unsupported_value");
    }
  }

  private void search(Tool.Hosted hosted) {
    out.object().put("type", "web_search_20250305").put("name", SEARCH);
    var settings = hosted.search();
    if (settings != null) {
      if (settings.maxUses() >= 0) {
        out.put("max_uses", settings.maxUses());
      }
      if (!settings.allowed().isEmpty()) {
        texts("allowed_domains", settings.allowed());
        if (!settings.blocked().isEmpty()) {
          warnings.dropped("tools.blocked_domains", "not together with allowed ones");
        }
      } else if (!settings.blocked().isEmpty()) {
        texts("blocked_domains", settings.blocked());
      }
      location(settings.location());
      if (!settings.contextSize().isEmpty() && !settings.contextSize().equals("medium")) {
        warnings.dropped("tools.search_context_size", "the model's search has none");
      }
    }
    out.end();
  }

  private void texts(String name, List<String> texts) {
    out.array(name);
    texts.forEach(out::text);
    out.end();
  }

  private void location(@Nullable Raw location) {
    if (location != null && location.isObject()) {
      out.object("user_location").put("type", "approximate");
      for (var member : location.node()) {
        switch (member.name()) {
          case "city", "region", "country", "timezone" -> out.name(member.name()).raw(member.raw());
          default -> {}
        }
      }
      out.end();
    }
  }

  private void choice(ThinkingPlan plan) {
    var choice = request.toolChoice();
    boolean alone = Boolean.FALSE.equals(request.parallelTools());
    if (choice == null && !alone) {
      return;
    }
    if (choice instanceof ToolChoice.Hosted(var dialect, var raw)
        && dialect.equals(AnthropicMessages.ID)) {
      out.put("tool_choice", raw);
      return;
    }
    var type = type(choice);
    if (plan.on() && target.generation().claude() && (type.equals("any") || type.equals("tool"))) {
      warnings.changed("tool_choice", "auto: a model that thinks cannot be made to call");
      type = "auto";
    }
    out.object("tool_choice").put("type", type);
    if (type.equals("tool")) {
      out.put("name", named(choice));
    }
    if (alone && !type.equals("none")) {
      out.put("disable_parallel_tool_use", true);
    }
    out.end();
  }

  private static String named(@Nullable ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Named(var name, _) -> name;
      case ToolChoice.Subset(var names, _) -> names.getFirst();
      case null, default -> SEARCH;
    };
  }

  private String type(@Nullable ToolChoice choice) {
    if (choice == null) {
      return "auto";
    }
    return switch (choice) {
      case ToolChoice.Auto _ -> "auto";
      case ToolChoice.None _ -> "none";
      case ToolChoice.Required _ -> "any";
      case ToolChoice.Named _ -> "tool";
      case ToolChoice.Subset(var names, var required) ->
          required ? names.size() == 1 ? "tool" : "any" : "auto";
      case ToolChoice.Hosted(_, var raw) -> hostedChoice(raw);
    };
  }

  private String hostedChoice(Raw raw) {
    boolean searches =
        raw.text().contains(SEARCH)
            && request.tools().stream()
                .anyMatch(t -> t instanceof Tool.Hosted h && h.kind() == HostedKind.WEB_SEARCH);
    if (!searches) {
      warnings.changed("tool_choice", "auto: the model does not have that tool");
    }
    return searches ? "tool" : "auto";
  }
}
