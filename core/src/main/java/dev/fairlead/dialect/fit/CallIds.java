package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call an id of its own that the destination takes, and its result the same. An id that
 * is fine stays as it is, so that a conversation reads the same on every turn.
 */
final class CallIds {
  private static final int LONGEST = 64;

  private final Fitting f;
  private final Matcher legal;
  private final Map<String, List<Open>> calls = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private int turn;
  private boolean modelTurn;

  private CallIds(Fitting f) {
    this.f = f;
    this.legal = f.manners.callId().matcher("");
  }

  /** A call, and whether a result for it has come. */
  private static final class Open {
    final String given;
    final int turn;
    boolean answered;

    Open(String given, int turn) {
      this.given = given;
      this.turn = turn;
    }
  }

  static void run(Fitting f) {
    for (int i = 0; i < f.items.size(); i++) {
      if (f.items.get(i) instanceof Item.ToolCall || f.items.get(i) instanceof Item.ToolResult) {
        f.items = Rewrite.each(f.items, new CallIds(f)::item);
        return;
      }
    }
  }

  private Item item(Item item) {
    boolean byModel = Rewrite.byModel(item);
    if (byModel && !modelTurn) {
      turn++;
    }
    modelTurn = byModel;
    return switch (item) {
      case Item.ToolCall call -> call(call);
      case Item.ToolResult result -> result(result);
      case Item.Instruction _,
          Item.User _,
          Item.Assistant _,
          Item.Reasoning _,
          Item.HostedCall _,
          Item.Foreign _ ->
          item;
    };
  }

  private Item call(Item.ToolCall call) {
    var same = calls.computeIfAbsent(call.callId(), _ -> new ArrayList<>(1));
    var given = free(same.isEmpty() ? call.callId() : call.callId() + "_" + (same.size() + 1));
    same.add(new Open(given, turn));
    return given.equals(call.callId())
        ? call
        : new Item.ToolCall(
            given,
            call.id(),
            call.name(),
            call.namespace(),
            call.kind(),
            call.input(),
            call.signature(),
            call.cache());
  }

  private String free(String id) {
    var given = formed(id);
    for (int i = 2; !taken.add(given); i++) {
      given = formed(id + "#" + i);
    }
    return given;
  }

  private String formed(String id) {
    int longest = f.manners.callIdLength() > 0 ? f.manners.callIdLength() : Integer.MAX_VALUE;
    if (id.length() <= longest && legal.reset(id).matches()) {
      return id;
    }
    var form = f.manners.callIdForm();
    if (form != null) {
      return Mangled.code(id, form);
    }
    int room = Math.min(longest, LONGEST);
    var given = Mangled.id(id, room);
    return legal.reset(given).matches() ? given : Mangled.code(id, Math.min(room, 32));
  }

  private Item result(Item.ToolResult result) {
    var open = answered(calls.getOrDefault(result.callId(), List.of()));
    if (open == null && f.manners.turns()) {
      throw unknown(result);
    }
    var given = open == null ? formed(result.callId()) : open.given;
    if (open != null) {
      open.answered = true;
    }
    return given.equals(result.callId())
        ? result
        : new Item.ToolResult(
            given, result.name(), result.kind(), result.parts(), result.error(), result.cache());
  }

  /** Of calls with one id, the first that waits in the latest turn that has one. */
  private static @Nullable Open answered(List<Open> same) {
    Open found = null;
    for (int i = same.size() - 1; i >= 0; i--) {
      var open = same.get(i);
      if (!open.answered && (found == null || open.turn == found.turn)) {
        found = open;
      }
    }
    return found;
  }

  private RuntimeException unknown(Item.ToolResult result) {
    var items = f.request.items();
    int at = 0;
    while (at < items.size() - 1
        && !(items.get(at) instanceof Item.ToolResult r && r.callId().equals(result.callId()))) {
      at++;
    }
    boolean again = calls.containsKey(result.callId());
    return Fitting.refused(
        Places.item(f.request, at),
        again ? "duplicate_tool_result" : "unknown_tool_call",
        "the tool result for call "
            + result.callId()
            + (again
                ? " is the second one (expected: one result for each call)"
                : " belongs to no call before it (expected: the call it answers)"));
  }
}
