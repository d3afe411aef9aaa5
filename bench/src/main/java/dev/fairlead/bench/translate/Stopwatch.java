package dev.fairlead.bench.translate;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** CPU time and allocation of one piece of work, on this thread. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BATCHES = 15;

  private Stopwatch() {}

  /** Work that gives something, so that it cannot be left out. */
  @FunctionalInterface
  interface Work {
    int run();
  }

  /**
   * @param micros of CPU time for one run: the median of batches
   * @param bytes allocated by one run
   */
  record Cost(double micros, double bytes) {}

  /** Keeps what the work gives, so that no compiler takes it for useless. */
  static volatile int sink;

  /** Runs it so long that it is compiled. */
  static void warmUp(Work work, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    int sum = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 20; i++) {
        sum += work.run();
      }
    }
    sink = sum;
  }

  /** Measures it for about so long. */
  static Cost measure(Work work, long millis) {
    int runs = runsIn(work, millis * 1_000_000 / BATCHES);
    double[] micros = new double[BATCHES];
    double[] bytes = new double[BATCHES];
    int sum = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < runs; i++) {
        sum += work.run();
      }
      micros[batch] = (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / runs;
      bytes[batch] = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) runs;
    }
    sink = sum;
    return new Cost(median(micros), median(bytes));
  }

  private static int runsIn(Work work, long nanos) {
    int runs = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      sink = work.run();
      runs++;
    }
    return Math.max(1, runs);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
