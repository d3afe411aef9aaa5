package dev.fairlead.store.state;

import dev.fairlead.state.Head;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Status;
import dev.fairlead.state.StoredResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A row of the table of responses.
 *
 * @param key its number in this database
 * @param inputBytes what its input weighs
 */
record ResponseRow(long key, long inputBytes, StoredResponse response) {
  private static final String FIND =
      "SELECT * FROM response WHERE owner = :owner AND id = :id AND expires > :now";

  static Optional<ResponseRow> find(Handle handle, Ref ref, Instant now) {
    return handle
        .createQuery(FIND)
        .bind("owner", ref.owner())
        .bind("id", ref.id())
        .bind("now", now.toEpochMilli())
        .map((row, _) -> of(row))
        .findOne();
  }

  static ResponseRow of(ResultSet row) throws SQLException {
    return new ResponseRow(row.getLong("key"), row.getLong("input_bytes"), response(row));
  }

  private static StoredResponse response(ResultSet row) throws SQLException {
    return new StoredResponse(
        head(row),
        Status.of(row.getString("status")),
        row.getString("object"),
        row.getString("opaque"),
        row.getBoolean("cancel_requested"));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        new Ref(row.getString("owner"), row.getString("id")),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("expires")),
        row.getString("model"),
        new Head.Context(row.getString("previous_id"), row.getString("conversation_id")),
        row.getBoolean("background"));
  }
}
