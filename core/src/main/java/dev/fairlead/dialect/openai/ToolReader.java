package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.Tool.SearchSettings;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools}, {@code tool_choice} and their elders. Not thread-safe. */
final class ToolReader {
  /**
   * Marks a tool that came in {@code functions}: its calls are answered as {@code function_call}.
   */
  static final String LEGACY = RequestReader.DIALECT + "/legacy";

  private final List<Tool> tools = new ArrayList<>();
  private @Nullable ToolChoice choice;

  List<Tool> tools() {
    return tools;
  }

  @Nullable ToolChoice choice() {
    return choice;
  }

  void tools(Node value) {
    int i = 0;
    for (var tool : Demand.array(value, "tools")) {
      var param = "tools[" + i++ + "]";
      tools.add(tool(Demand.object(tool, param), param));
    }
  }

  private static Tool tool(Node tool, String param) {
    var given = tool.get("type");
    // Mistral takes tools that do not say what they are.
    boolean plain = given == null && tool.get("function") != null;
    var type = plain ? "function" : Demand.text(tool, "type", param);
    return switch (type) {
      case "function" ->
          function(
              Demand.member(tool, "function", param),
              param + ".function",
              tool.get("cache_control"),
              false);
      case "custom" -> custom(Demand.member(tool, "custom", param), param + ".custom");
      default ->
          new Tool.Hosted(
              type.contains("web_search") ? HostedKind.WEB_SEARCH : HostedKind.OTHER,
              RequestReader.DIALECT,
              tool.raw(),
              null);
    };
  }

  private static Tool function(Node value, String param, @Nullable Node cache, boolean legacy) {
    Demand.object(value, param);
    var extras = new HashMap<String, Raw>();
    Raw schema = null;
    Boolean strict = null;
    for (var member : value) {
      if (member.isNull()) {
        continue;
      }
      switch (member.name()) {
        case "name", "description", "cache_control" -> {
          // Read below.
        }
        case "parameters" -> schema = Demand.object(member, param + ".parameters").raw();
        case "strict" -> strict = Demand.flag(member, param + ".strict");
        default -> extras.put(RequestReader.DIALECT + "/" + member.name(), member.raw());
      }
    }
    if (legacy) {
      extras.put(LEGACY, new Raw("true"));
    }
    return new Tool.Function(
        name(value, param),
        "",
        value.text("description"),
        schema,
        strict,
        mark(cache == null ? value.get("cache_control") : cache, param),
        extras);
  }

  private static @Nullable CacheMark mark(@Nullable Node cache, String param) {
    return cache == null ? null : PartReader.cacheControl(cache, param + ".cache_control");
  }

  private static String name(Node value, String param) {
    return Demand.text(value, "name", param);
  }

  private static Tool custom(Node value, String param) {
    Demand.object(value, param);
    var format = value.get("format");
    var grammar = format == null ? null : format.get("grammar");
    return new Tool.Custom(
        name(value, param),
        value.text("description"),
        grammar == null ? "" : grammar.text("syntax"),
        grammar == null ? "" : grammar.text("definition"));
  }

  void functions(Node value) {
    int i = 0;
    for (var function : Demand.array(value, "functions")) {
      tools.add(function(function, "functions[" + i++ + "]", null, true));
    }
  }

  void functionChoice(Node value) {
    if (choice == null) {
      choice =
          value.isText()
              ? word(value.text(), "function_call")
              : named(Demand.object(value, "function_call"), "function_call", CallKind.FUNCTION);
    }
  }

  void choice(Node value) {
    if (value.isText()) {
      choice = word(value.text(), "tool_choice");
      return;
    }
    var type = Demand.object(value, "tool_choice").text("type");
    choice =
        switch (type) {
          case "function", "" ->
              named(
                  Demand.member(value, "function", "tool_choice"),
                  "tool_choice.function",
                  CallKind.FUNCTION);
          case "custom" ->
              named(
                  Demand.member(value, "custom", "tool_choice"),
                  "tool_choice.custom",
                  CallKind.CUSTOM);
          case "allowed_tools" -> subset(value);
          default -> new ToolChoice.Hosted(RequestReader.DIALECT, value.raw());
        };
  }

  private static ToolChoice word(String word, String param) {
    return switch (word) {
      case "auto" -> new ToolChoice.Auto();
      case "none" -> new ToolChoice.None();
      // Mistral's word for required.
      case "required", "any" -> new ToolChoice.Required();
      default -> throw Demand.word(word, param, "none, auto, required or a tool");
    };
  }

  private static ToolChoice named(Node value, String param, CallKind kind) {
    return new ToolChoice.Named(name(Demand.object(value, param), param), kind);
  }

  private static ToolChoice subset(Node value) {
    var param = "tool_choice.allowed_tools";
    var allowed = Demand.object(Demand.member(value, "allowed_tools", "tool_choice"), param);
    var names = new ArrayList<String>();
    for (var tool : Demand.array(Demand.member(allowed, "tools", param), param + ".tools")) {
      var inner = tool.get("function");
      var custom = inner == null ? tool.get("custom") : inner;
      names.add(name(custom == null ? tool : custom, param + ".tools[" + names.size() + "]"));
    }
    return new ToolChoice.Subset(names, allowed.text("mode").equals("required"));
  }

  void searchOptions(Node value) {
    Demand.object(value, "web_search_options");
    var location = value.get("user_location");
    tools.add(
        new Tool.Hosted(
            HostedKind.WEB_SEARCH,
            RequestReader.DIALECT,
            value.raw(),
            new SearchSettings(
                List.of(),
                List.of(),
                value.text("search_context_size"),
                location == null ? null : location.raw("approximate"),
                -1)));
  }

  void searchPlugin(Node value) {
    tools.add(
        new Tool.Hosted(
            HostedKind.WEB_SEARCH,
            RequestReader.DIALECT,
            value.raw(),
            new SearchSettings(
                texts(value, "include_domains"), texts(value, "exclude_domains"), "", null, -1)));
  }

  private static List<String> texts(Node value, String name) {
    var texts = new ArrayList<String>();
    for (var text : value.items(name)) {
      texts.add(text.text());
    }
    return texts;
  }

  /** The extras of a tool that are this dialect's and stand in its definition. */
  static Map<String, Raw> members(Tool.Function tool) {
    if (tool.extras().isEmpty()) {
      return Map.of();
    }
    var own = new java.util.TreeMap<String, Raw>();
    tool.extras()
        .forEach((name, raw) -> {
          if (name.startsWith(RequestReader.DIALECT + "/") && !name.equals(LEGACY)) {
            own.put(name.substring(RequestReader.DIALECT.length() + 1), raw);
          }
        });
    return own;
  }
}
