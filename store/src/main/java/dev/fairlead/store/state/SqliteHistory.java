package dev.fairlead.store.state;

import dev.fairlead.state.History;
import dev.fairlead.state.Item;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Listing;
import dev.fairlead.state.PageRequest;
import dev.fairlead.state.Ref;
import dev.fairlead.state.StoredResponse;
import dev.fairlead.state.TooLarge;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Chains of responses in SQLite. Thread-safe. */
final class SqliteHistory implements History {
  /** The response, which must live, and all it continues, which need not. */
  private static final String CHAIN =
      """
      WITH RECURSIVE chain (key, owner, previous_id, bytes, depth) AS (
        SELECT key, owner, previous_id, bytes, 0 FROM response
        WHERE owner = :owner AND id = :id AND expires > :now
        UNION ALL
        SELECT p.key, p.owner, p.previous_id, p.bytes, c.depth + 1
        FROM chain c JOIN response p ON p.owner = c.owner AND p.id = c.previous_id
        WHERE c.previous_id <> '' AND c.depth < 100000)
      """;

  private static final String LINKS = CHAIN + "SELECT previous_id, bytes FROM chain ORDER BY depth";
  private static final String TURNS =
      CHAIN
          + "SELECT r.* FROM chain c CROSS JOIN response r ON r.key = c.key ORDER BY c.depth DESC";
  private static final String LISTED =
      CHAIN
          + """
          , listed (item, id, place) AS (
            SELECT i.key, i.id, row_number() OVER (ORDER BY c.depth DESC, i.side, i.position)
            FROM chain c CROSS JOIN response_item i ON i.response = c.key
            WHERE c.depth > 0 OR i.side = 0)
          """;
  private static final String ITEM =
      """
      SELECT id, json FROM (
        SELECT i.id, i.json, r.created FROM response_item i JOIN response r ON r.key = i.response
        WHERE i.id = :item AND r.owner = :owner AND r.expires > :now
        UNION ALL
        SELECT i.id, i.json, c.created
        FROM conversation_item i JOIN conversation c ON c.key = i.conversation
        WHERE i.id = :item AND c.owner = :owner AND c.expires > :now)
      ORDER BY created DESC LIMIT 1
      """;

  private record Keyed(long key, StoredResponse response) {}

  private record Link(String previousId, long bytes) {}

  private final Database database;
  private final Limits limits;
  private final InstantSource clock;

  SqliteHistory(Database database, Limits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Chain chain(Ref response) {
    var values = values(response);
    return database.read(handle -> {
      var missing = missing(handle, response, values);
      return missing.isPresent()
          ? new Chain.Missing(missing.get())
          : new Chain.Turns(turns(handle, values));
    });
  }

  /** The first of the chain that is not there. */
  private Optional<String> missing(Handle handle, Ref response, Map<String, Object> values) {
    var links =
        handle
            .createQuery(LINKS)
            .bindMap(values)
            .map((row, _) -> new Link(row.getString(1), row.getLong(2)))
            .list();
    long bytes = links.stream().mapToLong(Link::bytes).sum();
    if (bytes > limits.context()) {
      throw new TooLarge("context of response " + response.id(), bytes, limits.context());
    }
    var next = links.isEmpty() ? response.id() : links.getLast().previousId();
    return next.isEmpty() ? Optional.empty() : Optional.of(next);
  }

  private static List<Turn> turns(Handle handle, Map<String, Object> values) {
    var rows =
        handle
            .createQuery(TURNS)
            .bindMap(values)
            .map((row, _) -> new Keyed(row.getLong("key"), ResponseRow.whole(row)))
            .list();
    var turns = new ArrayList<Turn>(rows.size());
    for (var row : rows) {
      var input = ItemRows.ofResponse(handle, row.key(), ItemRows.INPUT);
      var output = ItemRows.ofResponse(handle, row.key(), ItemRows.OUTPUT);
      turns.add(new Turn(row.response(), input, output));
    }
    return turns;
  }

  @Override
  public Listing inputs(Ref response, PageRequest page) {
    var pager = new Pager(LISTED, "response_item", values(response));
    return database.read(handle ->
        ResponseRow.find(handle, response, clock.instant()).isPresent()
            ? pager.page(handle, page)
            : new Listing.NotFound());
  }

  @Override
  public Optional<Item> item(String owner, String itemId) {
    return database.read(handle ->
        handle
            .createQuery(ITEM)
            .bind("item", itemId)
            .bind("owner", owner)
            .bind("now", clock.instant().toEpochMilli())
            .map((row, _) -> ItemRows.of(row))
            .findOne());
  }

  private Map<String, Object> values(Ref response) {
    return Map.of(
        "owner", response.owner(), "id", response.id(), "now", clock.instant().toEpochMilli());
  }
}
