package dev.fairlead.bench;

import dev.fairlead.bench.load.Expected;
import dev.fairlead.bench.load.Streams;
import dev.fairlead.bench.peer.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Resident memory of a fresh process with more and more slow streams open at once. */
record Memory() implements Measure {
  static final String EMPTY = "rss_mb_0_streams";
  static final String EACH = "kb_per_stream";

  private static final Duration OPENING = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LOOKS = 20;

  @Override
  public String name() {
    return "memory";
  }

  static String figure(int streams) {
    return "rss_mb_%d_streams".formatted(streams);
  }

  @Override
  public void run(Lab lab) throws InterruptedException, IOException {
    Rounds.run(
        lab,
        name(),
        lab.settings().memoryRounds(),
        (peer, round) -> {
          var running = lab.start(peer);
          try {
            lab.ready(running);
            lab.warmUp(running, Form.CHAT, 1_024);
            measure(lab, running, round);
          } finally {
            lab.end(running);
          }
        });
  }

  private void measure(Lab lab, Running running, int round) throws InterruptedException {
    var pace = lab.settings().slowPace();
    var load =
        new Streams(
            lab.client(),
            running.streams().get(),
            Bodies.stream(running.model().apply(pace.model())),
            new Expected.Events(pace.events()));
    Map<String, Double> figures = new TreeMap<>();
    double empty = running.tree().residentKb();
    figures.put(EMPTY, empty / 1_024);
    long missing = 0;
    int open = 0;
    for (int streams : lab.settings().slow()) {
      long before = load.tally().events();
      load.open(streams - open);
      long came = await(load, before + streams - open, Duration.ofMillis(pace.millis()));
      missing += Math.max(0, before + streams - open - came);
      open = streams;
      double kb = highest(running);
      figures.put(figure(streams), kb / 1_024);
      figures.put(EACH, (kb - empty) / streams);
    }
    long errors = load.tally().errors() + missing + load.settled();
    load.close();
    lab.add(new Sample(name(), running.peer().name(), round, figures, errors), load.tally());
  }

  /** Waits one interval, by the end of which each stream has had a chunk, and longer if need be. */
  private static long await(Streams load, long events, Duration interval)
      throws InterruptedException {
    Thread.sleep(interval);
    long limit = System.nanoTime() + OPENING.toNanos();
    while (load.tally().events() < events && System.nanoTime() < limit) {
      Thread.sleep(PAUSE);
    }
    return load.tally().events();
  }

  private static double highest(Running running) throws InterruptedException {
    long highest = 0;
    for (int look = 0; look < LOOKS; look++) {
      highest = Math.max(highest, running.tree().residentKb());
      Thread.sleep(PAUSE);
    }
    return highest;
  }
}
