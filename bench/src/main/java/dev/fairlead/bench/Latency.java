package dev.fairlead.bench;

import dev.fairlead.bench.load.OpenLoop;
import dev.fairlead.bench.peer.Peer;
import dev.fairlead.bench.peer.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long 1 KB requests take at a fixed rate, the same for all but slow peers, which are asked at
 * half of what they can do. The upstream itself is measured as well: the difference is what a peer
 * adds.
 */
record Latency() implements Measure {
  static final String P50 = "p50_us";
  static final String P99 = "p99_us";
  static final String P999 = "p99.9_us";
  static final String RATE = "at_per_second";

  private static final int CONNECTIONS = 64;
  private static final int BYTES = 1_024;
  private static final double SHARE = 0.5;
  private static final double UNKNOWN_MICROS = 60;
  private static final Duration LEAD = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void run(Lab lab) throws InterruptedException, IOException {
    double rate = lab.settings().rate() > 0 ? lab.settings().rate() : half(lab, "fairlead");
    for (var peer : lab.peers()) {
      lab.warmUp(lab.running(peer), Form.CHAT, BYTES);
    }
    var first = lab.peers().getFirst();
    Rounds.run(
        lab,
        name(),
        lab.settings().rounds(),
        (peer, round) -> {
          if (peer.equals(first)) {
            measure(lab, lab.upstream(), round, rate);
          }
          measure(lab, lab.running(peer), round, rateOf(lab, peer, rate));
        });
  }

  private static double rateOf(Lab lab, Peer peer, double rate) {
    return peer.slowness() == 1 ? rate : half(lab, peer.name());
  }

  /** Half of one core's capacity, by the CPU time measured before. */
  private static double half(Lab lab, String peer) {
    var micros = lab.results().median("1k", peer, Throughput.CPU);
    return Math.rint(SHARE * 1e6 / micros.orElse(UNKNOWN_MICROS) / 10) * 10;
  }

  private void measure(Lab lab, Running running, int round, double rate)
      throws InterruptedException {
    var load =
        new OpenLoop(
            lab.client(), running.plain().get(), Lab.body(running, BYTES), Lab.GOOD, CONNECTIONS);
    var start = lab.window(running);
    boolean whole = load.run(rate, LEAD, lab.settings().duration(), PATIENCE);
    var window = start.end();
    var latencies = load.latencies();
    var figures =
        Map.of(
            RATE,
            rate,
            P50,
            latencies.percentile(50) / 1e3,
            P99,
            latencies.percentile(99) / 1e3,
            P999,
            latencies.percentile(99.9) / 1e3,
            Throughput.CPU,
            window.cpuMicros() / (double) Math.max(1, load.tally().answered()),
            Sample.FOREIGN,
            window.foreignCores());
    long errors = load.tally().errors() + (whole ? 0 : 1);
    lab.add(new Sample(name(), running.peer().name(), round, figures, errors), load.tally());
  }

  /** The peers and, first, the upstream. */
  static List<String> names(List<String> peers) {
    var names = new ArrayList<String>();
    names.add("direct");
    names.addAll(peers);
    return names;
  }
}
