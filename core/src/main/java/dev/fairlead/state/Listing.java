package dev.fairlead.state;

import java.util.List;

/** The answer to a request for a page. */
public sealed interface Listing {

  /**
   * A page.
   *
   * @param items in the order asked for
   * @param more whether there are more in the direction of paging
   */
  record Page(List<Item> items, boolean more) implements Listing {
    public Page {
      items = List.copyOf(items);
    }
  }

  /** What should be listed is not there. */
  record NotFound() implements Listing {}

  /** The cursor is no item of the list. */
  record NoSuchItem(String itemId) implements Listing {}
}
