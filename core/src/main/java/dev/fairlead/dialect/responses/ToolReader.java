package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request and the choice among them. Not thread-safe. */
final class ToolReader {
  /** Marks a tool that an item of the input brings, in {@link Tool.Function#extras}. */
  static final String BROUGHT = OpenAiResponses.ID + "/brought";

  static final String DESCRIPTION = OpenAiResponses.ID + "/namespace_description";

  /** Members of a function that only this protocol knows. */
  static final String[] OWN = {"defer_loading", "output_schema", "allowed_callers", "async"};

  private static final Raw YES = new Raw("true");

  private final Warnings warnings;
  private final List<Tool> tools;
  private final Map<String, Raw> extras;
  private final Set<String> seen = new HashSet<>();

  ToolReader(Warnings warnings, List<Tool> tools, Map<String, Raw> extras) {
    this.warnings = warnings;
    this.tools = tools;
    this.extras = extras;
  }

  void read(Node array, String param) {
    if (!array.isArray()) {
      throw Faults.wrong(param, array.kind(), "an array of tools");
    }
    int i = 0;
    for (var node : array) {
      var at = param + "[" + i++ + "]";
      if (!node.isObject()) {
        throw Faults.wrong(at, node.kind(), "an object");
      }
      tool(node, at, "", "", false);
    }
  }

  /** Tools that an item brings later are offered from the beginning. */
  void brought(Node item, String param) {
    int before = tools.size();
    for (var node : item.items("tools")) {
      if (node.isObject()) {
        tool(node, param + ".tools", "", "", true);
      }
    }
    if (tools.size() > before) {
      warnings.emulated(param + ".tools", "offered from the beginning");
    }
  }

  private void tool(Node node, String at, String namespace, String description, boolean brought) {
    var type = node.text("type");
    switch (type) {
      case "function" -> function(node, at, namespace, description, brought);
      case "custom" -> custom(node, at, namespace, brought);
      case "namespace" -> {
        var name = need(node, "name", at);
        var inner = node.get("tools");
        if (inner == null || !inner.isArray()) {
          throw Faults.missing(at + ".tools");
        }
        int i = 0;
        for (var nested : inner) {
          tool(nested, at + ".tools[" + i++ + "]", name, node.text("description"), brought);
        }
      }
      case "tool_search" -> {
        extras.put("tools.tool_search", node.raw());
      }
      case "" -> throw Faults.missing(at + ".type");
      default -> {
        if (!brought) {
          tools.add(hosted(node, type));
        }
      }
    }
  }

  private static String need(Node node, String name, String at) {
    var value = node.get(name);
    if (value == null || !value.isText()) {
      throw value == null
          ? Faults.missing(at + "." + name)
          : Faults.wrong(at + "." + name, value.kind(), "a text");
    }
    if (value.text().isEmpty()) {
      throw Faults.value(at + "." + name, "\"\"", "a name");
    }
    return value.text();
  }

  private void function(
      Node node, String at, String namespace, String description, boolean brought) {
    var inner = node.get("function");
    var from = inner == null ? node : inner;
    var name = need(from, "name", at);
    var schema = from.get("parameters");
    if (schema != null && !schema.isObject()) {
      throw Faults.wrong(at + ".parameters", schema.kind(), "a JSON schema");
    }
    var strict = from.get("strict");
    if (strict != null && from.flag("strict") == null) {
      throw Faults.wrong(at + ".strict", strict.kind(), "true or false");
    }
    if (brought ? !seen.add(namespace + '/' + name) : seenAlready(namespace + '/' + name)) {
      return;
    }
    if (from.yes("defer_loading") && !brought) {
      warnings.emulated(at + ".defer_loading", "loaded at once where it is unknown");
    }
    tools.add(
        new Tool.Function(
            name,
            namespace,
            from.text("description"),
            schema == null ? null : schema.raw(),
            from.flag("strict"),
            PartReader.mark(node),
            own(from, namespace, description, brought)));
  }

  private boolean seenAlready(String name) {
    seen.add(name);
    return false;
  }

  private static Map<String, Raw> own(
      Node from, String namespace, String description, boolean brought) {
    Map<String, Raw> own = Map.of();
    for (var name : OWN) {
      var raw = from.raw(name);
      if (raw != null) {
        own = own.isEmpty() ? new LinkedHashMap<>() : own;
        own.put(OpenAiResponses.ID + "/" + name, raw);
      }
    }
    if (brought || !namespace.isEmpty()) {
      own = own.isEmpty() ? new LinkedHashMap<>() : own;
      if (brought) {
        own.put(BROUGHT, YES);
      }
      if (!namespace.isEmpty()) {
        own.put(DESCRIPTION, Raw.quoted(description));
      }
    }
    return own;
  }

