package dev.fairlead.state;

import java.util.List;
import java.util.Optional;

/** Keeps conversations. Thread-safe and blocking. */
public interface ConversationStore {

  /**
   * Keeps a new conversation with its first items.
   *
   * @throws IllegalArgumentException if there is one of this id, or two items have the same
   * @throws TooLarge if the items are beyond the bound of one response
   */
  void create(Conversation conversation, List<Item> items);

  Optional<Conversation> find(Ref ref);

  /** Puts other metadata, a JSON object, in place of the old; empty if there is none. */
  Optional<Conversation> update(Ref ref, String metadata);

  /** Deletes a conversation and its items; what responses keep of them stays with those. */
  boolean delete(Ref ref);
}
