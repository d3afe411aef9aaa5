package dev.fairlead.store.state;

import dev.fairlead.state.Event;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Status;
import dev.fairlead.state.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads a response's events from the database, and waits for what this process appends. */
final class Tail implements Subscription {
  private static final int BATCH = 256;
  private static final String STATUS =
      "SELECT key, status FROM response WHERE owner = :owner AND id = :id";

  private record Standing(long key, Status status) {}

  private final Database database;
  private final Listeners changed;
  private final Ref ref;
  private final Signal signal = new Signal();
  private final Runnable listener = signal::raise;
  private long last;

  private Tail(Database database, Listeners changed, Ref ref, long after) {
    this.database = database;
    this.changed = changed;
    this.ref = ref;
    this.last = after;
  }

  static Tail of(Database database, Listeners changed, Ref ref, long after) {
    var tail = new Tail(database, changed, ref, after);
    changed.add(ref, tail.listener);
    return tail;
  }

  @Override
  public Batch next(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = signal.count();
      var batch = database.read(this::batch);
      if (!batch.events().isEmpty()) {
        last = batch.events().getLast().sequence();
        return batch;
      }
      if (batch.ended() || !signal.await(seen, deadline - System.nanoTime())) {
        return batch;
      }
    }
  }

  /** In one transaction: a response that has ended has no more events than are read here. */
  private Batch batch(Handle handle) {
    var standing = standing(handle);
    if (standing.isEmpty()) {
      return new Batch(List.of(), true);
    }
    List<Event> events = EventRows.after(handle, standing.get().key(), last, BATCH);
    return new Batch(events, standing.get().status().ended() && events.size() < BATCH);
  }

  private Optional<Standing> standing(Handle handle) {
    return handle
        .createQuery(STATUS)
        .bind("owner", ref.owner())
        .bind("id", ref.id())
        .map((row, _) -> new Standing(row.getLong(1), Status.of(row.getString(2))))
        .findOne();
  }

  @Override
  public void close() {
    changed.remove(ref, listener);
    signal.raise();
  }
}
