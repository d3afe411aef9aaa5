package dev.fairlead.dialect.gemini;

import dev.fairlead.model.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts signatures back on the calls they were made for. Callers whose protocol has no place for one
 * on a call bring it as a thought without words beside it; Google wants it where it was.
 */
final class CallSignatures {
  private CallSignatures() {}

  static List<Item> placed(List<Item> items) {
    var placed = new ArrayList<Item>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var bare = bare(item);
      var next = i + 1 < items.size() ? unsigned(items.get(i + 1)) : null;
      var last = placed.isEmpty() ? null : unsigned(placed.getLast());
      if (bare == null) {
        placed.add(item);
      } else if (next != null) {
        placed.add(next.withSignature(bare.opaque()));
        i++;
      } else if (last != null) {
        placed.set(placed.size() - 1, last.withSignature(bare.opaque()));
      } else {
        placed.add(item);
      }
    }
    return placed;
  }

  private static Item.@Nullable Reasoning bare(Item item) {
    return item instanceof Item.Reasoning thought
            && thought.shown().isEmpty()
            && Signatures.forGoogle(thought.opaque()) != null
        ? thought
        : null;
  }

  private static Item.@Nullable ToolCall unsigned(Item item) {
    return item instanceof Item.ToolCall call && call.signature() == null ? call : null;
  }
}
