package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation: items become blocks, and blocks of one side become one message. A
 * message is begun with its first block, so that none is empty. Not thread-safe; one for each
 * request.
 */
final class TurnWriter {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final String SEALED = "fl1.";

  private final JsonWriter out;
  private final Request request;
  private final Target target;
  private final Marks marks;
  private final Warnings warnings;
  private final PartWriter parts;
  private String role = "";

  /** Who made the next call, if it was not the model itself. */
  private @Nullable Raw caller;

  TurnWriter(JsonWriter out, Request request, Target target, Marks marks, Warnings warnings) {
    this.out = out;
    this.request = request;
    this.target = target;
    this.marks = marks;
    this.warnings = warnings;
    this.parts = new PartWriter(out, marks, warnings);
  }

  /** The number of items at the beginning that are instructions. */
  static int leading(Request request) {
    int count = 0;
    for (var item : request.items()) {
      if (!(item instanceof Item.Instruction)) {
        break;
      }
      count++;
    }
    return count;
  }

  /** Writes {@code messages}, the leading instructions left out. */
  void write() {
    out.array("messages");
    var items = request.items();
    for (int i = leading(request); i < items.size(); i++) {
      item(items.get(i), i == items.size() - 1);
    }
    if (role.isEmpty()) {
      warnings.changed("messages", "there was none of a user");
      note("(conversation continues)");
    }
    out.end().end().end();
  }

  /** Begins a message of this side, unless one is open. */
  private void turn(String side) {
    if (role.equals(side)) {
      return;
    }
    if (!role.isEmpty()) {
      out.end().end();
    } else if (side.equals(ASSISTANT)) {
      warnings.changed("messages", "the first must be a user's");
      note("(conversation continues)");
      out.end().end();
    }
    role = side;
    out.object().put("role", side).array("content");
  }

  private void note(String text) {
    role = USER;
    out.object().put("role", USER).array("content");
    out.object().put("type", "text").put("text", text).end();
  }

  private void item(Item item, boolean last) {
    switch (item) {
      case Item.Instruction instruction -> instruction(instruction);
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
    if (dialect.equals(AnthropicMessages.ID)) {
      turn(ASSISTANT);
      out.raw(raw);
    } else {
      warnings.dropped("messages", type + " of another protocol");
    }
  }

  /** One that stands between messages, should it not have been wrapped before. */
  private void instruction(Item.Instruction instruction) {
    for (var part : instruction.parts()) {
      if (part instanceof Part.Text text && PartWriter.shown(text)) {
        turn(USER);
        var wrapped = "<system-reminder>\n" + text.text() + "\n</system-reminder>";
        parts.text(new Part.Text(wrapped, List.of(), text.cache(), null, null));
      }
    }
  }

  private void user(Item.User user) {
    for (var part : user.parts()) {
      if (PartWriter.shown(part)) {
        turn(USER);
        parts.write(part);
      } else if (part instanceof Part.Foreign foreign) {
        warnings.dropped("messages", foreign.type() + " of another protocol");
      }
    }
  }

  private void said(Item.Assistant said, boolean last) {
    int end = said.parts().size();
    int at = 0;
    for (var part : said.parts()) {
      at++;
      switch (part) {
        case Part.Text text -> text(text, last && at == end);
        case Part.Refusal(var text) -> text(Part.Text.of(text), last && at == end);
        case Part.Foreign foreign -> raw(foreign.dialect(), foreign.type(), foreign.raw());
        case Part.Media media -> media(media);
        case Part.SearchResult _ ->
            warnings.dropped("messages", "a search result among the model's own words");
      }
    }
  }

  /** Documents may stand here in the older version of the protocol, pictures in none. */
  private void media(Part.Media media) {
    if (media.kind() == Part.Kind.DOCUMENT && request.dialect().equals(AnthropicMessages.ID)) {
      turn(ASSISTANT);
      parts.write(media);
    } else {
      warnings.dropped("messages", "media among the model's own words");
    }
  }

  private void text(Part.Text text, boolean last) {
    if (text.text().isBlank()) {
      return;
    }
    turn(ASSISTANT);
    out.object().put("type", "text").put("text", last ? text.text().stripTrailing() : text.text());
    boolean any = false;
    for (var citation : text.citations()) {
      var raw = citation.raw();
      if (raw != null && citation.dialect().equals(AnthropicMessages.ID)) {
        if (!any) {
          out.array("citations");
        }
        any = true;
        out.raw(raw);
      }
    }
    if (any) {
      out.end();
    }
    marks.put(out, text.cache());
    out.end();
  }

  private void thought(Item.Reasoning thought) {
    var opaque = thought.opaque();
    if (opaque == null) {
      var shown = thought.shown();
      if (target.plainThoughts() && !shown.isEmpty()) {
        thinking(shown, "");
      }
      return;
    }
    boolean readable =
        opaque.family() == target.family() || opaque.family() == Opaque.Family.ANTHROPIC;
    if (!readable || opaque.data().startsWith(SEALED)) {
      warnings.dropped("messages", "thoughts that only another model can read");
      return;
    }
    switch (opaque.kind()) {
      case SIGNATURE -> thinking(thought.shown(), opaque.data());
      case REDACTED -> {
        turn(ASSISTANT);
        out.object().put("type", "redacted_thinking").put("data", opaque.data()).end();
      }
      case OTHER -> caller = StreamWriter.isCaller(opaque) ? new Raw(opaque.data()) : null;
      case ENCRYPTED, THOUGHT_SIGNATURE ->
          warnings.dropped("messages", "thoughts that only another model can read");
    }
  }

  private void thinking(String text, String signature) {
    turn(ASSISTANT);
    out.object().put("type", "thinking").put("thinking", text).put("signature", signature).end();
  }

  private void call(Item.ToolCall call) {
    turn(ASSISTANT);
    out.object()
        .put("type", "tool_use")
        .put("id", call.callId())
        .put("name", call.name())
        .put("input", input(call));
    var signature = call.signature();
    if (signature != null && StreamWriter.isCaller(signature)) {
      caller = new Raw(signature.data());
    }
    out.put("caller", caller);
    caller = null;
    marks.put(out, call.cache());
    out.end();
  }

  private Raw input(Item.ToolCall call) {
    if (call.kind() == Item.CallKind.CUSTOM) {
      return new JsonWriter().object().put("input", call.input()).end().toRaw();
    }
    var input = Wholes.object(call.input());
    if (!call.input().isBlank() && !input.text().equals(call.input())) {
      warnings.changed("tool_calls.arguments", "no JSON object: its text is in _raw");
    }
    return input;
  }

  private void result(Item.ToolResult result) {
    turn(USER);
    out.object().put("type", "tool_result").put("tool_use_id", result.callId());
    if (result.parts().stream().anyMatch(PartWriter::shown)) {
      out.array("content");
      result.parts().stream().filter(PartWriter::shown).forEach(parts::write);
      out.end();
    }
    if (result.error()) {
      out.put("is_error", true);
    }
    marks.put(out, result.cache());
    out.end();
  }
}
