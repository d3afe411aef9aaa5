package dev.fairlead.bench;

import dev.fairlead.bench.peer.ProcessTree;
import dev.fairlead.bench.peer.Running;

/**
 * CPU time between two moments: of a peer, and of programs that have nothing to do with it.
 *
 * @param nanos that have passed
 * @param cpuMicros of the peer's processes
 * @param foreignCores kept busy by others than peer, upstream and load
 */
record Window(long nanos, long cpuMicros, double foreignCores) {
  private static final double MICROS_PER_TICK = 10_000;

  /** The share of one core that the peer used. */
  double busy() {
    return cpuMicros * 1_000.0 / nanos;
  }

  /** The first of the two moments. */
  record Start(Running peer, ProcessTree ours, long nanos, long peerMicros, double foreign) {
    Window end() {
      var now = start(peer, ours);
      long passed = now.nanos - nanos;
      return new Window(
          passed,
          now.peerMicros - peerMicros,
          Math.max(0, (now.foreign - foreign) * 1_000 / passed));
    }
  }

  /** {@code ours} is this program with all that it started. */
  static Start start(Running peer, ProcessTree ours) {
    double own = ours.cpuMicros();
    return new Start(
        peer,
        ours,
        System.nanoTime(),
        peer.tree().cpuMicros(),
        Machine.busyTicks() * MICROS_PER_TICK - own);
  }
}
