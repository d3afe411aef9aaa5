package dev.fairlead.bench.peer;

import java.nio.file.Path;
import java.time.Duration;

/** The unit of CPU time in {@code /proc}. */
final class Ticks {
  private static final long USUAL = 100;

  private Ticks() {}

  static long perSecond() throws InterruptedException {
    return Shell.run(Path.of("."), Duration.ofSeconds(5), "getconf", "CLK_TCK")
        .map(Long::parseLong)
        .orElse(USUAL);
  }
}
