package dev.fairlead.store.state;

import dev.fairlead.state.Cancellations;
import dev.fairlead.state.Ref;
import dev.fairlead.state.StoredResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cancellation as a column, and listeners in this process. Thread-safe. */
final class SqliteCancellations implements Cancellations {
  private static final String REQUEST =
      """
      UPDATE response SET cancel_requested = 1
      WHERE owner = :owner AND id = :id AND status IN ('queued', 'in_progress')
      """;

  private final Database database;
  private final InstantSource clock;
  private final Listeners listeners = new Listeners();

  SqliteCancellations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<StoredResponse> request(Ref response) {
    var found =
        database.write(handle -> {
          handle
              .createUpdate(REQUEST)
              .bind("owner", response.owner())
              .bind("id", response.id())
              .execute();
          return ResponseRow.whole(handle, response, clock.instant());
        });
    if (found.isPresent() && !found.get().status().ended()) {
      listeners.tell(response);
    }
    return found;
  }

  @Override
  public Watch watch(Ref response, Runnable requested) {
    var told = new AtomicBoolean();
    Runnable once =
        () -> {
          if (told.compareAndSet(false, true)) {
            requested.run();
          }
        };
    listeners.add(response, once);
    boolean already =
        database.read(handle ->
            ResponseRow.whole(handle, response, clock.instant())
                .map(StoredResponse::cancelRequested)
                .orElse(false));
    if (already) {
      once.run();
    }
    return () -> listeners.remove(response, once);
  }
}
