package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import java.util.Map;

/**
 * What the caller calls the tools that the provider knows by another name. Immutable.
 *
 * @param back by the name that the provider knows
 */
record Renaming(Map<Name, Original> back) {
  static final Renaming NONE = new Renaming(Map.of());

  /** A tool's name where it is unique. */
  record Name(String namespace, String name) {}

  /** What the caller calls a tool, and what the tool takes. */
  record Original(String namespace, String name, CallKind kind) {}

  Renaming {
    back = Map.copyOf(back);
  }

  /** Whether a call of a function is the caller's call of a free-text tool. */
  boolean toText(Item.ToolCall call) {
    if (back.isEmpty() || call.kind() != CallKind.FUNCTION) {
      return false;
    }
    var original = back.get(new Name(call.namespace(), call.name()));
    return original != null && original.kind() == CallKind.CUSTOM;
  }

  /** A call by the caller's name, with this input. */
  Item.ToolCall original(Item.ToolCall call, String callId, String input) {
    var original = back.isEmpty() ? null : back.get(new Name(call.namespace(), call.name()));
    return original == null
        ? new Item.ToolCall(
            callId,
            call.id(),
            call.name(),
            call.namespace(),
            call.kind(),
            input,
            call.signature(),
            call.cache())
        : new Item.ToolCall(
            callId,
            call.id(),
            original.name(),
            original.namespace(),
            original.kind(),
            input,
            call.signature(),
            call.cache());
  }
}
