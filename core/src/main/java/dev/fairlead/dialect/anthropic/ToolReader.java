package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools that a caller offers, and which of them the model is to use. */
final class ToolReader {
  private ToolReader() {}

  static List<Tool> all(Node tools) {
    var found = new ArrayList<Tool>();
    for (var tool : tools) {
      var path = "tools[" + found.size() + "]";
      if (!tool.isObject()) {
        throw Bad.wrong(path, tool.kind(), "an object");
      }
      var type = Bad.text(tool, "type", path + ".type");
      found.add(
          type.isEmpty() || type.equals("custom")
              ? function(tool, path)
              : new Tool.Hosted(kind(type), AnthropicMessages.ID, tool.raw(), search(tool, type)));
    }
    return found;
  }

  private static Tool function(Node tool, String path) {
    var name = Bad.text(tool, "name", path + ".name");
    if (name.isEmpty()) {
      throw Bad.missing(path + ".name", "a text");
    }
    Bad.object(tool, "input_schema", path + ".input_schema");
    Map<String, Raw> extras = Map.of();
    for (var member : tool) {
      switch (member.name()) {
        case "type", "name", "description", "input_schema", "strict", "cache_control" -> {}
        default -> {
          if (!member.isNull()) {
            extras = extras.isEmpty() ? new LinkedHashMap<>() : extras;
            extras.put(AnthropicMessages.ID + "/" + member.name(), member.raw());
          }
        }
      }
    }
    return new Tool.Function(
        name,
        "",
        Bad.text(tool, "description", path + ".description"),
        tool.raw("input_schema"),
        tool.flag("strict"),
        PartReader.mark(tool),
        extras);
  }

  private static HostedKind kind(String type) {
    if (type.startsWith("web_search")) {
      return HostedKind.WEB_SEARCH;
    }
    if (type.startsWith("web_fetch")) {
      return HostedKind.WEB_FETCH;
    }
    if (type.startsWith("code_execution")) {
      return HostedKind.CODE;
    }
    if (type.startsWith("bash")) {
      return HostedKind.BASH;
    }
    if (type.startsWith("text_editor")) {
      return HostedKind.TEXT_EDITOR;
    }
    if (type.startsWith("memory")) {
      return HostedKind.MEMORY;
    }
    if (type.startsWith("computer") || type.startsWith("browser")) {
      return HostedKind.COMPUTER;
    }
    if (type.startsWith("tool_search")) {
      return HostedKind.TOOL_SEARCH;
    }
    return type.startsWith("mcp") ? HostedKind.MCP : HostedKind.OTHER;
  }

  private static Tool.@Nullable SearchSettings search(Node tool, String type) {
    if (!type.startsWith("web_search")) {
      return null;
    }
    return new Tool.SearchSettings(
        texts(tool, "allowed_domains"),
        texts(tool, "blocked_domains"),
        "",
        location(tool.get("user_location")),
        Math.clamp(tool.number("max_uses", -1), -1, Integer.MAX_VALUE));
  }

  private static List<String> texts(Node tool, String name) {
    var found = new ArrayList<String>(0);
    for (var one : tool.items(name)) {
      if (one.isText()) {
        found.add(one.text());
      }
    }
    return found;
  }

  private static @Nullable Raw location(@Nullable Node location) {
    if (location == null || !location.isObject()) {
      return null;
    }
    var out = new JsonWriter(96).object();
    for (var member : location) {
      if (!member.name().equals("type") && !member.isNull()) {
        out.name(member.name()).raw(member.raw());
      }
    }
    return out.end().toRaw();
  }

  static ToolChoice choice(Node choice) {
    var type = Bad.text(choice, "type", "tool_choice.type");
    return switch (type) {
      case "auto" -> new ToolChoice.Auto();
      case "any" -> new ToolChoice.Required();
      case "none" -> new ToolChoice.None();
      case "tool" -> {
        var name = Bad.text(choice, "name", "tool_choice.name");
        if (name.isEmpty()) {
          throw Bad.missing("tool_choice.name", "the name of a tool");
        }
        yield new ToolChoice.Named(name, CallKind.FUNCTION);
      }
      case "" -> throw Bad.missing("tool_choice.type", "auto, any, tool, none");
      default -> throw Bad.value("tool_choice.type", type, "auto, any, tool, none");
    };
  }
}
