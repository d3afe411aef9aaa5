package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts signatures back on their calls and texts. Callers of protocols that have no slot for them
 * got each as a thought without text: before its call, before or behind its text; in Responses
 * behind its item. Order alone tells where they belong, as clients may strip ids.
 */
final class Strays {
  private Strays() {}

  static void run(Fitting f) {
    boolean behind = f.request.dialect().equals("openai.responses");
    for (int i = 0; i < f.items.size(); i++) {
      if (stray(f.items.get(i)) != null) {
        f.items = behind ? behind(f.items) : before(f.items);
        return;
      }
    }
  }

  /** What must come back with another item; null if the item is none that holds it. */
  private static @Nullable Opaque stray(Item item) {
    if (!(item instanceof Item.Reasoning(_, _, _, var opaque) && opaque != null)
        || !((Item.Reasoning) item).shown().isEmpty()) {
      return null;
    }
    return switch (opaque.kind()) {
      case THOUGHT_SIGNATURE, OTHER -> opaque;
      case SIGNATURE, ENCRYPTED, REDACTED -> null;
    };
  }

  private static List<Item> behind(List<Item> items) {
    var out = new ArrayList<Item>(items.size());
    for (var item : items) {
      var stray = stray(item);
      if (stray == null || !last(out, signed(out, stray, false))) {
        out.add(item);
      }
    }
    return out;
  }

  private static List<Item> before(List<Item> items) {
    var out = new ArrayList<Item>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var stray = stray(item);
      var next = stray == null || i + 1 == items.size() ? null : signed(items.get(i + 1), stray);
      if (next != null) {
        out.add(next);
        i++;
      } else if (stray == null || !last(out, signed(out, stray, true))) {
        out.add(item);
      }
    }
    return out;
  }

  private static boolean last(List<Item> out, @Nullable Item item) {
    if (item != null) {
      out.set(out.size() - 1, item);
    }
    return item != null;
  }

  /** The last item with a signature; null if it cannot have it. */
  private static @Nullable Item signed(List<Item> out, Opaque stray, boolean apart) {
    if (out.isEmpty()) {
      return null;
    }
    var last = out.getLast();
    return apart
        ? last instanceof Item.Assistant said && takes(said, stray)
            ? Rewrite.with(said, Recall.signed(said.parts(), stray, true))
            : null
        : signed(last, stray);
  }

  private static @Nullable Item signed(Item item, Opaque stray) {
    return switch (item) {
      case Item.ToolCall call when call.signature() == null -> call.withSignature(stray);
      case Item.Assistant said when takes(said, stray) ->
          Rewrite.with(said, Recall.signed(said.parts(), stray, false));
      case Item.ToolCall _,
          Item.Assistant _,
          Item.Reasoning _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _,
          Item.HostedCall _,
          Item.Foreign _ ->
          null;
    };
  }

  /** Who called belongs to calls only. */
  private static boolean takes(Item.Assistant said, Opaque stray) {
    return stray.kind() == Opaque.Kind.THOUGHT_SIGNATURE
        && Recall.signature(said) == null
        && said.parts().stream().anyMatch(Part.Text.class::isInstance);
  }
}
