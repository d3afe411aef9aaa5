package dev.fairlead.store.state;

import dev.fairlead.state.Event;
import dev.fairlead.state.EventLog;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Subscription;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Events in SQLite. Thread-safe. */
final class SqliteEvents implements EventLog {
  private final Database database;
  private final Listeners changed;
  private final EventRows rows;
  private final InstantSource clock;

  SqliteEvents(Database database, Listeners changed, Limits limits, InstantSource clock) {
    this.database = database;
    this.changed = changed;
    this.rows = new EventRows(limits);
    this.clock = clock;
  }

  @Override
  public boolean append(Ref response, List<Event> events) {
    boolean done =
        database.write(handle -> {
          var row =
              ResponseRow.find(handle, response, clock.instant())
                  .filter(found -> !found.status().ended());
          row.ifPresent(open -> rows.append(handle, open, events));
          return row.isPresent();
        });
    if (done) {
      changed.tell(response);
    }
    return done;
  }

  @Override
  public Optional<Subscription> subscribe(Ref response, long after) {
    boolean there =
        database.read(handle -> ResponseRow.find(handle, response, clock.instant()).isPresent());
    return there ? Optional.of(Tail.of(database, changed, response, after)) : Optional.empty();
  }
}
