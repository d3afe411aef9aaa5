package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code messages}. What the model said, thought and called in one turn is one message. Not
 * thread-safe; one for each request.
 */
final class MessageWriter {
  private final JsonWriter out;
  private final boolean thinks;
  private final Warnings warnings;

  /** The model's turn so far. */
  private final List<Item> turn = new ArrayList<>();

  /**
   * @param thinks whether the model's earlier thoughts go back as thoughts; else as plans of calls
   */
  MessageWriter(JsonWriter out, boolean thinks, Warnings warnings) {
    this.out = out;
    this.thinks = thinks;
    this.warnings = warnings;
  }

  void write(List<Item> items) {
    out.array("messages");
    for (var item : items) {
      switch (item) {
        case Item.Instruction instruction -> {
          assistant();
          message("system", texts(instruction.parts()));
        }
        case Item.User user -> {
          assistant();
          user(user.parts());
        }
        case Item.Assistant _, Item.Reasoning _, Item.ToolCall _ -> turn.add(item);
        case Item.ToolResult result -> {
          assistant();
          result(result);
        }
        case Item.HostedCall hosted ->
            warnings.dropped("messages", hosted.type() + " of another protocol");
        case Item.Foreign foreign ->
            warnings.dropped("messages", foreign.type() + " of another protocol");
      }
    }
    assistant();
    out.end();
  }

  private List<String> texts(List<Part> parts) {
    var texts = new ArrayList<String>(parts.size());
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> texts.add(text.text());
        case Part.Refusal(var text) -> texts.add(text);
        case Media _, Part.SearchResult _, Part.Foreign _ ->
            warnings.dropped("messages", "what is no text, in a message that takes only text");
      }
    }
    texts.removeIf(String::isBlank);
    return texts;
  }

  private void message(String role, List<String> texts) {
    if (!texts.isEmpty()) {
      out.object().put("role", role);
      content(texts);
      out.end();
    }
  }

  /** One text as it is, several as a list of parts. */
  private void content(List<String> texts) {
    if (texts.size() == 1) {
      out.put("content", texts.getFirst());
      return;
    }
    out.array("content");
    texts.forEach(this::text);
    out.end();
  }

  private void text(String text) {
    out.object().put("type", "text").put("text", text).end();
  }

  private void user(List<Part> parts) {
    boolean pictures = parts.stream().anyMatch(p -> p instanceof Media && !Documents.isDocument(p));
    if (!pictures) {
      var texts = texts(parts.stream().filter(p -> !Documents.isDocument(p)).toList());
      if (texts.isEmpty() && parts.stream().anyMatch(Documents::isDocument)) {
        texts.add("(a document is attached)");
      }
      message("user", texts);
      return;
    }
    out.object().put("role", "user").array("content");
    for (var part : parts) {
      if (part instanceof Media media && !Documents.isDocument(media)) {
        picture(media);
      } else if (!Documents.isDocument(part)) {
        texts(List.of(part)).forEach(this::text);
      }
    }
    out.end().end();
  }

  private void picture(Media media) {
    if (media.kind() != Part.Kind.IMAGE) {
      throw Bad.unsupported("the model does not take audio or video", "messages");
    }
    out.object().put("type", "image_url").object("image_url");
    switch (media.source()) {
      case Source.Inline(var base64) ->
          out.put(
              "url",
              "data:%s;base64,%s"
                  .formatted(media.mime().isEmpty() ? "image/png" : media.mime(), base64));
      case Source.Url(var url) -> out.put("url", url);
      case Source.FileId _, Source.PlainText _, Source.Blocks _ ->
          throw Bad.unsupported("the model takes pictures as bytes or by URL", "messages");
    }
    switch (media.detail()) {
      case "low", "high", "auto" -> out.put("detail", media.detail());
      default -> {
        // Not told, or a word that only another protocol has.
      }
    }
    out.end().end();
  }

  /** Writes the model's turn. */
  private void assistant() {
    if (turn.isEmpty()) {
      return;
    }
    var thoughts = new StringBuilder();
    var said = new ArrayList<String>(1);
    boolean calls = false;
    for (var item : turn) {
      switch (item) {
        case Item.Reasoning r ->
            thoughts.append(thoughts.isEmpty() ? "" : "\n\n").append(r.shown());
        case Item.Assistant a -> said.addAll(texts(a.parts()));
        default -> calls = true;
      }
    }
    boolean shown = thinks && !thoughts.isEmpty();
    if (!calls && said.isEmpty() && !shown) {
      turn.clear();
      return;
    }
    out.object().put("role", "assistant");
    if (shown) {
      out.array("content");
      out.object().put("type", "thinking").put("thinking", thoughts.toString()).end();
      said.forEach(this::text);
      out.end();
    } else if (!said.isEmpty()) {
      content(said);
    }
    if (calls) {
      if (!shown) {
        out.putFilled("tool_plan", thoughts.toString());
      }
      calls();
    } else if (!shown && !thoughts.isEmpty()) {
      warnings.dropped("reasoning", "the model takes back no thoughts without calls");
    }
    out.end();
    turn.clear();
  }

  private void calls() {
    out.array("tool_calls");
    for (var item : turn) {
      if (item instanceof Item.ToolCall call) {
        out.object()
            .put("id", call.callId())
            .put("type", "function")
            .object("function")
            .put("name", call.name())
            .put("arguments", arguments(call))
            .end()
            .end();
      }
    }
    out.end();
  }

  private static String arguments(Item.ToolCall call) {
    if (call.kind() == Item.CallKind.CUSTOM) {
      return new JsonWriter().object().put("input", call.input()).end().toRaw().text();
    }
    return call.input().isBlank() ? "{}" : call.input();
  }

  private void result(Item.ToolResult result) {
    out.object().put("role", "tool").put("tool_call_id", result.callId());
    if (result.parts().stream().anyMatch(Documents::isDocument)) {
      out.array("content");
      for (var part : result.parts()) {
        if (Documents.isDocument(part)) {
          out.object().put("type", "document").object("document");
          Documents.data(out, part);
          out.end().end();
        } else {
          texts(List.of(part)).forEach(this::text);
        }
      }
      out.end();
    } else {
      var texts = texts(result.parts());
      if (texts.isEmpty()) {
        texts.add("(no output)");
      }
      if (result.error() && !texts.getFirst().startsWith("Error")) {
        texts.set(0, "Error: " + texts.getFirst());
      }
      content(texts);
    }
    out.end();
  }
}
