package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a plain answer: blocks become items, neighbouring texts one item. Not thread-safe; one for
 * each answer.
 */
final class AnswerReader {
  private final String model;
  private final ModelTraits traits;
  private final List<Item> items = new ArrayList<>();
  private final List<Part> said = new ArrayList<>();
  private int length;
  private boolean called;

  private AnswerReader(String model, ModelTraits traits) {
    this.model = model;
    this.traits = traits;
  }

  static Response read(byte[] body, String model, ModelTraits traits) {
    try {
      return new AnswerReader(model, traits).answer(Node.lenient(body, 0, body.length));
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
  }

  private Response answer(Node root) {
    var output = root.get("output");
    var message = output == null ? null : output.get("message");
    var stop = root.text("stopReason");
    if (message == null && stop.isEmpty()) {
      throw fault(root);
    }
    if (message != null) {
      for (var block : message.items("content")) {
        block(block);
      }
    }
    saidAll();
    var tier = root.get("serviceTier");
    return new Response(
        "",
        model,
        0,
        List.of(new Response.Choice(0, items, Stops.read(stop, called, !items.isEmpty()))),
        Counts.read(root.get("usage")),
        tier == null ? "" : tier.text("type"),
        extras(root));
  }

  private static AnswerFault fault(Node root) {
    boolean error =
        root.isObject()
            && (root.has("message")
                || root.has("Message")
                || root.has("__type")
                || root.has("Output"));
    return error
        ? new AnswerFault(Cause.ERROR_INSIDE, 0, Errors.message(root))
        : new AnswerFault(Cause.GARBLED, 0, "its answer has neither output nor stopReason");
  }

  /** What only this protocol tells. */
  static Map<String, Raw> extras(Node root) {
    var extras = new LinkedHashMap<String, Raw>();
    for (var name : new String[] {"additionalModelResponseFields", "trace"}) {
      var value = root.raw(name);
      if (value != null) {
        extras.put(name, value);
      }
    }
    return extras;
  }

  private void block(Node block) {
    for (var member : block) {
      switch (member.name()) {
        case "text" -> text(member.text(), NO_CITATIONS);
        case "citationsContent" -> cited(member);
        case "reasoningContent" -> reasoning(member);
        case "toolUse" -> toolUse(member, block);
        case "toolResult" -> add(hosted(member, block, member.text("type")));
        case "image" -> said.add(image(member));
        default -> add(new Item.Foreign(BedrockConverse.ID, member.name(), block.raw()));
      }
    }
  }

  private static final List<Citation> NO_CITATIONS = List.of();

  private void text(String text, List<Citation> citations) {
    if (!text.isEmpty()) {
      said.add(new Part.Text(text, citations, null, null, null));
      length += text.length();
    }
  }

  private void cited(Node block) {
    var text = new StringBuilder();
    for (var piece : block.items("content")) {
      text.append(piece.text("text"));
    }
    var citations = new ArrayList<Citation>();
    for (var citation : block.items("citations")) {
      citations.add(Citations.read(citation, length, length + text.length()));
    }
    text(text.toString(), citations);
  }

  private void reasoning(Node block) {
    var text = block.get("reasoningText");
    if (text != null) {
      var signature = text.text("signature");
      var thought = text.text("text");
      add(
          new Item.Reasoning(
              "",
              List.of(),
              thought.isEmpty() ? List.of() : List.of(thought),
              signature.isEmpty() ? null : signature(signature, model, traits)));
      return;
    }
    var redacted = block.text("redactedContent");
    if (!redacted.isEmpty()) {
      add(
          new Item.Reasoning(
              "", List.of(), List.of(), Blobs.redacted(Blobs.bytes(redacted), model, traits)));
    }
  }

  static Opaque signature(String data, String model, ModelTraits traits) {
    return new Opaque(traits.family(), Opaque.Kind.SIGNATURE, model, "", data);
  }

  private void toolUse(Node call, Node block) {
    if (call.text("type").equals("server_tool_use")) {
      add(hosted(call, block, "server_tool_use"));
      return;
    }
    called = true;
    var input = call.raw("input");
    add(
        new Item.ToolCall(
            call.text("toolUseId"),
            call.text("name"),
            input == null ? "{}" : input.compact().text()));
  }

  private static Item hosted(Node inner, Node block, String type) {
    return new Item.HostedCall(
        BedrockConverse.ID,
        type.isEmpty() ? "toolResult" : type,
        inner.text("toolUseId"),
        block.raw(),
        null);
  }

  private static Part image(Node image) {
    var source = image.get("source");
    return picture(image.text("format"), source == null ? "" : source.text("bytes"));
  }

  static Part picture(String format, String base64) {
    return new Part.Media(
        Part.Kind.IMAGE, new Part.Source.Inline(base64), format.isEmpty() ? "" : "image/" + format);
  }

  private void add(Item item) {
    saidAll();
    items.add(item);
  }

  private void saidAll() {
    if (!said.isEmpty()) {
      items.add(new Item.Assistant(said));
      said.clear();
    }
  }
}
