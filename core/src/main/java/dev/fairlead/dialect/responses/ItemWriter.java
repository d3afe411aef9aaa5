package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;

/** Writes the conversation to a provider as {@code input}. */
final class ItemWriter {
  private final JsonWriter out;
  private final Warnings warnings;
  private final Backend backend;
  private final boolean own;
  private final Marks marks;
  private final PartWriter parts;

  /**
   * @param own whether the request was of this protocol
   */
  ItemWriter(JsonWriter out, Warnings warnings, Backend backend, boolean own, Marks marks) {
    this.out = out;
    this.warnings = warnings;
    this.backend = backend;
    this.own = own;
    this.marks = marks;
    this.parts = new PartWriter(out, warnings, own, marks);
  }

  void item(Item item, int i) {
    switch (item) {
      case Item.Instruction(var level, var said) ->
          message(level == Item.Level.SYSTEM ? "system" : "developer", said);
      case Item.User user -> message("user", user.parts());
      case Item.Assistant said -> assistant(said);
      case Item.Reasoning thought -> reasoning(thought, i);
      case Item.ToolCall call -> call(call);
      case Item.ToolResult result -> result(result);
      case Item.HostedCall(var dialect, var type, _, var raw, _) -> {
        if (own && dialect.equals(OpenAiResponses.ID)) {
          out.raw(raw);
        } else {
          warnings.dropped("input[]." + type, "of another protocol");
        }
      }
      case Item.Foreign(var dialect, var type, var raw) -> {
        if (own && dialect.equals(OpenAiResponses.ID)) {
          out.raw(raw);
        } else {
          warnings.dropped("input[]." + type, "of another protocol");
        }
      }
    }
  }

  private void message(String role, List<Part> said) {
    if (said.isEmpty()) {
      return;
    }
    out.object().put("type", "message").put("role", role).name("content");
    if (parts.plain(said) && said.getFirst() instanceof Part.Text text) {
      out.text(text.text());
    } else {
      parts.content(said, null);
    }
    out.end();
  }

  private void assistant(Item.Assistant said) {
    if (said.parts().isEmpty() || !own && silent(said.parts())) {
      return;
    }
    out.object().put("type", "message").put("role", "assistant").name("content");
    if (parts.plain(said.parts()) && said.parts().getFirst() instanceof Part.Text text) {
      out.text(text.text());
    } else {
      parts.said(said.parts());
    }
    out.putFilled("phase", said.phase()).end();
  }

  private static boolean silent(List<Part> parts) {
    for (var part : parts) {
      if (!(part instanceof Part.Text text) || !text.text().isBlank()) {
        return false;
      }
    }
    return true;
  }

  private void reasoning(Item.Reasoning thought, int i) {
    var opaque = thought.opaque();
    boolean readable =
        opaque != null
            && opaque.kind() == Opaque.Kind.ENCRYPTED
            && !opaque.data().startsWith("fl1.");
    boolean shown = !thought.text().isEmpty() || !thought.summary().isEmpty();
    // OpenAI's own models take thoughts in cipher only.
    if (!readable && (backend.openAi() || !shown)) {
      if (opaque != null || shown) {
        warnings.dropped("input[].reasoning", "thoughts that this model cannot read");
      }
      return;
    }
    out.object().put("type", "reasoning");
    if (backend.family() == Opaque.Family.OTHER) {
      out.put("id", Ids.item("rs_", thought.id(), "", i));
    }
    out.array("summary");
    for (var text : thought.summary()) {
      out.object().put("type", "summary_text").put("text", text).end();
    }
    out.end();
    if (!thought.text().isEmpty() && !backend.openAi()) {
      out.array("content");
      for (var text : thought.text()) {
        out.object().put("type", "reasoning_text").put("text", text).end();
      }
      out.end();
    }
    if (readable && opaque != null) {
      out.put("encrypted_content", opaque.data());
    }
    out.end();
  }

  private void call(Item.ToolCall call) {
    boolean custom = call.kind() == CallKind.CUSTOM;
    var namespace = custom ? Namespaces.of(call.name()) : call.namespace();
    out.object()
        .put("type", custom ? "custom_tool_call" : "function_call")
        .put("call_id", call.callId())
        .put("name", custom ? Namespaces.name(call.name()) : call.name())
        .putFilled("namespace", namespace);
    if (custom) {
      out.put("input", call.input());
    } else {
      out.put("arguments", call.input().isBlank() ? "{}" : call.input());
    }
    out.end();
  }

  private void result(Item.ToolResult result) {
    boolean custom = result.kind() == CallKind.CUSTOM;
    out.object()
        .put("type", custom ? "custom_tool_call_output" : "function_call_output")
        .put("call_id", result.callId())
        .name("output");
    var said = result.error() ? failed(result.parts()) : result.parts();
    if (said.isEmpty()) {
      out.text("");
    } else if (parts.plain(said)
        && (result.cache() == null || !marks.written())
        && said.getFirst() instanceof Part.Text text) {
      out.text(text.text());
    } else {
      parts.content(said, result.cache());
    }
    out.end();
  }

  /** This protocol has no sign for a tool that failed: it is said in words. */
  private static List<Part> failed(List<Part> parts) {
    var all = new ArrayList<Part>(parts);
    if (!parts.isEmpty() && parts.getFirst() instanceof Part.Text text) {
      if (!text.text().regionMatches(true, 0, "error", 0, 5)) {
        all.set(0, Part.Text.of("Error: " + text.text()).withCache(text.cache()));
      }
    } else {
      all.addFirst(Part.Text.of("Error: the tool failed"));
    }
    return all;
  }
}