  private void custom(Node node, String at, String namespace, boolean brought) {
    var inner = node.get("custom");
    var from = inner == null ? node : inner;
    var own = need(from, "name", at);
    var name = namespace.isEmpty() ? own : Namespaces.join(namespace, own);
    if (!seen.add("custom/" + name) && brought) {
      return;
    }
    var format = from.get("format");
    var nested = format == null ? null : format.get("grammar");
    var grammar = nested == null ? format : nested;
    tools.add(
        new Tool.Custom(
            name,
            from.text("description"),
            grammar == null ? "" : grammar.text("syntax"),
            grammar == null ? "" : grammar.text("definition")));
  }

  private static Tool hosted(Node node, String type) {
    var kind = kind(type);
    return new Tool.Hosted(
        kind,
        OpenAiResponses.ID,
        node.raw(),
        kind == HostedKind.WEB_SEARCH ? settings(node) : null);
  }

  private static HostedKind kind(String type) {
    return switch (type) {
      case "code_interpreter" -> HostedKind.CODE;
      case "file_search" -> HostedKind.FILE_SEARCH;
      case "computer", "computer_use_preview", "computer_use" -> HostedKind.COMPUTER;
      case "image_generation" -> HostedKind.IMAGE_GENERATION;
      case "mcp" -> HostedKind.MCP;
      case "local_shell", "shell" -> HostedKind.SHELL;
      case "apply_patch" -> HostedKind.APPLY_PATCH;
      default -> type.startsWith("web_search") ? HostedKind.WEB_SEARCH : HostedKind.OTHER;
    };
  }

  private static Tool.SearchSettings settings(Node node) {
    var filters = node.get("filters");
    return new Tool.SearchSettings(
        filters == null ? List.of() : texts(filters, "allowed_domains"),
        filters == null ? List.of() : texts(filters, "blocked_domains"),
        node.text("search_context_size"),
        location(node.get("user_location")),
        -1);
  }

  private static List<String> texts(Node node, String name) {
    var found = new ArrayList<String>();
    for (var text : node.items(name)) {
      found.add(text.text());
    }
    return found;
  }

  private static @Nullable Raw location(@Nullable Node location) {
    if (location == null || !location.isObject()) {
      return null;
    }
    var out = new JsonWriter(128).object();
    boolean any = false;
    for (var member : location) {
      if (!member.isNull() && !member.name().equals("type")) {
        any = true;
        out.name(member.name()).raw(member.raw());
      }
    }
    return any ? out.end().toRaw() : null;
  }

  /** Which tools the model may or must use. */
  static ToolChoice choice(Node node) {
    if (node.isText()) {
      return switch (node.text()) {
        case "auto" -> new ToolChoice.Auto();
        case "none" -> new ToolChoice.None();
        case "required", "any" -> new ToolChoice.Required();
        default -> throw Faults.value("tool_choice", node.text(), "auto, none, required");
      };
    }
    if (!node.isObject()) {
      throw Faults.wrong("tool_choice", node.kind(), "a text or an object");
    }
    return switch (node.text("type")) {
      case "function" -> new ToolChoice.Named(chosen(node, "function"), CallKind.FUNCTION);
      case "custom" -> new ToolChoice.Named(chosen(node, "custom"), CallKind.CUSTOM);
      case "allowed_tools" -> subset(node);
      case "" -> throw Faults.missing("tool_choice.type");
      default -> new ToolChoice.Hosted(OpenAiResponses.ID, node.raw());
    };
  }

  private static String chosen(Node node, String kind) {
    var inner = node.get(kind);
    return need(inner == null ? node : inner, "name", "tool_choice");
  }

  private static ToolChoice subset(Node node) {
    var inner = node.get("allowed_tools");
    var from = inner == null ? node : inner;
    var names = new ArrayList<String>();
    for (var tool : from.items("tools")) {
      var function = tool.get("function");
      var name = function == null ? tool.text("name") : function.text("name");
      var type = tool.text("type");
      if (name.isEmpty() || !(type.equals("function") || type.equals("custom"))) {
        return new ToolChoice.Hosted(OpenAiResponses.ID, node.raw());
      }
      names.add(name);
    }
    return new ToolChoice.Subset(names, from.text("mode").equals("required"));
  }
}
