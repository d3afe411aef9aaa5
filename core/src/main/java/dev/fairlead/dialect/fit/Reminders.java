package dev.fairlead.dialect.fit;

import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instructions in the middle of a conversation stay in their place, as the user's text where the
 * destination knows instructions only at the beginning. They are never moved to the front: that
 * would change what they mean and break every cached prompt.
 */
final class Reminders {
  private Reminders() {}

  static void run(Fitting f) {
    if (f.manners.midInstructions()) {
      return;
    }
    int first = 0;
    while (first < f.items.size() && f.items.get(first) instanceof Item.Instruction) {
      first++;
    }
    for (int i = first; i < f.items.size(); i++) {
      if (f.items.get(i) instanceof Item.Instruction) {
        wrap(f, i);
        return;
      }
    }
  }

  private static void wrap(Fitting f, int from) {
    var out = new ArrayList<Item>(f.items);
    for (int i = from; i < out.size(); i++) {
      if (out.get(i) instanceof Item.Instruction said) {
        out.set(i, new Item.User(reminder(said.parts())));
      }
    }
    f.items = out;
    f.warnings.changed(
        Places.items(f.request), "later instructions are sent as user text in system-reminder");
  }

  private static List<Part> reminder(List<Part> parts) {
    var text = new StringBuilder("<system-reminder>\n");
    int empty = text.length();
    @Nullable CacheMark mark = null;
    var others = new ArrayList<Part>(0);
    for (var part : parts) {
      if (part instanceof Part.Text t) {
        text.append(text.length() == empty ? "" : "\n\n").append(t.text());
        mark = t.cache() == null ? mark : t.cache();
      } else {
        others.add(part);
      }
    }
    var out = new ArrayList<Part>();
    out.add(Part.Text.of(text.append("\n</system-reminder>").toString()).withCache(mark));
    out.addAll(others);
    return out;
  }
}
