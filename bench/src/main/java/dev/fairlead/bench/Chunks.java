package dev.fairlead.bench;

import dev.fairlead.bench.load.Streams;
import dev.fairlead.bench.peer.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * CPU time per chunk of event streams, many at once, each chunk apart from the next. The requests
 * that open the streams are in it: divided by some hundred chunks they weigh little.
 *
 * @param form that callers ask in
 */
record Chunks(Form form) implements Measure {
  static final String CPU = "cpu_us_per_chunk";
  static final String RATE = "chunks_per_second";

  private static final int SETTLED = 2;
  private static final int WARM_UPS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  @Override
  public String name() {
    return form.name("sse");
  }

  @Override
  public void run(Lab lab) throws InterruptedException, IOException {
    for (var peer : lab.peers()) {
      if (form.takenBy(peer)) {
        warmUp(lab, lab.running(peer));
      }
    }
    Rounds.run(
        lab,
        name(),
        lab.settings().rounds(),
        (peer, round) -> {
          if (form.takenBy(peer)) {
            var load = load(lab, lab.running(peer));
            lab.add(measure(lab, lab.running(peer), load, round), load.tally());
          }
        });
  }

  /** Rounds that are not kept, until the CPU time for a chunk has stopped falling. */
  private void warmUp(Lab lab, Running running) throws InterruptedException {
    var settling = new Settling(SETTLED);
    for (int round = 0; round < WARM_UPS && !settling.settled(); round++) {
      var sample = measure(lab, running, load(lab, running), round);
      settling.add(sample.figures().getOrDefault(CPU, 0.0));
    }
  }

  private Streams load(Lab lab, Running running) {
    var pace = lab.settings().pace();
    return new Streams(
        lab.client(),
        form.target(running.streams().get()),
        form.stream(running.model().apply(pace.model())),
        form.streamAnswer(pace));
  }

  private Sample measure(Lab lab, Running running, Streams load, int round)
      throws InterruptedException {
    var settings = lab.settings();
    var pace = settings.pace();
    int count = Math.max(1, settings.streams() / running.peer().slowness());
    long limit =
        System.nanoTime() + PATIENCE.toNanos() + 1_000_000L * pace.chunks() * pace.millis();
    var start = lab.window(running);
    load.open(count);
    while (load.settled() < count && System.nanoTime() < limit) {
      Thread.sleep(PAUSE);
    }
    var window = start.end();
    load.close();
    long events = load.tally().events();
    var figures =
        Map.of(
            CPU,
            window.cpuMicros() / (double) Math.max(1, events),
            RATE,
            events * 1e9 / window.nanos(),
            Throughput.BUSY,
            window.busy(),
            Sample.FOREIGN,
            window.foreignCores());
    long errors = load.tally().errors() + count - load.settled();
    return new Sample(name(), running.peer().name(), round, figures, errors);
  }
}
