package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import dev.fairlead.provider.Accent.Choice;
import dev.fairlead.provider.Accent.Strict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes tools and the choice among them. One for each request. */
final class ToolWriter {
  private static final Raw NO_INPUT = new Raw("{\"type\":\"object\",\"properties\":{}}");

  private final Writing w;
  private final JsonWriter out;
  private final Map<String, Shape> shapes = new HashMap<>(0);
  private @Nullable ToolChoice choice;

  ToolWriter(Writing w) {
    this.w = w;
    this.out = w.out();
    this.choice = w.request().toolChoice();
  }

  /** Writes them; gives back the shapes of tools from whose input nulls must be taken. */
  Map<String, Shape> write() {
    var tools = chosen(ofTheCaller());
    if (!tools.isEmpty()) {
      out.array("tools");
      tools.forEach(this::tool);
      out.end();
      choice(tools);
      var parallel = w.request().parallelTools();
      if (parallel != null) {
        w.put("parallel_tool_calls", parallel);
      }
    }
    return shapes;
  }

  /** The tools that stand in {@code tools}; a web search may have a place of its own. */
  private List<Tool> ofTheCaller() {
    var tools = new ArrayList<Tool>(w.request().tools().size());
    for (var tool : w.request().tools()) {
      if (tool instanceof Tool.Hosted hosted) {
        hosted(hosted, tools);
      } else {
        tools.add(tool);
      }
    }
    return tools;
  }

  private void hosted(Tool.Hosted hosted, List<Tool> tools) {
    boolean own = hosted.dialect().equals(RequestReader.DIALECT);
    boolean defined = own && hosted.raw().node().has("type");
    if (defined) {
      tools.add(hosted);
    } else if (hosted.kind() == HostedKind.WEB_SEARCH && own) {
      ownSearch(hosted.raw());
    } else if (hosted.kind() == HostedKind.WEB_SEARCH) {
      search(hosted);
    } else {
      throw unavailable(hosted.raw().node().text("type"));
    }
  }

  private RuntimeException unavailable(String tool) {
    return Demand.bad(
        "the hosted tool %s is not available on %s at %s"
            .formatted(tool.isEmpty() ? "asked for" : tool, w.to().model(), w.to().provider().id()),
        "tools",
        "unsupported_value");
  }

  private void ownSearch(Raw raw) {
    if (raw.node().has("id")) {
      out.array("plugins").raw(raw).end();
    } else {
      w.put("web_search_options", raw);
    }
  }

  private void search(Tool.Hosted hosted) {
    var settings = hosted.search();
    if (settings != null && settings.maxUses() >= 0) {
      w.warnings().dropped("tools.web_search.max_uses", "no such limit here");
    }
    switch (w.takes().search()) {
      case OPTIONS -> options(settings);
      case PLUGIN -> plugin(settings);
      case NONE -> noSearch();
    }
  }

  /** Agents always offer a search beside their own tools, and do without. */
  private void noSearch() {
    boolean others = w.request().tools().stream().anyMatch(t -> !(t instanceof Tool.Hosted));
    if (!others || w.request().toolChoice() instanceof ToolChoice.Hosted) {
      throw unavailable("web_search");
    }
    w.warnings().dropped("tools.web_search", "this model has no web search");
  }

  private void options(Tool.@Nullable SearchSettings settings) {
    out.object("web_search_options");
    if (settings != null) {
      out.putFilled("search_context_size", settings.contextSize());
      if (settings.location() != null) {
        out.object("user_location")
            .put("type", "approximate")
            .put("approximate", settings.location())
            .end();
      }
      if (!settings.allowed().isEmpty() || !settings.blocked().isEmpty()) {
        w.warnings().dropped("tools.web_search.domains", "no such filter here");
      }
    }
    out.end();
  }

  private void plugin(Tool.@Nullable SearchSettings settings) {
    out.array("plugins").object().put("id", "web");
    if (settings != null) {
      texts("include_domains", settings.allowed());
      texts("exclude_domains", settings.blocked());
    }
    out.end().end();
  }

