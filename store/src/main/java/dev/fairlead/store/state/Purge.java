package dev.fairlead.store.state;

import dev.fairlead.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what has expired, a part at a time, so that other writers get their turn between. A
 * response stays as long as one that continues it lives.
 */
record Purge(Database database) {
  private static final int PART = 200;
  private static final String RESPONSES =
      """
      WITH RECURSIVE needed (key, owner, previous_id) AS (
        SELECT p.key, p.owner, p.previous_id FROM response p
        WHERE p.expires <= :now AND EXISTS (
          SELECT 1 FROM response c
          WHERE c.owner = p.owner AND c.previous_id = p.id AND c.previous_id <> ''
            AND c.expires > :now)
        UNION
        SELECT p.key, p.owner, p.previous_id
        FROM needed n JOIN response p ON p.owner = n.owner AND p.id = n.previous_id
        WHERE n.previous_id <> '' AND p.expires <= :now)
      DELETE FROM response WHERE key IN (
        SELECT key FROM response
        WHERE expires <= :now AND key NOT IN (SELECT key FROM needed) LIMIT :part)
      """;
  private static final String CONVERSATIONS =
      """
      DELETE FROM conversation WHERE key IN (
        SELECT key FROM conversation WHERE expires <= :now LIMIT :part)
      """;

  int upTo(Instant now) {
    int count = all(RESPONSES, now) + all(CONVERSATIONS, now);
    if (count > 0) {
      database.write(Purge::giveBackSpace);
    }
    return count;
  }

  private int all(String sql, Instant now) {
    int count = 0;
    int part;
    do {
      part =
          database.write(handle ->
              handle
                  .createUpdate(sql)
                  .bind("now", now.toEpochMilli())
                  .bind("part", PART)
                  .execute());
      count += part;
    } while (part == PART);
    return count;
  }

  /** As a statement of its own text: prepared, it would give back a single page. */
  private static int giveBackSpace(Handle handle) {
    try (var statement = handle.getConnection().createStatement()) {
      return statement.executeUpdate("PRAGMA incremental_vacuum");
    } catch (SQLException e) {
      throw new StoreException("space cannot be given back: " + e.getMessage(), e);
    }
  }
}
