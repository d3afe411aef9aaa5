package dev.fairlead.store.state;

import dev.fairlead.state.Conversation;
import dev.fairlead.state.Event;
import dev.fairlead.state.Head;
import dev.fairlead.state.Head.Context;
import dev.fairlead.state.Item;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Ref;
import dev.fairlead.state.StateStore;
import dev.fairlead.state.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A store with what a test needs in it. */
record Given(StateStore store, Clock clock) {
  static final Duration KEPT = Duration.ofDays(30);

  static Ref ann(String id) {
    return new Ref("key_ann", id);
  }

  static Ref bob(String id) {
    return new Ref("key_bob", id);
  }

  static Item item(String id) {
    return new Item(id, "{\"id\":\"%s\",\"type\":\"message\"}".formatted(id));
  }

  static List<Item> items(String... ids) {
    return Stream.of(ids).map(Given::item).toList();
  }

  static List<Event> events(int from, int to) {
    return Stream.iterate(from, n -> n < to, n -> n + 1)
        .map(n ->
            new Event(n, "response.output_text.delta", "{\"sequence_number\":%d}".formatted(n)))
        .toList();
  }

  static Progress progress(Status status, String... output) {
    var object = "{\"object\":\"response\",\"status\":\"%s\"}".formatted(status.word());
    return new Progress(status, object, items(output), "opaque of " + status.word());
  }

  Head head(Ref ref, Context context, boolean background) {
    var now = clock.instant();
    return new Head(ref, now, now.plus(KEPT), "acme/model", context, background);
  }

  /** A response that has completed, with one item of output, {@code o-ID}. */
  void completed(Ref ref, Context context, String... input) {
    store
        .responses()
        .begin(
            head(ref, context, false), items(input), progress(Status.COMPLETED, "o-" + ref.id()));
  }

  /** A background response that somebody works at. */
  void running(Ref ref) {
    store
        .responses()
        .begin(head(ref, Context.NONE, true), items("i-" + ref.id()), progress(Status.IN_PROGRESS));
  }

  void conversation(Ref ref, String... ids) {
    var now = clock.instant();
    var conversation = new Conversation(ref, now, Conversation.NEVER, "{\"topic\":\"a\"}");
    store.conversations().create(conversation, items(ids));
  }
}
