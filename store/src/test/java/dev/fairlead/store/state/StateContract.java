package dev.fairlead.store.state;

import static dev.fairlead.store.state.Given.ann;
import static dev.fairlead.store.state.Given.bob;
import static dev.fairlead.store.state.Given.events;
import static dev.fairlead.store.state.Given.item;
import static dev.fairlead.store.state.Given.items;
import static dev.fairlead.store.state.Given.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.state.ConversationItems.Added;
import dev.fairlead.state.Event;
import dev.fairlead.state.Head.Context;
import dev.fairlead.state.History.Chain;
import dev.fairlead.state.Item;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Listing;
import dev.fairlead.state.PageRequest;
import dev.fairlead.state.PageRequest.Order;
import dev.fairlead.state.Progress;
import dev.fairlead.state.StateStore;
import dev.fairlead.state.Status;
import dev.fairlead.state.Subscription;
import dev.fairlead.state.TooLarge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StateStore} promises. A subclass only says how to make an empty one. Long,
 * because it is one list of promises.
 */
abstract class StateContract {
  private static final Limits LIMITS = new Limits(4_000, 3_000, 6_000);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Clock clock = new Clock();
  private final StateStore store;
  private final Given given;

  /** Makes an empty store. */
  interface Empty {
    StateStore store(Limits limits, InstantSource clock);
  }

