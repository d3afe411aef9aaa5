package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Item.ToolCall;
import dev.fairlead.model.Item.ToolResult;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Behind the calls of a turn stand their results, all of them, in the order of the calls, before
 * anything else; every protocol wants that. Where user and model must take turns, the user begins.
 */
final class Turns {
  private final Fitting f;
  private final List<Item> out;
  private final Map<String, ToolResult> results = new HashMap<>();
  private final Set<String> placed = new HashSet<>();
  private final List<ToolCall> waiting = new ArrayList<>();

  private Turns(Fitting f) {
    this.f = f;
    this.out = new ArrayList<>(f.items.size() + 2);
  }

  static void run(Fitting f) {
    if (!inOrder(f.items)) {
      new Turns(f).order();
    }
    if (f.manners.turns()) {
      begin(f);
    }
  }

  /** Whether each call is answered at once, in order, so that nothing is to do. */
  private static boolean inOrder(List<Item> items) {
    int call = 0;
    for (int i = 0; i < items.size(); i++) {
      boolean byModel = Rewrite.byModel(items.get(i));
      if (byModel && (i == 0 || Rewrite.byModel(items.get(i - 1)))) {
        continue;
      }
      while (call < i && !(items.get(call) instanceof ToolCall)) {
        call++;
      }
      if (byModel && call < i) {
        return false;
      }
      if (items.get(i) instanceof ToolResult result) {
        if (call == i || !((ToolCall) items.get(call)).callId().equals(result.callId())) {
          return false;
        }
        call++;
      } else if (!byModel && call < i) {
        return false;
      }
    }
    for (; call < items.size(); call++) {
      if (items.get(call) instanceof ToolCall) {
        return false;
      }
    }
    return true;
  }

  private void order() {
    for (var item : f.items) {
      if (item instanceof ToolResult result) {
        results.putIfAbsent(result.callId(), result);
      }
    }
    for (var item : f.items) {
      if (!Rewrite.byModel(item)) {
        answer();
      }
      switch (item) {
        case ToolCall call -> {
          waiting.add(call);
          out.add(call);
        }
        case ToolResult result -> {
          // Those that belong to a call stand behind it already.
          if (!placed.contains(result.callId())) {
            results.remove(result.callId());
            out.add(result);
          }
        }
        case Item.Instruction _,
            Item.User _,
            Item.Assistant _,
            Item.Reasoning _,
            Item.HostedCall _,
            Item.Foreign _ ->
            out.add(item);
      }
    }
    answer();
    f.items = out;
  }

  private void answer() {
    for (var call : waiting) {
      var result = results.get(call.callId());
      placed.add(call.callId());
      out.add(result == null ? orphan(call) : result);
    }
    waiting.clear();
  }

  private ToolResult orphan(ToolCall call) {
    f.warnings.emulated(
        Places.items(f.request), "tool call " + call.callId() + " has no result: an error is sent");
    return new ToolResult(
        call.callId(),
        call.name(),
        call.kind(),
        List.of(Part.Text.of("(tool call was not executed)")),
        true,
        null);
  }

  private static void begin(Fitting f) {
    int first = 0;
    while (first < f.items.size() && f.items.get(first) instanceof Item.Instruction) {
      first++;
    }
    if (first < f.items.size() && !Rewrite.byModel(f.items.get(first))) {
      return;
    }
    var items = new ArrayList<Item>(f.items.size() + 1);
    items.addAll(f.items);
    items.add(first, new Item.User(List.of(Part.Text.of("(conversation continues)"))));
    f.items = items;
    f.warnings.emulated(
        Places.items(f.request), "a user message is put first: (conversation continues)");
  }
}
