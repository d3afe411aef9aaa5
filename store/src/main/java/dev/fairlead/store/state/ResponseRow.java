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
import org.jdbi.v3.core.statement.Query;

/**
 * A row of the table of responses without its large columns.
 *
 * @param key its number in this database
 * @param inputBytes what its input weighs
 */
record ResponseRow(long key, long inputBytes, Head head, Status status) {
  private static final String SMALL =
      "SELECT key, owner, id, created, expires, model, previous_id, conversation_id, background,"
          + " status, input_bytes FROM response";
  private static final String WHERE = " WHERE owner = :owner AND id = :id AND expires > :now";

  static Optional<ResponseRow> find(Handle handle, Ref ref, Instant now) {
    return find(handle.createQuery(SMALL + WHERE), ref, now)
        .map((row, _) ->
            new ResponseRow(row.getLong("key"), row.getLong("input_bytes"), head(row), status(row)))
        .findOne();
  }

  static Optional<StoredResponse> whole(Handle handle, Ref ref, Instant now) {
    return find(handle.createQuery("SELECT * FROM response" + WHERE), ref, now)
        .map((row, _) -> whole(row))
        .findOne();
  }

  private static Query find(Query query, Ref ref, Instant now) {
    return query.bind("owner", ref.owner()).bind("id", ref.id()).bind("now", now.toEpochMilli());
  }

  static StoredResponse whole(ResultSet row) throws SQLException {
    return new StoredResponse(
        head(row),
        status(row),
        row.getString("object"),
        row.getString("opaque"),
        row.getBoolean("cancel_requested"));
  }

  private static Status status(ResultSet row) throws SQLException {
    return Status.of(row.getString("status"));
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
