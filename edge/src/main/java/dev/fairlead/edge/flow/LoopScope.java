package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.MemoryInFlight;
import dev.fairlead.edge.loop.Sweeper;
import dev.fairlead.edge.upstream.Pool;
import dev.fairlead.routing.FailingNow;
import io.netty.channel.EventLoop;
import java.util.SplittableRandom;

/**
 * What one event loop owns besides its connections. Nothing here is shared with another loop.
 *
 * <p>Where exchanges' threads run on the JDK's scheduler, several of one loop may use it at a time:
 * {@code failing} and {@code budget} are thread-safe, {@code random} is asked on the loop only.
 */
record LoopScope(
    EventLoop loop,
    Sweeper sweeper,
    Pool pool,
    MemoryInFlight memory,
    FailingNow failing,
    RetryBudget budget,
    SplittableRandom random,
    Scratch scratch) {

  static LoopScope create(
      EventLoop loop,
      Sweeper sweeper,
      Pool pool,
      MemoryInFlight memory,
      RetryBudget budget,
      long seed) {
    return new LoopScope(
        loop,
        sweeper,
        pool,
        memory,
        new FailingNow(),
        budget,
        new SplittableRandom(seed),
        new Scratch());
  }
}
