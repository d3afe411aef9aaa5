package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of nothing or of white space go, and messages that have nothing else; where a turn would be
 * lost with them, it says {@code (no content)}.
 */
final class Blanks {
  private static final String NOTHING = "(no content)";

  private Blanks() {}

  static void run(Fitting f) {
    boolean found = false;
    for (int i = 0; i < f.items.size() && !found; i++) {
      found = hasBlank(f.items.get(i));
    }
    if (found) {
      f.items = turns(f.items);
    }
  }

  private static boolean hasBlank(Item item) {
    var parts = Rewrite.parts(item);
    for (int i = 0; i < parts.size(); i++) {
      if (blank(parts.get(i))) {
        return true;
      }
    }
    return parts.isEmpty() && holdsParts(item);
  }

  private static boolean holdsParts(Item item) {
    return item instanceof Item.User
        || item instanceof Item.Assistant
        || item instanceof Item.Instruction;
  }

  private static boolean blank(Part part) {
    return part instanceof Part.Text text && text.signature() == null && text.text().isBlank();
  }

  private static List<Item> turns(List<Item> items) {
    var out = new ArrayList<Item>(items.size());
    int from = 0;
    while (from < items.size()) {
      int to = from + 1;
      while (to < items.size()
          && Rewrite.byModel(items.get(to)) == Rewrite.byModel(items.get(from))) {
        to++;
      }
      turn(items.subList(from, to), out);
      from = to;
    }
    return out;
  }

  private static void turn(List<Item> items, List<Item> out) {
    boolean lost = true;
    for (var item : items) {
      lost &= isNothing(item);
    }
    for (var item : items) {
      var left = hasBlank(item) ? filled(item) : item;
      if (left != null) {
        out.add(left);
      } else if (lost && !(item instanceof Item.Instruction) && !prefill(item)) {
        lost = false;
        out.add(Rewrite.with(item, List.of(Part.Text.of(NOTHING))));
      }
    }
  }

  /** Whether a turn of nothing but such items would be no turn. */
  private static boolean isNothing(Item item) {
    return switch (item) {
      case Item.User _, Item.Assistant _ -> filled(item) == null;
      case Item.Instruction _, Item.Reasoning _ -> true;
      case Item.ToolCall _, Item.ToolResult _, Item.HostedCall _, Item.Foreign _ -> false;
    };
  }

  private static boolean prefill(Item item) {
    return item instanceof Item.Assistant said && said.prefill();
  }

  /** Without its blanks; null if nothing is left of it. */
  private static @Nullable Item filled(Item item) {
    var left = new ArrayList<Part>();
    for (var part : Rewrite.parts(item)) {
      if (!blank(part)) {
        left.add(part);
      } else if (!left.isEmpty()) {
        inherit(left, (Part.Text) part);
      }
    }
    return left.isEmpty() && holdsParts(item) ? null : Rewrite.with(item, left);
  }

  /** The cache mark of a text that goes moves to what stands before it. */
  private static void inherit(List<Part> left, Part.Text gone) {
    if (gone.cache() != null && left.getLast() instanceof Part.Text before) {
      left.set(left.size() - 1, before.withCache(gone.cache()));
    }
  }
}
