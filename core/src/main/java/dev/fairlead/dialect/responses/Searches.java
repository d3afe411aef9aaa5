package dev.fairlead.dialect.responses;

import dev.fairlead.model.Item;
import java.util.ArrayList;
import java.util.List;

/** Searches of other protocols, where what was asked and what was found may be two items. */
final class Searches {
  private Searches() {}

  /** The items with each search in one. */
  static List<Item> merged(List<Item> items) {
    var all = new ArrayList<Item>(items.size());
    for (var item : items) {
      if (item instanceof Item.HostedCall found
          && !all.isEmpty()
          && all.getLast() instanceof Item.HostedCall asked
          && belongs(asked, found)) {
        all.set(all.size() - 1, joined(asked, found));
      } else {
        all.add(item);
      }
    }
    return all;
  }

  /**
   * The same with a search that another protocol told of at the end before what was said: callers
   * expect it there.
   */
  static List<Item> first(List<Item> items) {
    int said = 0;
    while (said < items.size() && !(items.get(said) instanceof Item.Assistant)) {
      said++;
    }
    int last = items.size() - 1;
    if (said >= last
        || !(items.get(last) instanceof Item.HostedCall search)
        || search.search() == null
        || search.dialect().equals(OpenAiResponses.ID)) {
      return items;
    }
    var all = new ArrayList<>(items);
    all.add(said, all.remove(last));
    return all;
  }

  /** Whether the second holds what the first has found. */
  static boolean belongs(Item.HostedCall asked, Item.HostedCall found) {
    var first = asked.search();
    var second = found.search();
    return first != null
        && second != null
        && !asked.dialect().equals(OpenAiResponses.ID)
        && first.sources().isEmpty()
        && second.queries().isEmpty();
  }

  static Item.HostedCall joined(Item.HostedCall asked, Item.HostedCall found) {
    var first = asked.search();
    var second = found.search();
    return first == null || second == null
        ? asked
        : new Item.HostedCall(
            asked.dialect(),
            asked.type(),
            asked.id(),
            asked.raw(),
            new Item.Search(first.queries(), second.sources()));
  }
}
