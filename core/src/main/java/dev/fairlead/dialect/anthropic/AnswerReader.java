package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Response;
import dev.fairlead.model.Response.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a plain answer: a {@code message}. */
final class AnswerReader {
  private AnswerReader() {}

  static Response read(byte[] body, Family family) {
    Node root;
    try {
      root = Node.lenient(body, 0, body.length);
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
    if (!root.isObject()) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not a JSON object");
    }
    if (root.has("error") || root.text("type").equals("error")) {
      var error = ErrorReader.inside(root);
      throw new AnswerFault(Cause.ERROR_INSIDE, error.status(), error.message());
    }
    var content = root.get("content");
    if (content == null || !content.isArray()) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer has no array \"content\"");
    }
    return message(root, content, family);
  }

  private static Response message(Node root, Node content, Family family) {
    var items = new ArrayList<Item>(2);
    var model = root.text("model");
    new AssistantReader(family, model, null, items).read(content);
    var tally = new UsageTally();
    var usage = root.get("usage");
    if (usage != null) {
      tally.add(usage);
    }
    var finish = Stops.read(root, items.stream().anyMatch(i -> i instanceof Item.ToolCall));
    return new Response(
        root.text("id"),
        model,
        0,
        List.of(new Choice(0, items, finish)),
        tally.usage(),
        tally.tier(),
        extras(root));
  }

  /** What an answer has besides, and only callers of the same dialect understand. */
  static Map<String, Raw> extras(Node message) {
    Map<String, Raw> extras = Map.of();
    for (var member : message) {
      switch (member.name()) {
        case "container", "context_management", "diagnostics", "input_transformations" -> {
          if (!member.isNull()) {
            extras = extras.isEmpty() ? new LinkedHashMap<>() : extras;
            extras.put(member.name(), member.raw());
          }
        }
        default -> {}
      }
    }
    return extras;
  }
}
