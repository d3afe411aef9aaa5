package dev.fairlead.edge.flow;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hears of buffers that nobody gave back. Thread-safe; one for the whole test run. */
final class Leaks {
  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final String CANARY = "Leaks.canary";

  static {
    ByteBufUtil.setLeakListener((type, records) -> FOUND.add(type + records));
  }

  private Leaks() {}

  /** Begins to listen. */
  static void watch() {
    // The initializer has done it.
  }

  /**
   * All leaks so far. Loses a buffer on purpose and collects garbage until that one is told of:
   * then every earlier one has been told of too.
   */
  static String found() throws InterruptedException {
    // A trace of few lines, of its own each time: a leak that looks like another is not told again.
    var mark = CANARY + System.nanoTime();
    Thread.ofPlatform()
        .start(() -> PooledByteBufAllocator.DEFAULT.directBuffer(16).touch(mark))
        .join();
    long until = System.nanoTime() + 20_000_000_000L;
    while (FOUND.stream().noneMatch(f -> f.contains(mark))) {
      if (System.nanoTime() - until > 0) {
        throw new IllegalStateException("no leak is told of (expected: the canary)");
      }
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
      Thread.onSpinWait();
    }
    FOUND.removeIf(f -> f.contains(CANARY));
    return String.join("\n", FOUND);
  }
}
