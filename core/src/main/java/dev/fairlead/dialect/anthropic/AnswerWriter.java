package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.List;

/** Writes a plain answer. Not thread-safe; one for each. */
final class AnswerWriter {
  private final JsonWriter out = new JsonWriter(1024);
  private final Response response;
  private final Warnings warnings;
  private final StringBuilder refusal = new StringBuilder(0);
  private int calls;

  private AnswerWriter(Response response, Warnings warnings) {
    this.response = response;
    this.warnings = warnings;
  }

  static byte[] write(Response response, Request asked, Warnings warnings) {
    return new AnswerWriter(response, warnings).message(asked);
  }

  private byte[] message(Request asked) {
    var choice = response.choices().isEmpty() ? null : response.choices().getFirst();
    out.object()
        .put("id", Ids.message(response.id(), StreamWriter.seed(asked)))
        .put("type", "message")
        .put("role", "assistant")
        .put("model", response.model().isEmpty() ? asked.model() : response.model())
        .array("content");
    if (choice != null) {
      choice.items().forEach(this::item);
    }
    out.end();
    var finish = choice == null ? Finish.of(Finish.Kind.STOP, "") : choice.finish();
    MessageJson.stop(out, finish, !refusal.isEmpty(), refusal.toString());
    MessageJson.usage(out, response.usage(), response.tier());
    MessageJson.extras(
        out,
        response.extras(),
        "container",
        "context_management",
        "diagnostics",
        "input_transformations");
    return out.end().bytes();
  }

  private void item(Item item) {
    switch (item) {
      case Item.Assistant said -> said.parts().forEach(this::part);
      case Item.Reasoning thought -> thought(thought);
      case Item.ToolCall call -> call(call);
      case Item.HostedCall hosted -> raw(hosted.dialect(), hosted.type(), hosted.raw());
      case Item.Foreign foreign -> raw(foreign.dialect(), foreign.type(), foreign.raw());
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> {
        // No model answers with these.
      }
    }
  }

  private void raw(String dialect, String type, Raw raw) {
    if (dialect.equals(AnthropicMessages.ID)) {
      out.raw(raw);
    } else {
      warnings.changed("content", type + " has no place in the answer");
    }
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text text -> {
        // Behind all texts if it stands on an empty one: then so it comes back.
        if (text.signature() != null) {
          thinking("", text.signature().data());
        }
        text(text.text(), text.citations());
      }
      case Part.Refusal(var text) -> {
        refusal.append(text);
        text(text, List.of());
      }
      case Part.Foreign foreign -> raw(foreign.dialect(), foreign.type(), foreign.raw());
      case Part.Media media -> {
        warnings.changed("content", "media have no place in the answer");
        text(MessageJson.note(media), List.of());
      }
      case Part.SearchResult _ ->
          warnings.changed("content", "search_result has no place in the answer");
    }
  }

  private void text(String text, List<Citation> citations) {
    if (text.isEmpty()) {
      return;
    }
    out.object().put("type", "text").put("text", text);
    boolean any = false;
    for (var citation : citations) {
      var raw = citation.raw();
      if (raw != null && citation.dialect().equals(AnthropicMessages.ID)) {
        if (!any) {
          out.array("citations");
        }
        any = true;
        out.raw(raw);
      } else {
        warnings.changed("citations", "the protocol cannot tell where in the text they belong");
      }
    }
    if (any) {
      out.end();
    }
    out.end();
  }

  private void thought(Item.Reasoning thought) {
    var shown = thought.shown();
    var opaque = thought.opaque();
    if (opaque != null && opaque.kind() == Opaque.Kind.REDACTED && shown.isEmpty()) {
      out.object().put("type", "redacted_thinking").put("data", opaque.data()).end();
    } else if (opaque != null || !shown.isEmpty()) {
      thinking(shown, opaque == null ? "" : opaque.data());
    }
  }

  private void thinking(String text, String signature) {
    out.object().put("type", "thinking").put("thinking", text).put("signature", signature).end();
  }

  private void call(Item.ToolCall call) {
    var signature = call.signature();
    boolean caller = StreamWriter.isCaller(signature);
    if (signature != null && !caller) {
      thinking("", signature.data());
    }
    out.object()
        .put("type", "tool_use")
        .put("id", Ids.call(call.callId(), response.id() + calls++ + call.name()))
        .put("name", call.name())
        .put("input", input(call))
        .put("caller", caller && signature != null ? new Raw(signature.data()) : MessageJson.DIRECT)
        .end();
  }

  private Raw input(Item.ToolCall call) {
    if (call.kind() == CallKind.CUSTOM) {
      return new JsonWriter().object().put("input", call.input()).end().toRaw();
    }
    if (!call.input().isBlank() && !Wholes.sound(call.input())) {
      warnings.changed("tool_use.input", "the model wrote no JSON object; its text is in _raw");
    }
    return Wholes.object(call.input());
  }
}
