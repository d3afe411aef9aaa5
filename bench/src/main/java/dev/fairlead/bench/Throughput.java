package dev.fairlead.bench;

import dev.fairlead.bench.load.ClosedLoop;
import dev.fairlead.bench.peer.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * CPU time per request, and requests per second, with callers that ask as fast as they are
 * answered.
 *
 * @param size as {@code 1k}
 * @param bytes of a request's body
 * @param form that callers ask in
 */
record Throughput(String size, int bytes, Form form) implements Measure {
  static final String CPU = "cpu_us";
  static final String RATE = "per_second";
  static final String BUSY = "busy";

  private static final Duration LEAD = Duration.ofMillis(300);
  private static final Duration STOP = Duration.ofSeconds(15);

  @Override
  public String name() {
    return form.name(size);
  }

  @Override
  public void run(Lab lab) throws InterruptedException, IOException {
    for (var peer : lab.peers()) {
      if (form.takenBy(peer)) {
        lab.warmUp(lab.running(peer), form, bytes);
      }
    }
    Rounds.run(
        lab,
        name(),
        lab.settings().rounds(),
        (peer, round) -> {
          if (form.takenBy(peer)) {
            measure(lab, lab.running(peer), round);
          }
        });
  }

  private void measure(Lab lab, Running running, int round) throws InterruptedException {
    var settings = lab.settings();
    var load =
        ClosedLoop.start(
            lab.client(),
            form.target(running.plain().get()),
            form.plain(running.model().apply(Lab.MODEL), bytes),
            form.plainAnswer(),
            settings.connections());
    Thread.sleep(LEAD);
    long before = load.tally().answered();
    var start = lab.window(running);
    Thread.sleep(settings.duration());
    long answered = load.tally().answered() - before;
    var window = start.end();
    boolean whole = load.stop(STOP);
    var figures =
        Map.of(
            CPU,
            window.cpuMicros() / (double) Math.max(1, answered),
            RATE,
            answered * 1e9 / window.nanos(),
            BUSY,
            window.busy(),
            Sample.FOREIGN,
            window.foreignCores());
    long errors = load.tally().errors() + (whole ? 0 : 1);
    lab.add(new Sample(name(), running.peer().name(), round, figures, errors), load.tally());
  }
}