  StateContract(Empty empty) {
    store = empty.store(LIMITS, clock);
    given = new Given(store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  // Responses.

  @Test
  void whatBeganIsFoundAsItIs() {
    var head = given.head(ann("resp_1"), Context.NONE, true);
    store.responses().begin(head, items("a"), progress(Status.QUEUED));
    assertThat(store.responses().find(ann("resp_1")))
        .hasValueSatisfying(found -> {
          assertThat(found.head()).isEqualTo(head);
          assertThat(found.status()).isEqualTo(Status.QUEUED);
          assertThat(found.object()).isEqualTo(progress(Status.QUEUED).object());
          assertThat(found.opaque()).isEqualTo("opaque of queued");
          assertThat(found.cancelRequested()).isFalse();
        });
  }

  @Test
  void anUpdateTakesThePlaceOfWhatWas() {
    given.running(ann("resp_1"));
    store.responses().update(ann("resp_1"), progress(Status.IN_PROGRESS, "o1"), List.of());
    store.responses().update(ann("resp_1"), progress(Status.COMPLETED, "o1", "o2"), List.of());
    assertThat(turns("resp_1").items()).isEqualTo(items("i-resp_1", "o1", "o2"));
    assertThat(turns("resp_1").turns().getFirst().response().opaque())
        .isEqualTo("opaque of completed");
  }

  @Test
  void whatHasEndedNeverChanges() {
    given.running(ann("resp_1"));
    var responses = store.responses();
    assertThat(responses.update(ann("resp_1"), progress(Status.CANCELLED), List.of())).isTrue();
    assertThat(responses.update(ann("resp_1"), progress(Status.COMPLETED), List.of())).isFalse();
    assertThat(store.events().append(ann("resp_1"), events(0, 1))).isFalse();
    assertThat(responses.find(ann("resp_1")).orElseThrow().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void anIdIsTakenOnceForEachOwner() {
    given.completed(ann("resp_1"), Context.NONE, "a");
    given.completed(bob("resp_1"), Context.NONE, "b");
    assertThatThrownBy(() -> given.completed(ann("resp_1"), Context.NONE, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("response resp_1: is there already");
    assertThat(turns("resp_1").items()).isEqualTo(items("a", "o-resp_1"));
  }

  @Test
  void nothingOfSomebodyElseIsFound() {
    given.running(ann("resp_1"));
    given.conversation(ann("conv_1"), "c1");
    var other = bob("resp_1");
    assertThat(store.responses().find(other)).isEmpty();
    assertThat(store.responses().update(other, progress(Status.COMPLETED), List.of())).isFalse();
    assertThat(store.responses().delete(other)).isFalse();
    assertThat(store.cancellations().request(other)).isEmpty();
    assertThat(store.events().append(other, events(0, 1))).isFalse();
    assertThat(store.events().subscribe(other, -1)).isEmpty();
    assertThat(store.history().chain(other)).isEqualTo(new Chain.Missing("resp_1"));
    assertThat(store.history().inputs(other, PageRequest.first(Order.ASC, 20)))
        .isEqualTo(new Listing.NotFound());
    assertThat(store.history().item("key_bob", "i-resp_1")).isEmpty();
    assertThat(store.history().item("key_bob", "c1")).isEmpty();
    var conversation = bob("conv_1");
    assertThat(store.conversations().find(conversation)).isEmpty();
    assertThat(store.conversations().update(conversation, "{}")).isEmpty();
    assertThat(store.conversations().delete(conversation)).isFalse();
    assertThat(store.items().add(conversation, items("x"))).isEqualTo(new Added.NotFound());
    assertThat(store.items().all(conversation)).isEmpty();
    assertThat(store.items().list(conversation, PageRequest.first(Order.ASC, 20)))
        .isEqualTo(new Listing.NotFound());
    assertThat(store.items().find(conversation, "c1")).isEmpty();
    assertThat(store.items().delete(conversation, "c1")).isFalse();
    assertThat(store.responses().find(ann("resp_1")).orElseThrow().cancelRequested()).isFalse();
    assertThat(store.items().all(ann("conv_1"))).contains(items("c1"));
  }

  @Test
  void whatContinuesSomebodyElsesResponseIsMissingIt() {
    given.completed(ann("resp_1"), Context.NONE, "a");
    given.completed(bob("resp_2"), Context.after("resp_1"), "b");
    assertThat(store.history().chain(bob("resp_2"))).isEqualTo(new Chain.Missing("resp_1"));
  }

  @Test
  void aDeletedResponseIsGoneWithItsItemsAndEvents() {
    given.running(ann("resp_1"));
    store.events().append(ann("resp_1"), events(0, 3));
    assertThat(store.responses().delete(ann("resp_1"))).isTrue();
    assertThat(store.responses().delete(ann("resp_1"))).isFalse();
    assertThat(store.responses().find(ann("resp_1"))).isEmpty();
    assertThat(store.history().item("key_ann", "i-resp_1")).isEmpty();
    assertThat(store.events().subscribe(ann("resp_1"), -1)).isEmpty();
  }

  @Test
  void theUnfinishedAreListedOldestFirst() {
    given.running(ann("resp_1"));
    clock.passes(Duration.ofSeconds(1));
    given.completed(ann("resp_2"), Context.NONE);
    given.running(bob("resp_3"));
    assertThat(store.responses().unfinished())
        .map(response -> response.head().ref())
        .containsExactly(ann("resp_1"), bob("resp_3"));
  }

  @Test
  void aResponseBeyondItsBoundIsRefusedAndNotKept() {
    var big = new Item("a", "\"" + "ü".repeat(2_000) + "\"");
    assertThatThrownBy(() ->
            store
                .responses()
                .begin(
                    given.head(ann("resp_1"), Context.NONE, false),
                    List.of(big),
                    new Progress(Status.COMPLETED, "{}", List.of(), "")))
        .isInstanceOf(TooLarge.class)
        .hasMessage("response resp_1: 4005 bytes (expected: <= 4000)");
    assertThat(store.responses().find(ann("resp_1"))).isEmpty();
  }

  @Test
  void anUpdateBeyondTheBoundLeavesWhatWas() {
    given.running(ann("resp_1"));
    var big = new Progress(Status.COMPLETED, "x".repeat(4_000), List.of(), "");
    assertThatThrownBy(() -> store.responses().update(ann("resp_1"), big, events(0, 1)))
        .isInstanceOf(TooLarge.class);
    assertThat(store.responses().find(ann("resp_1")).orElseThrow().status())
        .isEqualTo(Status.IN_PROGRESS);
    assertThat(store.events().append(ann("resp_1"), events(0, 1))).isTrue();
  }

  // History.

  @Test
  void aChainIsAllThatWentBeforeInOrder() {
    given.completed(ann("resp_1"), Context.NONE, "a1", "a2");
    given.completed(ann("resp_2"), Context.after("resp_1"), "b");
    given.completed(ann("resp_3"), Context.after("resp_2"), "c");
    given.completed(ann("resp_2b"), Context.after("resp_1"), "other branch");
    assertThat(turns("resp_3").items())
        .isEqualTo(items("a1", "a2", "o-resp_1", "b", "o-resp_2", "c", "o-resp_3"));
    assertThat(turns("resp_3").turns())
        .map(turn -> turn.response().head().ref().id())
        .containsExactly("resp_1", "resp_2", "resp_3");
  }

  @Test
  void aChainWithADeletedLinkSaysWhichIsMissing() {
    given.completed(ann("resp_1"), Context.NONE, "a");
    given.completed(ann("resp_2"), Context.after("resp_1"), "b");
    store.responses().delete(ann("resp_1"));
    assertThat(store.history().chain(ann("resp_2"))).isEqualTo(new Chain.Missing("resp_1"));
  }

  @Test
  void aChainBeyondTheBoundIsNotRead() {
    var previous = Context.NONE;
    for (int i = 0; i < 3; i++) {
      var head = given.head(ann("resp_" + i), previous, false);
      var object = "x".repeat(2_500);
      store
          .responses()
          .begin(head, List.of(), new Progress(Status.COMPLETED, object, List.of(), ""));
      previous = Context.after("resp_" + i);
    }
    assertThat(store.history().chain(ann("resp_1"))).isInstanceOf(Chain.Turns.class);
    assertThatThrownBy(() -> store.history().chain(ann("resp_2")))
        .isInstanceOf(TooLarge.class)
        .hasMessage("context of response resp_2: 7500 bytes (expected: <= 6000)");
  }

  @Test
  void theInputsOfAResponseAreAllItWasMadeOf() {
    given.completed(ann("resp_1"), Context.NONE, "a1", "a2");
    given.completed(ann("resp_2"), Context.after("resp_1"), "b");
    assertThat(store.history().inputs(ann("resp_2"), PageRequest.first(Order.DESC, 20)))
        .isEqualTo(new Listing.Page(items("b", "o-resp_1", "a2", "a1"), false));
    assertThat(store.history().inputs(ann("resp_2"), PageRequest.first(Order.ASC, 20)))
        .isEqualTo(new Listing.Page(items("a1", "a2", "o-resp_1", "b"), false));
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrOverlap() {
    var random = new Random(7);
    var ids = random.ints(23, 0, 1_000_000).distinct().mapToObj(n -> "i" + n).toList();
    given.completed(ann("resp_1"), Context.NONE, ids.subList(0, 9).toArray(String[]::new));
    given.completed(
        ann("resp_2"), Context.after("resp_1"), ids.subList(9, ids.size()).toArray(String[]::new));
    var all = new ArrayList<>(ids.subList(0, 9));
    all.add("o-resp_1");
    all.addAll(ids.subList(9, ids.size()));
    for (var order : Order.values()) {
      for (int limit : new int[] {1, 4, 8, 24, 100}) {
        var expected = order == Order.ASC ? all : all.reversed();
        assertThat(walk(order, limit)).as("%s %d", order, limit).isEqualTo(expected);
      }
    }
  }

  private List<String> walk(Order order, int limit) {
    var seen = new ArrayList<String>();
    var after = "";
    boolean more = true;
    while (more) {
      var page = page(new PageRequest(order, limit, after, ""));
      page.items().forEach(item -> seen.add(item.id()));
      assertThat(page.items()).hasSizeBetween(1, limit);
      after = seen.getLast();
      more = page.more();
    }
    return seen;
  }

  private Listing.Page page(PageRequest request) {
    return (Listing.Page) store.history().inputs(ann("resp_2"), request);
  }

  @Test
  void aPageBeforeACursorEndsThere() {
    given.completed(ann("resp_2"), Context.NONE, "a", "b", "c", "d", "e");
    assertThat(page(new PageRequest(Order.ASC, 2, "", "d")))
        .isEqualTo(new Listing.Page(items("b", "c"), true));
    assertThat(page(new PageRequest(Order.ASC, 5, "", "c")))
        .isEqualTo(new Listing.Page(items("a", "b"), false));
    assertThat(page(new PageRequest(Order.DESC, 2, "", "b")))
        .isEqualTo(new Listing.Page(items("d", "c"), true));
    assertThat(page(new PageRequest(Order.ASC, 5, "a", "d")))
        .isEqualTo(new Listing.Page(items("b", "c"), false));
  }

  @Test
  void aCursorThatIsNoItemOfTheListIsSaid() {
    given.completed(ann("resp_1"), Context.NONE, "elsewhere");
    given.completed(ann("resp_2"), Context.NONE, "a");
    assertThat(
            store.history().inputs(ann("resp_2"), new PageRequest(Order.ASC, 5, "elsewhere", "")))
        .isEqualTo(new Listing.NoSuchItem("elsewhere"));
    assertThat(store.history().inputs(ann("resp_2"), new PageRequest(Order.ASC, 5, "", "x")))
        .isEqualTo(new Listing.NoSuchItem("x"));
  }

  @Test
  void anItemIsFoundByItsIdTheNewestFirst() {
    given.completed(ann("resp_1"), Context.NONE, "a");
    clock.passes(Duration.ofSeconds(1));
    var newer = new Item("a", "{\"id\":\"a\",\"newer\":true}");
    store
        .responses()
        .begin(
            given.head(ann("resp_2"), Context.NONE, false),
            List.of(newer),
            progress(Status.COMPLETED));
    given.conversation(ann("conv_1"), "c");
    assertThat(store.history().item("key_ann", "a")).contains(newer);
    assertThat(store.history().item("key_ann", "o-resp_1")).contains(item("o-resp_1"));
    assertThat(store.history().item("key_ann", "c")).contains(item("c"));
    assertThat(store.history().item("key_ann", "none")).isEmpty();
  }

  // Events.

  @Test
  void eventsAreReadFromAPlaceOn() throws InterruptedException {
    given.running(ann("resp_1"));
    store.events().append(ann("resp_1"), events(0, 5));
    try (var rest = store.events().subscribe(ann("resp_1"), 2).orElseThrow()) {
      assertThat(rest.next(Duration.ZERO)).isEqualTo(new Subscription.Batch(events(3, 5), false));
      assertThat(rest.next(Duration.ZERO)).isEqualTo(new Subscription.Batch(List.of(), false));
    }
  }

  @Test
  void theLastEventsComeWithTheEnd() throws InterruptedException {
    given.running(ann("resp_1"));
    store.events().append(ann("resp_1"), events(0, 2));
    store.responses().update(ann("resp_1"), progress(Status.COMPLETED), events(2, 3));
    try (var all = store.events().subscribe(ann("resp_1"), -1).orElseThrow();
        var none = store.events().subscribe(ann("resp_1"), 2).orElseThrow()) {
      assertThat(all.next(LONG)).isEqualTo(new Subscription.Batch(events(0, 3), true));
      assertThat(none.next(LONG)).isEqualTo(new Subscription.Batch(List.of(), true));
    }
  }

  @Test
  void deletionEndsASubscription() throws InterruptedException {
    given.running(ann("resp_1"));
    try (var rest = store.events().subscribe(ann("resp_1"), -1).orElseThrow()) {
      store.responses().delete(ann("resp_1"));
      assertThat(rest.next(LONG)).isEqualTo(new Subscription.Batch(List.of(), true));
    }
  }

  @Test
  void sequenceNumbersMustGrow() {
    given.running(ann("resp_1"));
    store.events().append(ann("resp_1"), events(0, 3));
    assertThatThrownBy(() -> store.events().append(ann("resp_1"), events(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sequence: 2 (expected: > 2)");
    var twice = List.of(new Event(7, "a", "{}"), new Event(7, "b", "{}"));
    assertThatThrownBy(() -> store.events().append(ann("resp_1"), twice))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.events().append(ann("resp_1"), events(7, 8))).isTrue();
  }

  @Test
  void eventsBeyondTheirBoundAreRefusedTogether() throws InterruptedException {
    given.running(ann("resp_1"));
    store.events().append(ann("resp_1"), events(0, 40));
    assertThatThrownBy(() -> store.events().append(ann("resp_1"), events(40, 80)))
        .isInstanceOf(TooLarge.class)
        .hasMessageStartingWith("events of response resp_1: ")
        .hasMessageEndingWith("bytes (expected: <= 3000)");
    try (var all = store.events().subscribe(ann("resp_1"), -1).orElseThrow()) {
      assertThat(all.next(Duration.ZERO).events()).isEqualTo(events(0, 40));
    }
  }

  @Test
  void aReaderFollowsManyWritersToTheEnd() throws Exception {
    int writers = 16;
    int batches = 10;
    var read = new ConcurrentLinkedQueue<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Object>>();
      for (int w = 0; w < writers; w++) {
        var ref = ann("resp_" + w);
        given.running(ref);
        var rest = store.events().subscribe(ref, -1).orElseThrow();
        tasks.add(() -> {
          var seen = follow(rest);
          read.add(ref.id());
          assertThat(seen).isEqualTo(events(0, 3 * batches));
          return seen;
        });
        tasks.add(() -> {
          for (int b = 0; b < batches - 1; b++) {
            store.events().append(ref, events(3 * b, 3 * b + 3));
          }
          var last = events(3 * batches - 3, 3 * batches);
          return store.responses().update(ref, progress(Status.COMPLETED), last);
        });
      }
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
    assertThat(read).hasSize(writers);
  }

  private static List<Event> follow(Subscription subscription) throws InterruptedException {
    var seen = new ArrayList<Event>();
    try (subscription) {
      while (true) {
        var batch = subscription.next(LONG);
        seen.addAll(batch.events());
        if (batch.ended()) {
          return seen;
        }
        assertThat(batch.events()).as("woken within %s", LONG).isNotEmpty();
      }
    }
  }

  // Cancellation.

  @Test
  void aWishForTheEndReachesWhoWatches() {
    given.running(ann("resp_1"));
    var calls = new AtomicInteger();
    try (var _ = store.cancellations().watch(ann("resp_1"), calls::incrementAndGet)) {
      assertThat(calls).hasValue(0);
      var noted = store.cancellations().request(ann("resp_1")).orElseThrow();
      assertThat(noted.cancelRequested()).isTrue();
      assertThat(noted.status()).isEqualTo(Status.IN_PROGRESS);
      store.cancellations().request(ann("resp_1"));
      assertThat(calls).hasValue(1);
    }
    try (var _ = store.cancellations().watch(ann("resp_1"), calls::incrementAndGet)) {
      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    given.running(ann("resp_1"));
    store.responses().update(ann("resp_1"), progress(Status.COMPLETED), List.of());
    var calls = new AtomicInteger();
    try (var _ = store.cancellations().watch(ann("resp_1"), calls::incrementAndGet)) {
      var noted = store.cancellations().request(ann("resp_1")).orElseThrow();
      assertThat(noted.cancelRequested()).isFalse();
      assertThat(noted.status()).isEqualTo(Status.COMPLETED);
    }
    assertThat(calls).hasValue(0);
  }

  // Conversations.

  @Test
  void aConversationIsFoundChangedAndDeleted() {
    given.conversation(ann("conv_1"), "a");
    var conversations = store.conversations();
    assertThat(conversations.find(ann("conv_1")).orElseThrow().metadata())
        .isEqualTo("{\"topic\":\"a\"}");
    assertThat(conversations.update(ann("conv_1"), "{}").orElseThrow().metadata()).isEqualTo("{}");
    assertThat(conversations.find(ann("conv_1")).orElseThrow().metadata()).isEqualTo("{}");
    assertThat(conversations.delete(ann("conv_1"))).isTrue();
    assertThat(conversations.delete(ann("conv_1"))).isFalse();
    assertThat(store.items().all(ann("conv_1"))).isEmpty();
    assertThat(store.history().item("key_ann", "a")).isEmpty();
  }

  @Test
  void itemsAreAddedAtTheEndAllOrNone() {
    given.conversation(ann("conv_1"), "a");
    var all = store.items();
    assertThat(all.add(ann("conv_1"), items("b", "c"))).isEqualTo(new Added.Done());
    assertThat(all.add(ann("conv_1"), items("d", "b"))).isEqualTo(new Added.Duplicate("b"));
    assertThat(all.add(ann("conv_1"), items("d", "d"))).isEqualTo(new Added.Duplicate("d"));
    assertThat(all.all(ann("conv_1"))).contains(items("a", "b", "c"));
    assertThat(all.find(ann("conv_1"), "b")).contains(item("b"));
    assertThat(all.delete(ann("conv_1"), "b")).isTrue();
    assertThat(all.delete(ann("conv_1"), "b")).isFalse();
    assertThat(all.add(ann("conv_1"), items("b"))).isEqualTo(new Added.Done());
    assertThat(all.list(ann("conv_1"), PageRequest.first(Order.DESC, 2)))
        .isEqualTo(new Listing.Page(items("b", "c"), true));
    assertThat(all.list(ann("conv_1"), new PageRequest(Order.DESC, 2, "c", "")))
        .isEqualTo(new Listing.Page(items("a"), false));
  }

  @Test
  void aResponseAddsItsItemsToItsConversationWhenItCompletes() {
    given.conversation(ann("conv_1"), "a");
    store
        .responses()
        .begin(
            given.head(ann("resp_1"), Context.in("conv_1"), true),
            items("b"),
            progress(Status.IN_PROGRESS));
    assertThat(store.items().all(ann("conv_1"))).contains(items("a"));
    store.responses().update(ann("resp_1"), progress(Status.COMPLETED, "c"), List.of());
    assertThat(store.items().all(ann("conv_1"))).contains(items("a", "b", "c"));
    given.completed(ann("resp_2"), Context.in("conv_1"), "d");
    assertThat(store.items().all(ann("conv_1"))).contains(items("a", "b", "c", "d", "o-resp_2"));
  }

  @Test
  void aFailedResponseAddsNothingToItsConversation() {
    given.conversation(ann("conv_1"), "a");
    store
        .responses()
        .begin(
            given.head(ann("resp_1"), Context.in("conv_1"), true),
            items("b"),
            progress(Status.IN_PROGRESS));
    store.responses().update(ann("resp_1"), progress(Status.FAILED, "c"), List.of());
    assertThat(store.items().all(ann("conv_1"))).contains(items("a"));
  }

  @Test
  void aConversationBeyondTheBoundIsNotReadAtOnce() {
    given.conversation(ann("conv_1"));
    for (int i = 0; i < 3; i++) {
      var big = new Item("i" + i, "x".repeat(2_500));
      assertThat(store.items().add(ann("conv_1"), List.of(big))).isEqualTo(new Added.Done());
    }
    assertThatThrownBy(() -> store.items().all(ann("conv_1")))
        .isInstanceOf(TooLarge.class)
        .hasMessage("conversation conv_1: 7506 bytes (expected: <= 6000)");
  }

  // Retention.

  @Test
  void whatHasExpiredIsNotFoundAndThenPurged() {
    given.running(ann("resp_1"));
    clock.passes(Given.KEPT.minusMillis(1));
    given.completed(ann("resp_2"), Context.NONE, "b");
    assertThat(store.responses().find(ann("resp_1"))).isPresent();
    assertThat(store.purge()).isZero();
    clock.passes(Duration.ofMillis(1));
    assertThat(store.responses().find(ann("resp_1"))).isEmpty();
    assertThat(store.responses().unfinished()).isEmpty();
    assertThat(store.history().item("key_ann", "i-resp_1")).isEmpty();
    assertThat(store.purge()).isEqualTo(1);
    assertThat(store.purge()).isZero();
    assertThat(store.responses().find(ann("resp_2"))).isPresent();
  }

  @Test
  void theItemsOfAnExpiredResponseStayWhileSomethingContinuesThem() {
    given.completed(ann("resp_1"), Context.NONE, "a");
    given.completed(ann("resp_2"), Context.after("resp_1"), "b");
    clock.passes(Given.KEPT.minusDays(1));
    given.completed(ann("resp_3"), Context.after("resp_2"), "c");
    clock.passes(Duration.ofDays(1));
    assertThat(store.purge()).isZero();
    assertThat(store.responses().find(ann("resp_2"))).isEmpty();
    assertThat(store.history().chain(ann("resp_2"))).isEqualTo(new Chain.Missing("resp_2"));
    assertThat(turns("resp_3").items())
        .isEqualTo(items("a", "o-resp_1", "b", "o-resp_2", "c", "o-resp_3"));
    clock.passes(Given.KEPT);
    assertThat(store.purge()).isEqualTo(3);
  }

  @Test
  void manyExpireAtOnce() {
    for (int i = 0; i < 450; i++) {
      given.completed(ann("resp_" + i), Context.NONE);
    }
    given.conversation(ann("conv_1"));
    clock.passes(Given.KEPT);
    assertThat(store.purge()).isEqualTo(450);
    assertThat(store.conversations().find(ann("conv_1"))).isPresent();
  }

  private Chain.Turns turns(String id) {
    return (Chain.Turns) store.history().chain(ann(id));
  }
}
