package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Item.Level;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code messages} into items. Not thread-safe. */
final class MessageReader {
  private final List<Item> items;
  private final Warnings warnings;
  private final Map<String, CallKind> kinds = new HashMap<>();

  /** The id that stands for the last call of each function, where calls have none. */
  private final Map<String, String> legacy = new HashMap<>(0);

  MessageReader(List<Item> items, Warnings warnings) {
    this.items = items;
    this.warnings = warnings;
  }

  void read(Node messages) {
    int i = 0;
    Node last = null;
    for (var message : Demand.array(messages, "messages")) {
      var param = "messages[" + i++ + "]";
      message(Demand.object(message, param), param);
      last = message;
    }
    if (last != null
        && !items.isEmpty()
        && items.getLast() instanceof Item.Assistant said
        && last.text("role").equals("assistant")) {
      items.set(
          items.size() - 1,
          new Item.Assistant(said.parts(), said.id(), said.phase(), said.name(), true));
    }
  }

  private void message(Node message, String param) {
    var role = Demand.text(message, "role", param);
    switch (role) {
      case "system" -> instruction(message, param, Level.SYSTEM);
      case "developer" -> instruction(message, param, Level.DEVELOPER);
      case "user" ->
          items.add(new Item.User(content(message, param), text(message, "name", param)));
      case "assistant" -> assistant(message, param);
      case "tool" -> result(message, param);
      case "function" -> functionResult(message, param);
      default ->
          throw Demand.word(
              role, param + ".role", "system, developer, user, assistant, tool or function");
    }
  }

  private void instruction(Node message, String param, Level level) {
    if (message.get("content") == null && message.get("tools") != null) {
      items.add(new Item.Foreign(RequestReader.DIALECT, "tools", message.raw()));
      return;
    }
    if (!text(message, "name", param).isEmpty()) {
      warnings.dropped(param + ".name", "an instruction has no name");
    }
    items.add(new Item.Instruction(level, content(message, param)));
  }

  private static String text(Node message, String name, String param) {
    var value = message.get(name);
    return value == null ? "" : Demand.text(message, name, param);
  }

  /** The parts of a message that must have some, its own cache mark on the last. */
  private static List<Part> content(Node message, String param) {
    var content = Demand.member(message, "content", param);
    var parts = PartReader.read(content, param + ".content");
    return marked(
        parts.isEmpty() ? List.of(Part.Text.of("")) : parts, PartReader.mark(message, param));
  }

  private static List<Part> marked(List<Part> parts, @Nullable CacheMark mark) {
    if (mark == null || parts.isEmpty()) {
      return parts;
    }
    var all = new ArrayList<>(parts);
    switch (all.getLast()) {
      case Part.Text text -> all.set(all.size() - 1, text.withCache(mark));
      case Part.Media m ->
          all.set(
              all.size() - 1,
              new Part.Media(
                  m.kind(),
                  m.source(),
                  m.mime(),
                  m.name(),
                  m.context(),
                  m.detail(),
                  m.citable(),
                  mark,
                  m.signature()));
      case Part.Refusal _, Part.SearchResult _, Part.Foreign _ -> {
        // These cannot carry it.
      }
    }
    return all;
  }

  private void assistant(Node message, String param) {
    var calls = calls(message, param);
    var mark = PartReader.mark(message, param);
    var thoughts = ThoughtReader.read(message);
    var parts = new ArrayList<Part>();
    var content = message.get("content");
    if (content != null) {
      for (var part : PartReader.read(content, param + ".content")) {
        if (part instanceof Part.Foreign(var _, var type, var raw) && type.equals("thinking")) {
          thoughts.add(ThoughtReader.mistral(raw.node()));
        } else {
          parts.add(part);
        }
      }
    }
    refusal(message, param, parts);
    audio(message, param, parts);
    images(message, param, parts);
    add(message, param, thoughts, marked(parts, mark), calls);
  }

  private void add(
      Node message,
      String param,
      List<Item.Reasoning> thoughts,
      List<Part> parts,
      List<Item.ToolCall> calls) {
    items.addAll(signed(thoughts, calls));
    if (!parts.isEmpty() || calls.isEmpty()) {
      items.add(new Item.Assistant(parts, "", "", text(message, "name", param), false));
    }
    items.addAll(calls);
  }

