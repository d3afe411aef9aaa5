package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code input} and of {@code output}, which have the same form. */
final class ItemReader {
  private final boolean strict;
  private final Backend backend;
  private final PartReader parts;

  /**
   * @param strict whether what is wrong is a caller's fault; else it is read as well as can be
   * @param backend whose ciphers these are
   */
  ItemReader(boolean strict, Backend backend) {
    this.strict = strict;
    this.backend = backend;
    this.parts = new PartReader(strict);
  }

  /** An entry; {@code i} counts from 0. */
  Item item(Node node, int i) {
    if (!node.isObject()) {
      if (strict) {
        throw Faults.wrong("input[" + i + "]", node.kind(), "an object");
      }
      return new Item.Foreign(OpenAiResponses.ID, "", node.raw());
    }
    var type = node.text("type");
    return switch (type.isEmpty() && node.has("role") ? "message" : type) {
      case "message" -> message(node, i);
      case "function_call" -> call(node, i, Item.CallKind.FUNCTION, "arguments");
      case "custom_tool_call" -> call(node, i, Item.CallKind.CUSTOM, "input");
      case "function_call_output" -> result(node, i, Item.CallKind.FUNCTION);
      case "custom_tool_call_output" -> result(node, i, Item.CallKind.CUSTOM);
      case "reasoning" -> reasoning(node, i);
      case "web_search_call" ->
          new Item.HostedCall(OpenAiResponses.ID, type, node.text("id"), node.raw(), search(node));
      case "image_generation_call" -> picture(node, type);
      case "file_search_call",
          "computer_call",
          "code_interpreter_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call",
          "mcp_call",
          "mcp_list_tools",
          "mcp_approval_request",
          "tool_search_call",
          "program" ->
          new Item.HostedCall(OpenAiResponses.ID, type, node.text("id"), node.raw(), null);
      case "item_reference" -> reference(node, i);
      case "" -> {
        if (strict) {
          throw Faults.missing("input[" + i + "].type");
        }
        yield new Item.Foreign(OpenAiResponses.ID, type, node.raw());
      }
      default -> new Item.Foreign(OpenAiResponses.ID, type, node.raw());
    };
  }

  /** What is left of a reference was not found among what is stored. */
  private Item reference(Node node, int i) {
    if (strict) {
      var id = node.text("id");
      throw Faults.bad(
          "Item with id '%s' not found.".formatted(id), "input[" + i + "].id", "item_not_found");
    }
    return new Item.Foreign(OpenAiResponses.ID, "item_reference", node.raw());
  }

  private String need(Node node, String name, int i) {
    var value = node.get(name);
    if (value != null && value.isText()) {
      return value.text();
    }
    if (strict) {
      var param = "input[" + i + "]." + name;
      throw value == null ? Faults.missing(param) : Faults.wrong(param, value.kind(), "a text");
    }
    return value == null ? "" : value.text();
  }

  private Item message(Node node, int i) {
    var role = strict ? need(node, "role", i) : "assistant";
    var content = content(node, i, role);
    var mark = node.has("cache_control") ? PartReader.mark(node) : null;
    var said = mark == null ? content : marked(content, mark);
    return switch (role) {
      case "user" -> new Item.User(said);
      case "system" -> new Item.Instruction(Item.Level.SYSTEM, said);
      case "developer" -> new Item.Instruction(Item.Level.DEVELOPER, said);
      case "assistant" -> new Item.Assistant(said, node.text("id"), node.text("phase"), "", false);
      default ->
          throw Faults.value("input[" + i + "].role", role, "user, assistant, system, developer");
    };
  }

  private List<Part> content(Node node, int i, String role) {
    var content = node.get("content");
    if (content == null) {
      if (strict && !role.equals("assistant")) {
        throw Faults.missing("input[" + i + "].content");
      }
      return List.of();
    }
    return parts.parts(content, i, "content");
  }

