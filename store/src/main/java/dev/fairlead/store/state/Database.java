package dev.fairlead.store.state;

import dev.fairlead.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One database file, opened when it is first needed. Thread-safe.
 *
 * <p>Work is a transaction: all of it is done, or, if it throws, nothing. What goes wrong below is
 * a {@link StoreException}; what the work itself throws comes out as it is.
 */
final class Database implements AutoCloseable {

  /** What is done with a connection. */
  interface Work<T> {
    T with(Handle handle);
  }

  private record Open(Pools pools, Jdbi reader, Jdbi writer) {}

  private final Path directory;
  private final Path file;
  private volatile @Nullable Open open;
  private boolean closed;

  /**
   * @param directory made if need be, for its owner only
   */
  Database(Path directory, String file) {
    this.directory = directory;
    this.file = directory.resolve(file);
  }

  <T> T read(Work<T> work) {
    return run(open().reader(), work);
  }

  <T> T write(Work<T> work) {
    return run(open().writer(), work);
  }

  /** Opens it now if it is not. After a failure the next one who needs it tries again. */
  void prepare() {
    var _ = open();
  }

  private Open open() {
    var ready = open;
    return ready != null ? ready : opened();
  }

  private synchronized Open opened() {
    var ready = open;
    if (ready != null) {
      return ready;
    }
    if (closed) {
      throw new StoreException(file + ": is closed");
    }
    try {
      var pools = Pools.open(directory, file);
      ready = new Open(pools, pools.reader(), pools.writer());
      open = ready;
      return ready;
    } catch (IOException | SQLException | FlywayException | JdbiException e) {
      throw failed("cannot be opened", e);
    }
  }

  private <T> T run(Jdbi jdbi, Work<T> work) {
    try {
      return jdbi.inTransaction(work::with);
    } catch (JdbiException e) {
      throw failed("fails", e);
    }
  }

  private StoreException failed(String what, Exception e) {
    return new StoreException("%s: %s: %s".formatted(file, what, e.getMessage()), e);
  }

  @Override
  public synchronized void close() {
    closed = true;
    var ready = open;
    open = null;
    if (ready != null) {
      ready.pools().close();
    }
  }
}