  /** Google's signature of a call comes as a thought with the call's id: it goes to the call. */
  private static List<Item.Reasoning> signed(
      List<Item.Reasoning> thoughts, List<Item.ToolCall> calls) {
    if (thoughts.isEmpty() || calls.isEmpty()) {
      return thoughts;
    }
    var rest = new ArrayList<Item.Reasoning>(thoughts.size());
    for (var thought : thoughts) {
      int call = callOf(thought, calls);
      if (call >= 0) {
        calls.set(call, calls.get(call).withSignature(thought.opaque()));
      } else {
        rest.add(thought);
      }
    }
    return rest;
  }

  private static int callOf(Item.Reasoning thought, List<Item.ToolCall> calls) {
    var opaque = thought.opaque();
    if (thought.id().isEmpty() || opaque == null || !thought.shown().isEmpty()) {
      return -1;
    }
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).callId().equals(thought.id())) {
        return i;
      }
    }
    return -1;
  }

  private static void refusal(Node message, String param, List<Part> parts) {
    var refusal = text(message, "refusal", param);
    if (!refusal.isEmpty()) {
      parts.add(new Part.Refusal(refusal));
    }
  }

  private static void audio(Node message, String param, List<Part> parts) {
    var audio = message.get("audio");
    if (audio != null) {
      var id = Demand.text(Demand.member(audio, "id", param + ".audio"), param + ".audio.id");
      parts.add(
          new Part.Media(Part.Kind.AUDIO, new Part.Source.FileId(RequestReader.DIALECT, id), ""));
    }
  }

  private static void images(Node message, String param, List<Part> parts) {
    int i = 0;
    for (var image : message.items("images")) {
      var at = param + ".images[" + i++ + "]";
      parts.add(PartReader.part(Demand.object(image, at), at));
    }
  }

  private List<Item.ToolCall> calls(Node message, String param) {
    var calls = new ArrayList<Item.ToolCall>(0);
    var given = message.get("tool_calls");
    if (given != null) {
      int i = 0;
      for (var call : Demand.array(given, param + ".tool_calls")) {
        var at = param + ".tool_calls[" + i++ + "]";
        calls.add(call(Demand.object(call, at), at));
      }
    }
    var old = message.get("function_call");
    if (old != null && calls.isEmpty()) {
      var at = param + ".function_call";
      var name = Demand.text(Demand.member(Demand.object(old, at), "name", at), at + ".name");
      var id = "call_" + name + "_" + items.size();
      legacy.put(name, id);
      calls.add(new Item.ToolCall(id, name, CallText.arguments(old.get("arguments"))));
    }
    return calls;
  }

  private Item.ToolCall call(Node call, String param) {
    var id = Demand.text(call, "id", param);
    boolean custom = call.text("type").equals("custom");
    var inner = param + (custom ? ".custom" : ".function");
    var body = Demand.object(Demand.member(call, custom ? "custom" : "function", param), inner);
    var kind = custom ? CallKind.CUSTOM : CallKind.FUNCTION;
    kinds.put(id, kind);
    return new Item.ToolCall(
        id,
        "",
        Demand.text(body, "name", inner),
        "",
        kind,
        custom ? body.text("input") : CallText.arguments(body.get("arguments")),
        signature(call),
        PartReader.mark(call, param));
  }

  /** {@code extra_content.google.thought_signature}. */
  static @Nullable Opaque signature(Node call) {
    var extra = call.get("extra_content");
    var google = extra == null ? null : extra.get("google");
    var data = google == null ? "" : google.text("thought_signature");
    return data.isEmpty()
        ? null
        : new Opaque(Opaque.Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, "", "", data);
  }

  private void result(Node message, String param) {
    var id = Demand.text(message, "tool_call_id", param);
    var content = message.get("content");
    items.add(
        new Item.ToolResult(
            id,
            text(message, "name", param),
            kinds.getOrDefault(id, CallKind.FUNCTION),
            content == null ? List.of() : PartReader.read(content, param + ".content"),
            message.yes("is_error"),
            PartReader.mark(message, param)));
  }

  private void functionResult(Node message, String param) {
    var name = Demand.text(message, "name", param);
    var content = message.get("content");
    items.add(
        new Item.ToolResult(
            legacy.getOrDefault(name, "call_" + name),
            name,
            CallKind.FUNCTION,
            content == null ? List.of() : PartReader.read(content, param + ".content"),
            false,
            null));
  }
}
