package dev.fairlead.store.state;

import dev.fairlead.state.Conversation;
import dev.fairlead.state.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A row of the table of conversations.
 *
 * @param key its number in this database
 */
record ConversationRow(long key, Conversation conversation) {
  private static final String FIND =
      "SELECT * FROM conversation WHERE owner = :owner AND id = :id AND expires > :now";

  static Optional<ConversationRow> find(Handle handle, Ref ref, Instant now) {
    return handle
        .createQuery(FIND)
        .bind("owner", ref.owner())
        .bind("id", ref.id())
        .bind("now", now.toEpochMilli())
        .map((row, _) -> new ConversationRow(row.getLong("key"), of(row)))
        .findOne();
  }

  private static Conversation of(ResultSet row) throws SQLException {
    return new Conversation(
        new Ref(row.getString("owner"), row.getString("id")),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("expires")),
        row.getString("metadata"));
  }
}
