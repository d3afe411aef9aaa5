package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.List;

/**
 * Writes {@code system} and {@code messages}: items become blocks, and blocks of one side become
 * one message. A message is begun with its first block, so that none is empty. Not thread-safe; one
 * for each request.
 */
final class TurnWriter {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final String SEALED = "fl1.";
  private static final String BESIDE = "(a document is attached)";

  private final JsonWriter out;
  private final Request request;
  private final ModelTraits traits;
  private final Marks marks;
  private final Warnings warnings;
  private final Blocks blocks;
  private String role = "";

  /** Whether the open message has a document, and whether it has text. */
  private boolean document;

  private boolean text;

  TurnWriter(JsonWriter out, Request request, ModelTraits traits, Marks marks, Warnings warnings) {
    this.out = out;
    this.request = request;
    this.traits = traits;
    this.marks = marks;
    this.warnings = warnings;
    this.blocks = new Blocks(out);
  }

  private int leading() {
    int count = 0;
    for (var item : request.items()) {
      if (!(item instanceof Item.Instruction)) {
        break;
      }
      count++;
    }
    return count;
  }

  /**
   * Writes {@code system} from the instructions at the beginning.
   *
   * @param more one of our own; may be empty
   */
  void system(String more) {
    int begun = 0;
    for (var item : request.items().subList(0, leading())) {
      for (var part : ((Item.Instruction) item).parts()) {
        if (Blocks.shown(part)) {
          if (begun++ == 0) {
            out.array("system");
          }
          instruction(part);
        }
      }
    }
    if (!more.isEmpty()) {
      if (begun++ == 0) {
        out.array("system");
      }
      blocks.text(more);
    }
    if (begun > 0) {
      out.end();
    }
  }

  private void instruction(Part part) {
    switch (part) {
      case Part.Text t -> blocks.text(t.text());
      case Part.Refusal(var t) -> blocks.text(t);
      case Part.Foreign foreign -> out.raw(foreign.raw());
      case Part.Media _, Part.SearchResult _ ->
          throw Bad.unsupported("instructions may hold texts only", "system");
    }
    marks.put(out, Marks.of(part));
  }

  void messages() {
    out.array("messages");
    var items = request.items();
    for (int i = leading(); i < items.size(); i++) {
      item(items.get(i), i == items.size() - 1);
    }
    if (role.isEmpty()) {
      warnings.changed("messages", "there was none of a user");
      note();
    }
    marks.put(out, request.cacheLast());
    endTurn();
    out.end();
  }

  /** Begins a message of this side, unless one is open. */
  private void turn(String side) {
    if (role.equals(side)) {
      return;
    }
    if (!role.isEmpty()) {
      endTurn();
    } else if (side.equals(ASSISTANT)) {
      warnings.changed("messages", "the first must be a user's");
      note();
      endTurn();
    }
    begin(side);
  }

  private void begin(String side) {
    role = side;
    document = false;
    text = false;
    out.object().put("role", side).array("content");
  }

  /** A document is refused that has no text beside it. */
  private void endTurn() {
    if (document && !text) {
      blocks.text(BESIDE);
    }
    out.end().end();
  }

  private void note() {
    begin(USER);
    blocks.text("(conversation continues)");
  }

  private void item(Item item, boolean last) {
    switch (item) {
      case Item.Instruction instruction -> reminder(instruction);
      case Item.User user -> user(user);
      case Item.Assistant said -> said(said, last);
      case Item.Reasoning thought -> thought(thought);
      case Item.ToolCall call -> call(call);
      case Item.ToolResult result -> result(result);
      case Item.HostedCall hosted -> raw(hosted.dialect(), hosted.type(), hosted.raw());
      case Item.Foreign foreign -> raw(foreign.dialect(), foreign.type(), foreign.raw());
    }
  }

  private void raw(String dialect, String type, Raw raw) {
    if (dialect.equals(BedrockConverse.ID)) {
      turn(ASSISTANT);
      out.raw(raw);
    } else {
      warnings.dropped("messages", type + " of another protocol");
    }
  }

