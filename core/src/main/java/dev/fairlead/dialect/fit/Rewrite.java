package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes lists only where there is something to change: else the same list comes back. */
final class Rewrite {
  private Rewrite() {}

  /** What becomes of an element: itself, another, or null if it goes. */
  @FunctionalInterface
  interface Change<T> {
    @Nullable T of(T element);
  }

  static <T> List<T> each(List<T> list, Change<T> change) {
    for (int i = 0; i < list.size(); i++) {
      var before = list.get(i);
      var after = change.of(before);
      if (after != before) {
        return from(list, i, after, change);
      }
    }
    return list;
  }

  private static <T> List<T> from(List<T> list, int at, @Nullable T after, Change<T> change) {
    var out = new ArrayList<T>(list.size());
    out.addAll(list.subList(0, at));
    if (after != null) {
      out.add(after);
    }
    for (int i = at + 1; i < list.size(); i++) {
      var next = change.of(list.get(i));
      if (next != null) {
        out.add(next);
      }
    }
    return out;
  }

  /** The parts of an item; none if it has no parts. */
  static List<Part> parts(Item item) {
    return switch (item) {
      case Item.Instruction i -> i.parts();
      case Item.User u -> u.parts();
      case Item.Assistant a -> a.parts();
      case Item.ToolResult r -> r.parts();
      case Item.Reasoning _, Item.ToolCall _, Item.HostedCall _, Item.Foreign _ -> List.of();
    };
  }

  /** An item with other parts. */
  static Item with(Item item, List<Part> parts) {
    return switch (item) {
      case Item.Instruction(var level, _) -> new Item.Instruction(level, parts);
      case Item.User(_, var name) -> new Item.User(parts, name);
      case Item.Assistant a -> new Item.Assistant(parts, a.id(), a.phase(), a.name(), a.prefill());
      case Item.ToolResult r ->
          new Item.ToolResult(r.callId(), r.name(), r.kind(), parts, r.error(), r.cache());
      case Item.Reasoning _, Item.ToolCall _, Item.HostedCall _, Item.Foreign _ -> item;
    };
  }

  /** An item with each of its parts changed. */
  static Item parts(Item item, Change<Part> change) {
    var before = parts(item);
    var after = each(before, change);
    return after == before ? item : with(item, after);
  }

  /** Whether the model said it; otherwise it was said to the model. */
  static boolean byModel(Item item) {
    return switch (item) {
      case Item.Assistant _, Item.Reasoning _, Item.ToolCall _, Item.HostedCall _ -> true;
      case Item.Foreign _, Item.Instruction _, Item.User _, Item.ToolResult _ -> false;
    };
  }
}
