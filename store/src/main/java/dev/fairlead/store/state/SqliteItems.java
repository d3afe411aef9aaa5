package dev.fairlead.store.state;

import dev.fairlead.state.ConversationItems;
import dev.fairlead.state.Item;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Listing;
import dev.fairlead.state.PageRequest;
import dev.fairlead.state.Ref;
import dev.fairlead.state.TooLarge;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Items of conversations in SQLite. Thread-safe. */
final class SqliteItems implements ConversationItems {
  private static final String LISTED =
      """
      WITH listed (item, id, place) AS (
        SELECT key, id, position FROM conversation_item WHERE conversation = :conversation)
      """;

  private final Database database;
  private final Limits limits;
  private final InstantSource clock;

  SqliteItems(Database database, Limits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  private interface Work<T> {
    T with(Handle handle, long key);
  }

  private <T> Optional<T> read(Ref conversation, Work<T> work) {
    return database.read(handle -> at(handle, conversation, work));
  }

  private <T> Optional<T> at(Handle handle, Ref conversation, Work<T> work) {
    return ConversationRow.find(handle, conversation, clock.instant())
        .map(row -> work.with(handle, row.key()));
  }

  @Override
  public Added add(Ref conversation, List<Item> items) {
    long bytes = Weight.of(items);
    if (bytes > limits.response()) {
      throw new TooLarge("items for conversation " + conversation.id(), bytes, limits.response());
    }
    return database
        .write(handle -> at(handle, conversation, (h, key) -> add(h, key, items)))
        .orElseGet(Added.NotFound::new);
  }

  private static Added add(Handle handle, long key, List<Item> items) {
    var ids = new HashSet<String>();
    for (var item : items) {
      if (!ids.add(item.id()) || item(handle, key, item.id()).isPresent()) {
        return new Added.Duplicate(item.id());
      }
    }
    ItemRows.append(handle, key, items);
    return new Added.Done();
  }

  @Override
  public Optional<List<Item>> all(Ref conversation) {
    return read(
        conversation,
        (handle, key) -> {
          refuseTooMuch(handle, key, conversation);
          return handle
              .createQuery(
                  "SELECT id, json FROM conversation_item WHERE conversation = :conversation"
                      + " ORDER BY position")
              .bind("conversation", key)
              .map((row, _) -> ItemRows.of(row))
              .list();
        });
  }

  private void refuseTooMuch(Handle handle, long key, Ref conversation) {
    long bytes =
        handle
            .createQuery(
                "SELECT coalesce(sum(bytes), 0) FROM conversation_item"
                    + " WHERE conversation = :conversation")
            .bind("conversation", key)
            .mapTo(Long.class)
            .one();
    if (bytes > limits.context()) {
      throw new TooLarge("conversation " + conversation.id(), bytes, limits.context());
    }
  }

  @Override
  public Listing list(Ref conversation, PageRequest page) {
    return read(
            conversation,
            (handle, key) ->
                new Pager(LISTED, "conversation_item", Map.of("conversation", key))
                    .page(handle, page))
        .orElseGet(Listing.NotFound::new);
  }

  @Override
  public Optional<Item> find(Ref conversation, String itemId) {
    return read(conversation, (handle, key) -> item(handle, key, itemId)).flatMap(found -> found);
  }

  private static Optional<Item> item(Handle handle, long key, String itemId) {
    return handle
        .createQuery(
            "SELECT id, json FROM conversation_item WHERE conversation = :conversation"
                + " AND id = :item")
        .bind("conversation", key)
        .bind("item", itemId)
        .map((row, _) -> ItemRows.of(row))
        .findOne();
  }

  @Override
  public boolean delete(Ref conversation, String itemId) {
    return database
        .write(handle ->
            at(
                handle,
                conversation,
                (h, key) ->
                    h.execute(
                        "DELETE FROM conversation_item WHERE conversation = ? AND id = ?",
                        key,
                        itemId)))
        .filter(count -> count > 0)
        .isPresent();
  }
}
