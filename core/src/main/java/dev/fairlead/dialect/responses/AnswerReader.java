package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a whole answer. */
final class AnswerReader {
  private AnswerReader() {}

  static Response read(byte[] body, Backend backend) {
    Node root;
    try {
      root = Node.lenient(body, 0, body.length);
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
    if (!root.isObject()) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not a JSON object");
    }
    fail(root);
    var output = root.get("output");
    if (output == null || !output.isArray()) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer has no output");
    }
    var items = new ArrayList<Item>();
    boolean called = false;
    boolean refused = false;
    var reader = new ItemReader(false, backend);
    for (var node : output) {
      if (!node.isObject()) {
        continue;
      }
      var item = reader.item(node, items.size());
      called |= item instanceof Item.ToolCall;
      refused |= Ending.refuses(item);
      items.add(item);
    }
    return new Response(
        root.text("id"),
        root.text("model"),
        created(root),
        List.of(new Response.Choice(0, items, Ending.read(root, called, refused))),
        Counts.read(root.get("usage")),
        root.text("service_tier"),
        Map.of());
  }

  /** Seconds since 1970; 0 if it is not told, or nonsense. */
  static long created(Node response) {
    return Math.max(0, response.number("created_at", 0));
  }

  private static void fail(Node root) {
    var error = root.get("error");
    if (error != null) {
      throw new AnswerFault(
          Cause.ERROR_INSIDE, Errors.status(Errors.code(error)), Errors.message(error));
    }
    var base = root.get("base_resp");
    if (base != null && base.number("status_code", 0) != 0) {
      throw new AnswerFault(Cause.ERROR_INSIDE, 0, base.text("status_msg"));
    }
    switch (root.text("status")) {
      case "failed", "cancelled" ->
          throw new AnswerFault(Cause.ERROR_INSIDE, 0, "the response is " + root.text("status"));
      case "queued", "in_progress" ->
          throw new AnswerFault(Cause.GARBLED, 0, "the response is not complete");
      default -> {
        // It is an answer.
      }
    }
  }
}
