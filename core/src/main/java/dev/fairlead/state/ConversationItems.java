package dev.fairlead.state;

import java.util.List;
import java.util.Optional;

/** The items of conversations. Thread-safe and blocking. */
public interface ConversationItems {

  /**
   * Adds items at the end, all or none.
   *
   * @throws TooLarge if they are beyond the bound of one response
   */
  Added add(Ref conversation, List<Item> items);

  /**
   * All items, oldest first; empty if there is no such conversation.
   *
   * @throws TooLarge if all together is more than may be read at once
   */
  Optional<List<Item>> all(Ref conversation);

  Listing list(Ref conversation, PageRequest page);

  Optional<Item> find(Ref conversation, String itemId);

  /** False if there is no such item. */
  boolean delete(Ref conversation, String itemId);

  /** What became of items that were to be added. */
  sealed interface Added {
    record Done() implements Added {}

    record NotFound() implements Added {}

    /** An item of this id is there already, or twice among the new ones. */
    record Duplicate(String itemId) implements Added {}
  }
}
