package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Media that a tool's result cannot hold come in one user message behind all results of that turn;
 * the result says so.
 */
final class ResultMedia {
  private final Fitting f;
  private final List<Item> out;
  private final List<Part> moved = new ArrayList<>();

  private ResultMedia(Fitting f) {
    this.f = f;
    out = new ArrayList<>(f.items.size() + 2);
  }

  static void run(Fitting f) {
    for (int i = 0; i < f.items.size(); i++) {
      if (f.items.get(i) instanceof Item.ToolResult result && toMove(f, result)) {
        new ResultMedia(f).all();
        return;
      }
    }
  }

  private static boolean toMove(Fitting f, Item.ToolResult result) {
    for (var part : result.parts()) {
      if (toMove(f, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean toMove(Fitting f, Part part) {
    return part instanceof Part.Media media && !f.manners.resultMedia().contains(media.kind());
  }

  private void all() {
    for (int i = 0; i < f.items.size(); i++) {
      var item = f.items.get(i);
      out.add(item instanceof Item.ToolResult r ? Rewrite.parts(r, this::part) : item);
      if (!moved.isEmpty() && !moreResults(i + 1)) {
        out.add(new Item.User(List.copyOf(moved)));
        moved.clear();
      }
    }
    f.items = out;
    f.warnings.changed(
        Places.items(f.request), "media of tool results are sent in a user message behind them");
  }

  private Part part(Part part) {
    if (!toMove(f, part)) {
      return part;
    }
    moved.add(part);
    return Part.Text.of(
        "[" + ((Part.Media) part).kind().name().toLowerCase(Locale.ROOT) + " attached below]");
  }

  /** Whether another result comes before the model speaks again. */
  private boolean moreResults(int from) {
    for (int i = from; i < f.items.size() && !Rewrite.byModel(f.items.get(i)); i++) {
      if (f.items.get(i) instanceof Item.ToolResult) {
        return true;
      }
    }
    return false;
  }
}
