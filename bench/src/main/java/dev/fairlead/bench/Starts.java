package dev.fairlead.bench;

import dev.fairlead.bench.load.Tally;
import dev.fairlead.bench.peer.Peer;
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
    Rounds.run(lab, name(), lab.settings().starts(), (peer, round) -> measure(lab, peer, round));
  }

  private void measure(Lab lab, Peer peer, int round) throws InterruptedException, IOException {
    long start = System.nanoTime();
    var running = lab.startUnpinned(peer);
    var window = lab.window(running);
    try {
      lab.ready(running);
      double millis = (System.nanoTime() - start) / 1e6;
      var figures = Map.of(TIME, millis, Sample.FOREIGN, window.end().foreignCores());
      lab.add(new Sample(name(), peer.name(), round, figures, 0), new Tally());
    } finally {
      lab.end(running);
    }
  }
}
