package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;

/** Names of participants go only where messages can have them. */
final class Participants {
  private Participants() {}

  static void run(Fitting f) {
    if (!f.manners.names()) {
      f.items = Rewrite.each(f.items, item -> nameless(f, item));
    }
  }

  private static Item nameless(Fitting f, Item item) {
    if (item instanceof Item.User u && !u.name().isEmpty()) {
      f.warnings.dropped(Places.items(f.request) + "[].name", "");
      return new Item.User(u.parts());
    }
    if (item instanceof Item.Assistant a && !a.name().isEmpty()) {
      f.warnings.dropped(Places.items(f.request) + "[].name", "");
      return new Item.Assistant(a.parts(), a.id(), a.phase(), "", a.prefill());
    }
    return item;
  }
}
