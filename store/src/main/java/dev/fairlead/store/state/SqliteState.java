package dev.fairlead.store.state;

import dev.fairlead.state.Cancellations;
import dev.fairlead.state.ConversationItems;
import dev.fairlead.state.ConversationStore;
import dev.fairlead.state.EventLog;
import dev.fairlead.state.History;
import dev.fairlead.state.Limits;
import dev.fairlead.state.ResponseStore;
import dev.fairlead.state.StateStore;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * State in {@code state.db} of a directory. Thread-safe. Made without any I/O: the file is opened
 * by the first operation, or by {@link #prepare}.
 *
 * <p>One process at a time: another one may read and write the file, but does not wake this one's
 * subscriptions and watches.
 */
public final class SqliteState implements StateStore {
  public static final String FILE = "state.db";

  private final Database database;
  private final Listeners changed = new Listeners();
  private final InstantSource clock;
  private final ResponseStore responses;
  private final Cancellations cancellations;
  private final EventLog events;
  private final History history;
  private final ConversationStore conversations;
  private final ConversationItems items;

  public SqliteState(Path directory, Limits limits, InstantSource clock) {
    this.database = new Database(directory, FILE);
    this.clock = clock;
    this.responses = new SqliteResponses(database, changed, limits, clock);
    this.cancellations = new SqliteCancellations(database, clock);
    this.events = new SqliteEvents(database, changed, limits, clock);
    this.history = new SqliteHistory(database, limits, clock);
    this.conversations = new SqliteConversations(database, limits, clock);
    this.items = new SqliteItems(database, limits, clock);
  }

  /**
   * Opens the file now, which takes some tenths of a second at the first time: for a thread in the
   * background.
   */
  public void prepare() {
    database.prepare();
  }

  @Override
  public ResponseStore responses() {
    return responses;
  }

  @Override
  public Cancellations cancellations() {
    return cancellations;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public ConversationStore conversations() {
    return conversations;
  }

  @Override
  public ConversationItems items() {
    return items;
  }

  @Override
  public int purge() {
    return new Purge(database).upTo(clock.instant());
  }

  /** Whoever waits in a subscription gets a {@code StoreException}. */
  @Override
  public void close() {
    database.close();
    changed.tellAll();
  }
}
