package dev.fairlead.bench;

import dev.fairlead.bench.peer.Peer;
import java.io.IOException;

/**
 * Lets the peers take turns until there are enough rounds in which the machine was quiet. A turn
 * that fails counts as an error of its peer; the others go on.
 */
final class Rounds {
  /** All rounds at most, as a multiple of those wanted. */
  private static final int TRIES = 2;

  private Rounds() {}

  /** One window of one peer. */
  @FunctionalInterface
  interface Turn {
    void take(Peer peer, int round) throws InterruptedException, IOException;
  }

  static void run(Lab lab, String measure, int wanted, Turn turn)
      throws InterruptedException, IOException {
    for (int round = 1; round <= wanted * TRIES; round++) {
      if (lab.results().quiet(measure).size() >= wanted) {
        return;
      }
      for (var peer : lab.turns(round)) {
        try {
          turn.take(peer, round);
        } catch (IllegalStateException e) {
          lab.failed(measure, peer, round, e);
        }
      }
    }
  }
}
