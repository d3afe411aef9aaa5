package dev.fairlead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.bench.origin.Answers;
import dev.fairlead.bench.origin.Origin;
import dev.fairlead.bench.origin.Pace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Expected GOOD = new Expected.Plain(Answers.MARKER, Answers.PLAIN_BYTES);
  private static final byte[] PLAIN = bytes("{\"model\":\"lorem\",\"messages\":[]}");

  private final Origin origin = Origin.start(0);
  private final Client client = new Client();
  private final Target target =
      new Target(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.port()),
          "/v1/x",
          Map.of());

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] stream(Pace pace) {
    return bytes("{\"model\":\"%s\",\"stream\":true}".formatted(pace.model()));
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time to wait").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void close() {
    client.close();
    origin.close();
  }

  @Test
  void aClosedLoopAsksAgainAfterEachAnswer() throws InterruptedException {
    var load = ClosedLoop.start(client, target, PLAIN, GOOD, 4);
    await(() -> load.tally().answered() >= 1_000);
    assertThat(load.stop(PATIENCE)).isTrue();
    assertThat(load.tally().errors()).isZero();
  }

  @Test
  void wrongAnswersAreErrorsAndEndTheLoad() throws InterruptedException {
    var load = ClosedLoop.start(client, target, bytes("{}"), GOOD, 4);
    await(() -> load.hopeless());
    assertThat(load.stop(PATIENCE)).isTrue();
    assertThat(load.tally().answered()).isZero();
    assertThat(load.tally().reasons().keySet())
        .singleElement()
        .asString()
        .startsWith("status: 400 (expected: 200) {\"error\"");
  }

  @Test
  void anAnswerThatIsTooShortIsAnError() throws InterruptedException {
    var picky = new Expected.Plain(Answers.MARKER, Answers.PLAIN_BYTES + 1);
    var load = ClosedLoop.start(client, target, PLAIN, picky, 1);
    await(() -> load.hopeless());
    assertThat(load.stop(PATIENCE)).isTrue();
    assertThat(load.tally().answered()).isZero();
  }

  @Test
  void nobodyListeningIsAnError() throws InterruptedException {
    origin.close();
    var load = ClosedLoop.start(client, target, PLAIN, GOOD, 1);
    await(() -> load.tally().errors() > 0);
    assertThat(load.stop(PATIENCE)).isTrue();
    assertThat(load.tally().answered()).isZero();
  }

  @Test
  void anOpenLoopSendsAsManyAsItsRateSays() throws InterruptedException {
    var load = new OpenLoop(client, target, PLAIN, GOOD, 8);
    assertThat(load.run(2_000, Duration.ofMillis(100), Duration.ofMillis(400), PATIENCE)).isTrue();
    assertThat(load.tally().answered()).isEqualTo(1_000);
    assertThat(load.latencies().count()).isEqualTo(800);
    assertThat(load.latencies().percentile(0)).isPositive();
  }

  @Test
  void anOpenLoopCountsTheWaitForAFreeConnection() throws InterruptedException {
    // One stream takes at least 40 ms and holds the only connection; ten are due within 10 ms.
    var pace = new Pace(5, 10);
    var load = new OpenLoop(client, target, stream(pace), new Expected.Events(pace.events()), 1);
    assertThat(load.run(1_000, Duration.ZERO, Duration.ofMillis(10), PATIENCE)).isTrue();
    assertThat(load.tally().answered()).isEqualTo(10);
    assertThat(load.latencies().max()).isGreaterThan(9 * 40_000_000L);
  }

  @Test
  void everyChunkOfEveryStreamArrives() throws InterruptedException {
    var pace = new Pace(20, 2);
    var load = new Streams(client, target, stream(pace), new Expected.Events(pace.events()));
    load.open(100);
    await(() -> load.settled() == 100);
    assertThat(load.tally().errors()).isZero();
    assertThat(load.tally().answered()).isEqualTo(100);
    assertThat(load.tally().events()).isEqualTo(100 * pace.events());
  }

  @Test
  void aStreamThatIsCutShortIsAnError() throws InterruptedException {
    var pace = new Pace(1_000, 1_000);
    var load = new Streams(client, target, stream(pace), new Expected.Events(pace.events()));
    load.open(3);
    await(() -> load.tally().events() > 0);
    origin.close();
    await(() -> load.settled() == 3);
    assertThat(load.tally().errors()).isEqualTo(3);
  }

  @Test
  void streamsThatTheCallerEndsAreNoErrors() throws InterruptedException {
    var pace = new Pace(1_000, 20);
    var load = new Streams(client, target, stream(pace), new Expected.Events(pace.events()));
    load.open(3);
    await(() -> load.tally().events() >= 10);
    load.close();
    await(() -> load.settled() == 3);
    assertThat(load.tally().errors()).isZero();
  }
}
