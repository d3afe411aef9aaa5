package dev.fairlead.store.state;

import dev.fairlead.state.Event;
import dev.fairlead.state.Limits;
import dev.fairlead.state.TooLarge;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of a response's events. */
record EventRows(Limits limits) {
  private static final String INSERT =
      """
      INSERT INTO response_event (response, sequence, name, data)
      VALUES (:response, :sequence, :name, :data)
      """;
  private static final String LAST =
      "SELECT coalesce(max(sequence), -1) FROM response_event WHERE response = :response";
  private static final String WEIGH =
      "UPDATE response SET event_bytes = event_bytes + :bytes WHERE key = :key"
          + " RETURNING event_bytes";
  private static final String AFTER =
      """
      SELECT sequence, name, data FROM response_event
      WHERE response = :response AND sequence > :after ORDER BY sequence LIMIT :limit
      """;

  void append(Handle handle, ResponseRow row, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    weigh(handle, row, events);
    long last = handle.createQuery(LAST).bind("response", row.key()).mapTo(Long.class).one();
    var batch = handle.prepareBatch(INSERT);
    for (var event : events) {
      if (event.sequence() <= last) {
        throw new IllegalArgumentException(
            "sequence: %d (expected: > %d)".formatted(event.sequence(), last));
      }
      last = event.sequence();
      batch
          .bind("response", row.key())
          .bind("sequence", event.sequence())
          .bind("name", event.name())
          .bind("data", event.data())
          .add();
    }
    batch.execute();
  }

  private void weigh(Handle handle, ResponseRow row, List<Event> events) {
    long bytes = events.stream().mapToLong(e -> Weight.of(e.name()) + Weight.of(e.data())).sum();
    long all =
        handle
            .createQuery(WEIGH)
            .bind("key", row.key())
            .bind("bytes", bytes)
            .mapTo(Long.class)
            .one();
    if (all > limits.events()) {
      var id = row.head().ref().id();
      throw new TooLarge("events of response " + id, all, limits.events());
    }
  }

  static List<Event> after(Handle handle, long response, long after, int limit) {
    return handle
        .createQuery(AFTER)
        .bind("response", response)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> new Event(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }
}