  /** The mark of a whole message lies on its last part. */
  private static List<Part> marked(List<Part> parts, CacheMark mark) {
    if (!parts.isEmpty() && parts.getLast() instanceof Part.Text text && text.cache() == null) {
      var all = new ArrayList<>(parts);
      all.set(all.size() - 1, text.withCache(mark));
      return all;
    }
    return parts;
  }

  private Item call(Node node, int i, Item.CallKind kind, String member) {
    var name = need(node, "name", i);
    var namespace = node.text("namespace");
    var input = node.get(member);
    if (strict && input == null) {
      throw Faults.missing("input[" + i + "]." + member);
    }
    boolean joined = kind == Item.CallKind.CUSTOM && !namespace.isEmpty();
    return new Item.ToolCall(
        need(node, "call_id", i),
        node.text("id"),
        joined ? Namespaces.join(namespace, name) : name,
        joined ? "" : namespace,
        kind,
        input == null ? "" : input.text(),
        null,
        node.has("cache_control") ? PartReader.mark(node) : null);
  }

  private Item result(Node node, int i, Item.CallKind kind) {
    var output = node.get("output");
    if (output == null && strict) {
      throw Faults.missing("input[" + i + "].output");
    }
    List<Part> said =
        output == null
            ? List.of()
            : output.isArray()
                ? parts.parts(output, i, "output")
                : List.of(Part.Text.of(output.text()));
    return new Item.ToolResult(
        need(node, "call_id", i),
        "",
        kind,
        said,
        false,
        node.has("cache_control") ? PartReader.mark(node) : null);
  }

  private Item reasoning(Node node, int i) {
    var cipher = node.get("encrypted_content");
    if (strict && cipher != null && !cipher.isText()) {
      throw Faults.wrong("input[" + i + "].encrypted_content", cipher.kind(), "a text");
    }
    return new Item.Reasoning(
        node.text("id"),
        texts(node.get("summary")),
        texts(node.get("content")),
        cipher == null ? null : opaque(cipher.text()));
  }

  private @Nullable Opaque opaque(String data) {
    return data.isEmpty() ? null : backend.opaque(data);
  }

  private static List<String> texts(@Nullable Node parts) {
    if (parts == null || parts.size() == 0) {
      return parts != null && parts.isText() ? List.of(parts.text()) : List.of();
    }
    var found = new ArrayList<String>(parts.size());
    for (var part : parts) {
      found.add(part.isText() ? part.text() : part.text("text"));
    }
    return found;
  }

  /** A picture that was made is something the model says; in a history it stays what it was. */
  private Item picture(Node node, String type) {
    var result = node.text("result");
    if (strict || result.isEmpty()) {
      return new Item.HostedCall(OpenAiResponses.ID, type, node.text("id"), node.raw(), null);
    }
    var format = node.text("output_format");
    var media =
        new Part.Media(
            Part.Kind.IMAGE,
            new Part.Source.Inline(result),
            "image/" + (format.isEmpty() ? "png" : format));
    return new Item.Assistant(List.of(media), node.text("id"), "", "", false);
  }

  /** What a web search tells, be it in its action or, as xAI has it, in its arguments. */
  private static Item.@Nullable Search search(Node call) {
    var action = call.get("action");
    if (action == null) {
      try {
        var arguments = Node.of(call.text("arguments"));
        return arguments.isObject() ? told(arguments) : null;
      } catch (JsonFault e) {
        return null;
      }
    }
    return told(action);
  }

  private static Item.Search told(Node action) {
    var queries = new ArrayList<String>();
    for (var query : action.items("queries")) {
      queries.add(query.text());
    }
    var query = action.text("query");
    if (queries.isEmpty() && !query.isEmpty()) {
      queries.add(query);
    }
    var sources = new ArrayList<Item.Source>();
    for (var source : action.items("sources")) {
      if (!source.text("url").isEmpty()) {
        sources.add(new Item.Source(source.text("url"), source.text("title")));
      }
    }
    var url = action.text("url");
    if (!url.isEmpty()) {
      sources.add(new Item.Source(url, ""));
    }
    return new Item.Search(queries, sources);
  }
}