  private void texts(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      out.array(name);
      texts.forEach(out::text);
      out.end();
    }
  }

  /** Leaves out tools where a choice that the provider does not know can be made so. */
  private List<Tool> chosen(List<Tool> tools) {
    var takes = w.takes().choice();
    return switch (choice) {
      case ToolChoice.Subset(var names, var required) when !w.openAi() && !w.own() ->
          instead(
              required ? new ToolChoice.Required() : new ToolChoice.Auto(),
              "only the allowed tools are sent",
              only(tools, Set.copyOf(names)));
      case ToolChoice.Named(var name, var _) when takes == Choice.NOT_NAMED ->
          instead(
              new ToolChoice.Required(),
              "required, and only this tool is sent",
              only(tools, Set.of(name)));
      case ToolChoice.Named(var name, var _) when takes == Choice.AUTO_ONLY ->
          instead(
              new ToolChoice.Auto(), "auto, and only this tool is sent", only(tools, Set.of(name)));
      case ToolChoice.Required() when takes == Choice.AUTO_ONLY ->
          instead(new ToolChoice.Auto(), "auto", tools);
      case ToolChoice.None() when takes == Choice.AUTO_ONLY ->
          instead(null, "no tools are sent, because none may be used", List.of());
      case null, default -> tools;
    };
  }

  private List<Tool> instead(@Nullable ToolChoice other, String how, List<Tool> tools) {
    w.warnings().changed("tool_choice", how);
    choice = other;
    return tools;
  }

  private static List<Tool> only(List<Tool> tools, Set<String> names) {
    return tools.stream().filter(tool -> names.contains(name(tool))).toList();
  }

  private static String name(Tool tool) {
    return switch (tool) {
      case Tool.Function f -> f.name();
      case Tool.Custom c -> c.name();
      case Tool.Hosted _ -> "";
    };
  }

  private void tool(Tool tool) {
    switch (tool) {
      case Tool.Function f -> function(f);
      case Tool.Custom c -> custom(c);
      case Tool.Hosted h -> out.raw(h.raw());
    }
  }

  private void function(Tool.Function f) {
    out.object().put("type", "function").object("function").put("name", qualified(f));
    out.putFilled("description", f.description());
    var schema = f.schema();
    var strict = f.strict();
    if (Boolean.TRUE.equals(strict) && !w.own() && w.takes().strict() == Strict.CLOSED) {
      var closed = schema == null ? null : Closing.close(schema);
      if (closed == null) {
        w.warnings().changed("tools." + f.name() + ".strict", "false: the schema cannot be closed");
        strict = false;
      } else {
        schema = closed.schema();
        if (closed.shape() != null) {
          shapes.put(f.name(), closed.shape());
        }
      }
    } else if (strict != null && !w.own() && w.takes().strict() == Strict.NO) {
      if (strict) {
        w.warnings()
            .dropped("tools." + f.name() + ".strict", "not taken by " + w.to().provider().id());
      }
      strict = null;
    }
    if (schema != null) {
      out.put("parameters", schema);
    } else if (!w.own()) {
      out.put("parameters", NO_INPUT);
    }
    if (strict != null) {
      out.put("strict", strict);
    }
    if (w.own()) {
      ToolReader.members(f).forEach((name, raw) -> out.name(name).raw(raw));
    }
    out.end();
    if (f.cache() != null
        && w.own()
        && w.turns().marks() == dev.fairlead.provider.Accent.Marks.CACHE_CONTROL) {
      PartWriter.cacheControl(out, f.cache());
    }
    out.end();
  }

  private static String qualified(Tool.Function f) {
    return f.namespace().isEmpty() ? f.name() : f.namespace() + "__" + f.name();
  }

  private void custom(Tool.Custom c) {
    out.object().put("type", "custom").object("custom").put("name", c.name());
    out.putFilled("description", c.description());
    if (!c.grammar().isEmpty()) {
      out.object("format")
          .put("type", "grammar")
          .object("grammar")
          .put("definition", c.grammar())
          .put("syntax", c.syntax())
          .end()
          .end();
    }
    out.end().end();
  }

  private void choice(List<Tool> tools) {
    if (choice == null || !w.may("tool_choice")) {
      return;
    }
    switch (choice) {
      case ToolChoice.Auto() -> out.put("tool_choice", "auto");
      case ToolChoice.None() -> out.put("tool_choice", "none");
      case ToolChoice.Required() -> out.put("tool_choice", "required");
      case ToolChoice.Named(var name, var kind) -> {
        out.object("tool_choice");
        named(name, kind);
        out.end();
      }
      case ToolChoice.Subset(var names, var required) -> subset(names, required, tools);
      case ToolChoice.Hosted(var dialect, var raw) -> {
        if (dialect.equals(RequestReader.DIALECT)) {
          out.put("tool_choice", raw);
        } else {
          w.warnings().dropped("tool_choice", "the tool is not known here");
        }
      }
    }
  }

  private void named(String name, CallKind kind) {
    var word = kind == CallKind.CUSTOM ? "custom" : "function";
    out.put("type", word).object(word).put("name", name).end();
  }

  private void subset(List<String> names, boolean required, List<Tool> tools) {
    var customs = new HashSet<String>();
    for (var tool : tools) {
      if (tool instanceof Tool.Custom custom) {
        customs.add(custom.name());
      }
    }
    out.object("tool_choice").put("type", "allowed_tools").object("allowed_tools");
    out.put("mode", required ? "required" : "auto").array("tools");
    for (var name : names) {
      out.object();
      named(name, customs.contains(name) ? Item.CallKind.CUSTOM : Item.CallKind.FUNCTION);
      out.end();
    }
    out.end().end().end();
  }
}
