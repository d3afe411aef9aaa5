package dev.fairlead.bench;

import dev.fairlead.bench.load.Tally;
import java.io.IOException;
import java.util.Map;

/**
 * From the start of the process to the first good answer, with an empty folder and all processors.
 */
record Starts() implements Measure {
  static final String TIME = "start_ms";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Lab lab) throws InterruptedException, IOException {
    for (int round = 1; round <= lab.settings().starts(); round++) {
      for (var peer : lab.turns(round)) {
        long start = System.nanoTime();
        var running = lab.startUnpinned(peer);
        lab.ready(running);
        double millis = (System.nanoTime() - start) / 1e6;
        lab.end(running);
        lab.add(new Sample(name(), peer.name(), round, Map.of(TIME, millis), 0), new Tally());
      }
    }
  }
}