  /** One that stands between messages, should it not have been wrapped before. */
  private void reminder(Item.Instruction instruction) {
    for (var part : instruction.parts()) {
      if (part instanceof Part.Text t && Blocks.shown(t)) {
        turn(USER);
        text = true;
        blocks.text("<system-reminder>\n" + t.text() + "\n</system-reminder>");
        marks.put(out, t.cache());
      }
    }
  }

  private void user(Item.User user) {
    for (var part : user.parts()) {
      if (Blocks.shown(part)) {
        turn(USER);
        document |= Blocks.isDocument(part);
        text |= part instanceof Part.Text;
        blocks.write(part);
        marks.put(out, Marks.of(part));
      } else if (part instanceof Part.Foreign foreign) {
        warnings.dropped("messages", foreign.type() + " of another protocol");
      }
    }
  }

  private void said(Item.Assistant said, boolean last) {
    int end = said.parts().size();
    for (int i = 0; i < end; i++) {
      switch (said.parts().get(i)) {
        case Part.Text t -> spoken(t, last && i == end - 1);
        case Part.Refusal(var t) -> spoken(Part.Text.of(t), last && i == end - 1);
        case Part.Foreign foreign -> raw(foreign.dialect(), foreign.type(), foreign.raw());
        case Part.Media _, Part.SearchResult _ ->
            warnings.dropped("messages", "media among the model's own words");
      }
    }
  }

  private void spoken(Part.Text t, boolean last) {
    if (!t.text().isBlank()) {
      turn(ASSISTANT);
      blocks.text(last ? t.text().stripTrailing() : t.text());
      marks.put(out, t.cache());
    }
  }

  private void thought(Item.Reasoning thought) {
    var opaque = thought.opaque();
    if (opaque == null || opaque.family() != traits.family() || opaque.data().startsWith(SEALED)) {
      warnings.dropped("messages", "thoughts without the model's own signature");
      return;
    }
    switch (opaque.kind()) {
      case SIGNATURE -> {
        turn(ASSISTANT);
        out.object()
            .object("reasoningContent")
            .object("reasoningText")
            .put("text", thought.shown())
            .put("signature", opaque.data())
            .end()
            .end()
            .end();
      }
      case REDACTED -> redacted(opaque);
      case ENCRYPTED, THOUGHT_SIGNATURE, OTHER ->
          warnings.dropped("messages", "thoughts that only another model can read");
    }
  }

  private void redacted(Opaque opaque) {
    turn(ASSISTANT);
    out.object()
        .object("reasoningContent")
        .put("redactedContent", Blobs.base64(opaque, traits))
        .end()
        .end();
  }

  private void call(Item.ToolCall call) {
    turn(ASSISTANT);
    out.object()
        .object("toolUse")
        .put("toolUseId", call.callId())
        .put("name", call.name())
        .put("input", input(call))
        .end()
        .end();
    marks.put(out, call.cache());
  }

  private Raw input(Item.ToolCall call) {
    if (call.kind() == Item.CallKind.CUSTOM) {
      return new JsonWriter().object().put("input", call.input()).end().toRaw();
    }
    var input = Inputs.object(call.input());
    if (!call.input().isBlank() && !input.text().equals(call.input())) {
      warnings.changed("tool_calls.arguments", "no JSON object: its text is in _raw");
    }
    return input;
  }

  private void result(Item.ToolResult result) {
    turn(USER);
    out.object().object("toolResult").put("toolUseId", result.callId()).array("content");
    var shown = result.parts().stream().filter(Blocks::shown).toList();
    content(result, shown);
    out.end();
    if (result.error() && traits.resultStatus()) {
      out.put("status", "error");
    }
    out.end().end();
    marks.put(out, Marks.of(result));
  }

  private void content(Item.ToolResult result, List<Part> shown) {
    boolean told = result.error() && !traits.resultStatus();
    for (var part : shown) {
      if (told && part instanceof Part.Text t) {
        blocks.text(t.text().startsWith("Error") ? t.text() : "Error: " + t.text());
        told = false;
      } else {
        blocks.write(part);
      }
    }
    if (shown.isEmpty()) {
      blocks.text(told ? "Error: (no output)" : "(no output)");
    }
  }
}
