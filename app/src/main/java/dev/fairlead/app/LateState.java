package dev.fairlead.app;

import dev.fairlead.state.Limits;
import dev.fairlead.store.state.SqliteState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Kept state, loaded when it is first needed: the classes of a database take a tenth of a second,
 * which a start has no use for. Thread-safe.
 */
final class LateState implements Supplier<SqliteState>, AutoCloseable {
  private final Path directory;
  private final InstantSource clock;
  private volatile @Nullable SqliteState made;
  private boolean closed;

  LateState(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public SqliteState get() {
    var ready = made;
    return ready != null ? ready : make();
  }

  private synchronized SqliteState make() {
    var ready = made;
    if (ready == null) {
      if (closed) {
        throw new IllegalStateException("the gateway is closed");
      }
      ready = new SqliteState(directory, Limits.USUAL, clock);
      made = ready;
    }
    return ready;
  }

  /** Whether there is any, of this run or an earlier one. */
  boolean any() {
    return Files.exists(directory.resolve(SqliteState.FILE));
  }

  @Override
  public synchronized void close() {
    closed = true;
    var ready = made;
    if (ready != null) {
      ready.close();
    }
  }
}
