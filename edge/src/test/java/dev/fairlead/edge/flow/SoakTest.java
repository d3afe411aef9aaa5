package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many clients doing everything at once leave nothing behind. */
final class SoakTest {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 40;
  private static final String[] FAULTS = {
    "tokens=5",
    "tokens=200",
    "status=503",
    "status=429",
    "status=400",
    "html",
    "cut-after=3",
    "end-after=3",
    "error-in-stream-after=3",
    "error-in-200",
    "garbage",
    "empty",
    "close-before-headers",
    "truncate-body",
    "wrong-content-length",
    "tokens=40,chunk-bytes=7",
    "latency=5ms",
    "no-done",
    "stall-after=2",
    "tokens=20,tokens-per-second=500"
  };

  @ParameterizedTest
  @EnumSource(Mode.class)
  void nothingIsLeftBehind(Mode mode) throws Exception {
    var broken = new ConcurrentLinkedQueue<Throwable>();
    var left = new AtomicInteger();
    var sent = new AtomicInteger();
    try (var pair =
        Pair.start(
            mode,
            k -> {
              k.loops = 2;
              k.firstToken = java.time.Duration.ofMillis(150);
              k.answer = java.time.Duration.ofMillis(150);
              k.betweenTokens = java.time.Duration.ofMillis(150);
              k.upstreamConnections = 24;
            },
            Pair.provider("tokens=5"),
            Pair.provider("tokens=7"))) {
      var clients = new ArrayList<Thread>();
      for (int c = 0; c < CLIENTS; c++) {
        var random = new SplittableRandom(c);
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    client(pair, random, sent, left);
                  } catch (IOException | RuntimeException | Error e) {
                    broken.add(e);
                  }
                }));
      }
      for (var client : clients) {
        client.join();
      }
      assertThat(broken).isEmpty();
      pair.quiet();
      Pair.await("all settled", () -> pair.edge.drained());
      var settled = pair.all();
      assertThat(settled.size()).isBetween(sent.get() - left.get(), sent.get());
      assertThat(settled.stream().map(s -> s.id()).distinct().count()).isEqualTo(settled.size());
      assertThat(settled).anyMatch(s -> s.end() == End.ANSWERED);
      assertThat(settled).anyMatch(s -> s.end() == End.CUT);
      assertThat(settled).anyMatch(s -> s.end() == End.FAILED);
      assertThat(settled).anyMatch(s -> s.end() == End.CANCELLED);
      for (var provider : pair.providers) {
        provider.awaitIdle(Pair.SOON);
        assertThat(provider.journal().connections()).isLessThanOrEqualTo(48);
      }
      Pair.await("clients' connections closed", () -> pair.edge.counts().open() == 0);
    }
    assertThat(Leaks.found()).isEmpty();
  }

  private static void client(
      Pair pair, SplittableRandom random, AtomicInteger sent, AtomicInteger left)
      throws IOException {
    var wire = pair.connect();
    for (int i = 0; i < ROUNDS; i++) {
      var fault = FAULTS[random.nextInt(FAULTS.length)];
      boolean stream = random.nextBoolean();
      var body =
          stream
              ? Pair.stream("")
              : Pair.body("\"usage\":{\"include\":" + random.nextBoolean() + "}");
      sent.incrementAndGet();
      wire.send(Pair.chatPost(body, "X-Simulate: " + fault));
      boolean gone = random.nextInt(6) == 0;
      if (gone) {
        left.incrementAndGet();
        if (random.nextBoolean()) {
          wire.reset();
        }
      } else {
        var answer = wire.answer();
        gone = !answer.whole() || answer.header("connection").equals("close");
      }
      if (gone) {
        wire.close();
        wire = pair.connect();
      }
    }
    wire.close();
  }
}
