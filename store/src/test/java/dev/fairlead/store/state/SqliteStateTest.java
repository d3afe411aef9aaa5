package dev.fairlead.store.state;

import static dev.fairlead.store.state.Given.ann;
import static dev.fairlead.store.state.Given.events;
import static dev.fairlead.store.state.Given.items;
import static dev.fairlead.store.state.Given.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.state.Head.Context;
import dev.fairlead.state.Limits;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Status;
import dev.fairlead.state.Subscription.Batch;
import dev.fairlead.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStateTest extends StateContract {
  private static final Limits LIMITS = Limits.USUAL;

  private final Path temporary;
  private final Clock clock = new Clock();

  SqliteStateTest(@TempDir Path temporary) {
    super((limits, clock) -> new SqliteState(temporary.resolve("contract"), limits, clock));
    this.temporary = temporary;
  }

  private Path directory() {
    return temporary.resolve("data");
  }

  private SqliteState state(Path directory) {
    return new SqliteState(directory, LIMITS, clock);
  }

  @Test
  void makingOneDoesNotTouchTheDisk() {
    try (var state = state(directory())) {
      assertThat(directory()).doesNotExist();
      state.prepare();
      assertThat(directory().resolve("state.db")).exists();
    }
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    try (var state = state(directory())) {
      new Given(state, clock).running(ann("resp_1"));
      try (var files = Files.list(directory())) {
        assertThat(files.toList())
            .hasSizeGreaterThan(1)
            .allSatisfy(file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void whatWasKeptIsThereAfterARestart() {
    try (var state = state(directory())) {
      var given = new Given(state, clock);
      given.completed(ann("resp_1"), Context.NONE, "a");
      given.conversation(ann("conv_1"), "c");
    }
    try (var state = state(directory())) {
      assertThat(state.responses().find(ann("resp_1"))).isPresent();
      assertThat(state.items().all(ann("conv_1"))).contains(items("c"));
    }
  }

  @Test
  void aCrashBetweenTransactionsLosesNothingThatWasCommitted() throws Exception {
    try (var state = state(directory())) {
      var given = new Given(state, clock);
      given.completed(ann("resp_1"), Context.NONE, "a");
      given.running(ann("resp_2"));
      for (int i = 0; i < 50; i++) {
        state.events().append(ann("resp_2"), events(10 * i, 10 * i + 10));
      }
      state.cancellations().request(ann("resp_2"));
      copy(directory(), temporary.resolve("crashed"));
    }
    try (var state = state(temporary.resolve("crashed"))) {
      assertThat(state.responses().find(ann("resp_1"))).isPresent();
      var unfinished = state.responses().unfinished();
      assertThat(unfinished).map(r -> r.head().ref()).containsExactly(ann("resp_2"));
      assertThat(unfinished.getFirst().cancelRequested()).isTrue();
      try (var rest = state.events().subscribe(ann("resp_2"), 489).orElseThrow()) {
        assertThat(rest.next(Duration.ZERO)).isEqualTo(new Batch(events(490, 500), false));
      }
      assertThat(state.events().append(ann("resp_2"), events(500, 501))).isTrue();
    }
  }

  /** As the files lie on the disk at this moment, the log of the last transactions included. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (var name : List.of("state.db", "state.db-wal")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  @Test
  void aLogCutOffInTheMiddleLosesWholeTransactionsOnly() throws Exception {
    try (var state = state(directory())) {
      new Given(state, clock).running(ann("resp_1"));
      for (int i = 0; i < 40; i++) {
        state.events().append(ann("resp_1"), events(10 * i, 10 * i + 10));
      }
      copy(directory(), temporary.resolve("cut"));
    }
    var log = temporary.resolve("cut").resolve("state.db-wal");
    try (var channel = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 3 / 4 + 17);
    }
    try (var state = state(temporary.resolve("cut"));
        var all = state.events().subscribe(ann("resp_1"), -1).orElseThrow()) {
      int read = 0;
      for (var batch = all.next(Duration.ZERO);
          !batch.events().isEmpty();
          batch = all.next(Duration.ZERO)) {
        assertThat(batch.events()).isEqualTo(events(read, read + batch.events().size()));
        read += batch.events().size();
      }
      assertThat(read).isBetween(10, 390).satisfies(n -> assertThat(n % 10).isZero());
    }
  }

  @Test
  void aPurgeGivesItsSpaceBack() throws IOException {
    var file = directory().resolve("state.db");
    try (var state = state(directory())) {
      var given = new Given(state, clock);
      for (int i = 0; i < 20; i++) {
        var big = new Progress(Status.COMPLETED, "x".repeat(100_000), List.of(), "");
        var head = given.head(ann("resp_" + i), Context.NONE, false);
        state.responses().begin(head, List.of(), big);
      }
    }
    assertThat(Files.size(file)).isGreaterThan(2_000_000);
    try (var state = state(directory())) {
      clock.passes(Given.KEPT);
      assertThat(state.purge()).isEqualTo(20);
    }
    assertThat(Files.size(file)).isLessThan(200_000);
  }

  @Test
  void aDamagedFileIsSaid() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("state.db"), "this is no database ".repeat(400));
    try (var state = state(directory())) {
      assertThatThrownBy(() -> state.responses().find(ann("resp_1")))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(directory().resolve("state.db") + ": cannot be opened: ");
    }
  }

  @Test
  void aClosedStoreWakesWhoWaits() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Batch> waits;
      try (var state = state(directory())) {
        new Given(state, clock).running(ann("resp_1"));
        var rest = state.events().subscribe(ann("resp_1"), -1).orElseThrow();
        waits = threads.submit(() -> rest.next(Duration.ofSeconds(60)));
      }
      assertThatThrownBy(waits::get).hasRootCauseInstanceOf(StoreException.class);
    }
  }

  @Test
  void twoStoresOfOneFileSeeEachOther() throws Exception {
    try (var one = state(directory());
        var two = state(directory())) {
      var given = new Given(one, clock);
      given.running(ann("resp_1"));
      assertThat(two.events().append(ann("resp_1"), events(0, 2))).isTrue();
      assertThat(two.responses().update(ann("resp_1"), progress(Status.COMPLETED), List.of()))
          .isTrue();
      try (var rest = one.events().subscribe(ann("resp_1"), -1).orElseThrow()) {
        assertThat(rest.next(Duration.ZERO)).isEqualTo(new Batch(events(0, 2), true));
      }
    }
  }
}
