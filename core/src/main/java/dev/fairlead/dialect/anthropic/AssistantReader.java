package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Opaque.Kind;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of the model's own messages, in a conversation and in an answer. */
final class AssistantReader {
  private final Family family;
  private final String model;
  private final @Nullable IntFunction<String> path;
  private final List<Part> parts = new ArrayList<>(2);
  private final List<Item> out;
  private int length;

  /**
   * @param family of the signatures
   * @param model that made them; empty if it is not known
   * @param path names a block in a fault; null if there are to be none
   */
  AssistantReader(Family family, String model, @Nullable IntFunction<String> path, List<Item> out) {
    this.family = family;
    this.model = model;
    this.path = path;
    this.out = out;
  }

  /** Reads blocks; neighbouring texts become one item. */
  void read(Iterable<Node> blocks) {
    int at = 0;
    for (var block : blocks) {
      read(block, at++);
    }
    said();
  }

  private void said() {
    if (!parts.isEmpty()) {
      out.add(new Item.Assistant(parts));
      parts.clear();
      length = 0;
    }
  }

  private void read(Node block, int at) {
    if (path != null) {
      PartReader.type(block, () -> path.apply(at));
    }
    var type = block.text("type");
    switch (type) {
      case "text" -> text(block, at);
      case "image", "document" -> {
        if (path != null) {
          parts.add(PartReader.read(block, type, () -> path.apply(at)));
        }
      }
      case "" -> {
        // A provider's block without a kind holds nothing that could be told.
      }
      default -> {
        said();
        out.add(item(block, type, at));
      }
    }
  }

  private void text(Node block, int at) {
    var text = need(block, "text", at);
    int end = length + text.length();
    parts.add(
        new Part.Text(
            text, Citations.read(block, length, end), PartReader.mark(block), null, null));
    length = end;
  }

  private Item item(Node block, String type, int at) {
    return switch (type) {
      case "thinking" -> thinking(need(block, "thinking", at), block.text("signature"));
      case "redacted_thinking" ->
          new Item.Reasoning(
              "", List.of(), List.of(), opaque(Kind.REDACTED, need(block, "data", at)));
      case "tool_use" -> call(block, at);
      default -> other(block, type);
    };
  }

  Item.Reasoning thinking(String text, String signature) {
    return new Item.Reasoning(
        "",
        List.of(),
        text.isEmpty() ? List.of() : List.of(text),
        signature.isEmpty() ? null : opaque(Kind.SIGNATURE, signature));
  }

  Opaque opaque(Kind kind, String data) {
    return new Opaque(family, kind, model, "", data);
  }

  private Item call(Node block, int at) {
    var input = block.get("input");
    if (path != null && input != null && !input.isObject()) {
      throw Bad.wrong(path.apply(at) + ".input", input.kind(), "an object");
    }
    return new Item.ToolCall(
        need(block, "id", at),
        "",
        need(block, "name", at),
        "",
        CallKind.FUNCTION,
        input == null ? "{}" : input.raw().compact().text(),
        caller(block),
        PartReader.mark(block));
  }

  /** Who called, if it was not the model itself: code that it ran. Must come back with the call. */
  @Nullable Opaque caller(Node block) {
    var caller = block.get("caller");
    return caller == null || !caller.isObject() || caller.text("type").equals("direct")
        ? null
        : opaque(Kind.OTHER, caller.raw().text());
  }

  /** A block that is neither text nor thought nor a call of the caller's tools. */
  static Item other(Node block, String type) {
    boolean hosted =
        type.endsWith("_tool_use")
            || type.endsWith("_tool_result")
            || type.equals("container_upload");
    if (!hosted) {
      return new Item.Foreign(AnthropicMessages.ID, type, block.raw());
    }
    var id = block.text("id");
    return new Item.HostedCall(
        AnthropicMessages.ID,
        type,
        id.isEmpty() ? block.text("tool_use_id") : id,
        block.raw(),
        search(block, type));
  }

  private static Item.@Nullable Search search(Node block, String type) {
    if (type.equals("server_tool_use") && block.text("name").equals("web_search")) {
      var input = block.get("input");
      var query = input == null ? "" : input.text("query");
      return new Item.Search(query.isEmpty() ? List.of() : List.of(query), List.of());
    }
    if (type.equals("web_search_tool_result")) {
      var sources = new ArrayList<Item.Source>();
      for (var result : block.items("content")) {
        if (!result.text("url").isEmpty()) {
          sources.add(new Item.Source(result.text("url"), result.text("title")));
        }
      }
      return new Item.Search(List.of(), sources);
    }
    return null;
  }

  private String need(Node block, String name, int at) {
    var found = block.get(name);
    if (found != null && found.isText()) {
      return found.text();
    }
    if (path == null) {
      return "";
    }
    throw found == null
        ? Bad.missing(path.apply(at) + "." + name, "a text")
        : Bad.wrong(path.apply(at) + "." + name, found.kind(), "a text");
  }
}
