package dev.fairlead.store.state;

import dev.fairlead.state.Conversation;
import dev.fairlead.state.ConversationStore;
import dev.fairlead.state.Item;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Ref;
import dev.fairlead.state.TooLarge;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Conversations in SQLite. Thread-safe. */
final class SqliteConversations implements ConversationStore {
  private static final String INSERT =
      """
      INSERT INTO conversation (owner, id, created, expires, metadata)
      VALUES (:owner, :id, :created, :expires, :metadata)
      ON CONFLICT DO NOTHING
      RETURNING key
      """;

  private final Database database;
  private final Limits limits;
  private final InstantSource clock;

  SqliteConversations(Database database, Limits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void create(Conversation conversation, List<Item> items) {
    var ref = conversation.ref();
    long bytes = Weight.of(items);
    if (bytes > limits.response()) {
      throw new TooLarge("items of conversation " + ref.id(), bytes, limits.response());
    }
    var ids = new HashSet<String>();
    if (!items.stream().allMatch(item -> ids.add(item.id()))) {
      throw new IllegalArgumentException(ref.id() + ": two items of one id (expected: one)");
    }
    database.write(handle -> {
      long key =
          handle
              .createQuery(INSERT)
              .bind("owner", ref.owner())
              .bind("id", ref.id())
              .bind("created", conversation.created().toEpochMilli())
              .bind("expires", conversation.expires().toEpochMilli())
              .bind("metadata", conversation.metadata())
              .mapTo(Long.class)
              .findOne()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "conversation %s: is there already".formatted(ref.id())));
      ItemRows.append(handle, key, items);
      return key;
    });
  }

  @Override
  public Optional<Conversation> find(Ref ref) {
    return database.read(handle ->
        ConversationRow.find(handle, ref, clock.instant()).map(ConversationRow::conversation));
  }

  @Override
  public Optional<Conversation> update(Ref ref, String metadata) {
    return database.write(handle -> {
      ConversationRow.find(handle, ref, clock.instant())
          .ifPresent(row ->
              handle.execute(
                  "UPDATE conversation SET metadata = ? WHERE key = ?", metadata, row.key()));
      return ConversationRow.find(handle, ref, clock.instant()).map(ConversationRow::conversation);
    });
  }

  @Override
  public boolean delete(Ref ref) {
    return database.write(handle ->
        ConversationRow.find(handle, ref, clock.instant())
            .map(row -> handle.execute("DELETE FROM conversation WHERE key = ?", row.key()))
            .isPresent());
  }
}
