package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request in one form, so that two that mean the same are equal. What is taken to mean the same:
 * a text and a block of it; messages of one side in a row and one message; a member that says what
 * holds without it (false flags, null or empty citations, five minutes, the direct caller, the kind
 * of a custom tool, an empty description, no stream); the old and the new place of the output
 * format; numbers of one value.
 */
final class Canon {
  private Canon() {}

  static String of(Node request) {
    var top = new TreeMap<String, String>();
    for (var member : request) {
      switch (member.name()) {
        case "messages" -> top.put("messages", messages(member));
        case "system" -> top.put("system", content(member));
        case "model", "anthropic_version" -> {}
        case "stream" -> {
          if (member.text().equals("true")) {
            top.put("stream", "true");
          }
        }
        case "output_format" -> top.put("output_config", "{format:" + any(member) + "}");
        default -> top.put(member.name(), any(member));
      }
    }
    top.remove("stream");
    return top.toString().replace("}, {", "},\n{");
  }

  private static String messages(Node messages) {
    var out = new ArrayList<String>();
    var role = "";
    for (var message : messages) {
      var blocks = content(message.get("content"));
      if (message.text("role").equals(role)) {
        var before = out.removeLast();
        out.add(before.substring(0, before.length() - 1) + ", " + blocks.substring(1));
      } else {
        out.add(message.text("role") + ":" + blocks);
      }
      role = message.text("role");
    }
    return out.toString();
  }

  private static String content(@Nullable Node content) {
    if (content != null && content.isText()) {
      return "[{text:\"" + content.text() + "\", type:\"text\"}]";
    }
    return content == null ? "[]" : any(content);
  }

  static String any(Node node) {
    return switch (node.kind()) {
      case OBJECT -> object(node);
      case ARRAY -> {
        var list = new ArrayList<String>();
        node.forEach(one -> list.add(any(one)));
        yield list.toString();
      }
      case STRING -> "\"" + node.text() + "\"";
      case NUMBER -> new BigDecimal(node.text()).stripTrailingZeros().toPlainString();
      case TRUE, FALSE, NULL -> node.text();
    };
  }

  private static String object(Node node) {
    var map = new TreeMap<String, String>();
    for (var member : node) {
      if (!said(node, member)) {
        continue;
      }
      boolean result = node.text("type").equals("tool_result") && member.name().equals("content");
      map.put(
          member.name(),
          result && member.isText()
              ? "[{text:\"" + member.text() + "\", type:\"text\"}]"
              : any(member));
    }
    var out = new ArrayList<String>();
    map.forEach((name, value) -> out.add(name + ":" + value));
    return "{" + String.join(", ", out) + "}";
  }

  private static final List<String> FLAGS = List.of("is_error", "disable_parallel_tool_use");

  private static boolean said(Node holder, Node member) {
    var name = member.name();
    var value = member.text();
    return !(FLAGS.contains(name) && value.equals("false")
        || name.equals("citations")
            && (value.equals("null") || value.equals("[]"))
            && holder.text("type").equals("text")
        || name.equals("ttl") && value.equals("5m")
        || name.equals("description") && value.isEmpty()
        || name.equals("caller") && member.text("type").equals("direct")
        || name.equals("type") && value.equals("custom"));
  }
}
