package dev.fairlead.store.state;

import dev.fairlead.state.Event;
import dev.fairlead.state.Head;
import dev.fairlead.state.Item;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Ref;
import dev.fairlead.state.ResponseStore;
import dev.fairlead.state.Status;
import dev.fairlead.state.StoredResponse;
import dev.fairlead.state.TooLarge;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Responses in SQLite. Thread-safe. */
final class SqliteResponses implements ResponseStore {
  private static final String INSERT =
      """
      INSERT INTO response (owner, id, created, expires, model, previous_id, conversation_id,
        background, cancel_requested, status, input_bytes, bytes, event_bytes, object, opaque)
      VALUES (:owner, :id, :created, :expires, :model, :previous, :conversation,
        :background, 0, :status, :inputBytes, :bytes, 0, :object, :opaque)
      ON CONFLICT DO NOTHING
      RETURNING key
      """;
  private static final String UPDATE =
      """
      UPDATE response SET status = :status, bytes = :bytes, object = :object, opaque = :opaque
      WHERE key = :key
      """;
  private static final String UNFINISHED =
      "SELECT * FROM response WHERE status IN ('queued', 'in_progress') AND expires > :now"
          + " ORDER BY created, key";

  private final Database database;
  private final EventRows events;
  private final Listeners changed;
  private final Limits limits;
  private final InstantSource clock;

  SqliteResponses(Database database, Listeners changed, Limits limits, InstantSource clock) {
    this.database = database;
    this.events = new EventRows(limits);
    this.changed = changed;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void begin(Head head, List<Item> input, Progress progress) {
    if (head.context().previousResponseId().equals(head.ref().id())) {
      throw new IllegalArgumentException(head.ref().id() + ": continues itself");
    }
    long inputBytes = Weight.of(input);
    long bytes = weigh(head.ref(), inputBytes, progress);
    database.write(handle -> {
      long key =
          handle
              .createQuery(INSERT)
              .bind("owner", head.ref().owner())
              .bind("id", head.ref().id())
              .bind("created", head.created().toEpochMilli())
              .bind("expires", head.expires().toEpochMilli())
              .bind("model", head.model())
              .bind("previous", head.context().previousResponseId())
              .bind("conversation", head.context().conversationId())
              .bind("background", head.background())
              .bind("status", progress.status().word())
              .bind("inputBytes", inputBytes)
              .bind("bytes", bytes)
              .bind("object", progress.object())
              .bind("opaque", progress.opaque())
              .mapTo(Long.class)
              .findOne()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "response %s: is there already".formatted(head.ref().id())));
      ItemRows.insert(handle, key, ItemRows.INPUT, input);
      ItemRows.insert(handle, key, ItemRows.OUTPUT, progress.output());
      addToConversation(handle, head, input, progress);
      return key;
    });
  }

  @Override
  public boolean update(Ref ref, Progress progress, List<Event> more) {
    boolean done =
        database.write(handle ->
            ResponseRow.find(handle, ref, clock.instant())
                .filter(row -> !row.status().ended())
                .map(row -> update(handle, row, progress, more))
                .orElse(false));
    if (done) {
      changed.tell(ref);
    }
    return done;
  }

  private boolean update(Handle handle, ResponseRow row, Progress progress, List<Event> more) {
    var head = row.head();
    handle
        .createUpdate(UPDATE)
        .bind("key", row.key())
        .bind("status", progress.status().word())
        .bind("bytes", weigh(head.ref(), row.inputBytes(), progress))
        .bind("object", progress.object())
        .bind("opaque", progress.opaque())
        .execute();
    handle.execute(
        "DELETE FROM response_item WHERE response = ? AND side = ?", row.key(), ItemRows.OUTPUT);
    ItemRows.insert(handle, row.key(), ItemRows.OUTPUT, progress.output());
    events.append(handle, row, more);
    if (adds(head, progress)) {
      var input = ItemRows.ofResponse(handle, row.key(), ItemRows.INPUT);
      addToConversation(handle, head, input, progress);
    }
    return true;
  }

  private static boolean adds(Head head, Progress progress) {
    return !head.context().conversationId().isEmpty()
        && (progress.status() == Status.COMPLETED || progress.status() == Status.INCOMPLETE);
  }

  private void addToConversation(Handle handle, Head head, List<Item> input, Progress progress) {
    if (adds(head, progress)) {
      var conversation = new Ref(head.ref().owner(), head.context().conversationId());
      ConversationRow.find(handle, conversation, clock.instant())
          .ifPresent(row -> {
            ItemRows.append(handle, row.key(), input);
            ItemRows.append(handle, row.key(), progress.output());
          });
    }
  }

  private long weigh(Ref ref, long inputBytes, Progress progress) {
    long bytes =
        inputBytes
            + Weight.of(progress.object())
            + Weight.of(progress.output())
            + Weight.of(progress.opaque());
    if (bytes > limits.response()) {
      throw new TooLarge("response " + ref.id(), bytes, limits.response());
    }
    return bytes;
  }

  @Override
  public Optional<StoredResponse> find(Ref ref) {
    return database.read(handle -> ResponseRow.whole(handle, ref, clock.instant()));
  }

  @Override
  public boolean delete(Ref ref) {
    boolean done =
        database.write(handle ->
            ResponseRow.find(handle, ref, clock.instant())
                .map(row -> handle.execute("DELETE FROM response WHERE key = ?", row.key()))
                .isPresent());
    if (done) {
      changed.tell(ref);
    }
    return done;
  }

  @Override
  public List<StoredResponse> unfinished() {
    return database.read(handle ->
        handle
            .createQuery(UNFINISHED)
            .bind("now", clock.instant().toEpochMilli())
            .map((row, _) -> ResponseRow.whole(row))
            .list());
  }
}
