package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import org.jspecify.annotations.Nullable;

/** Writes a call of an answer. */
final class CallWriter {
  private CallWriter() {}

  /** A whole call as an element of {@code tool_calls}. */
  static void whole(JsonWriter out, Item.ToolCall call) {
    out.object();
    begin(out, call, input(call));
    signature(out, call.signature());
    out.end();
  }

  /** Its input; an empty object for a function that got none. */
  static String input(Item.ToolCall call) {
    return call.kind() == CallKind.FUNCTION && call.input().isBlank() ? "{}" : call.input();
  }

  static void begin(JsonWriter out, Item.ToolCall call, String input) {
    boolean custom = call.kind() == CallKind.CUSTOM;
    out.put("id", call.callId()).put("type", custom ? "custom" : "function");
    out.object(custom ? "custom" : "function").put("name", name(call));
    out.put(custom ? "input" : "arguments", input).end();
  }

  /** This protocol has no namespaces. */
  static String name(Item.ToolCall call) {
    return call.namespace().isEmpty() ? call.name() : call.namespace() + "__" + call.name();
  }

  static void signature(JsonWriter out, @Nullable Opaque signature) {
    if (signature != null) {
      out.object("extra_content")
          .object("google")
          .put("thought_signature", signature.data())
          .end()
          .end();
    }
  }
}
