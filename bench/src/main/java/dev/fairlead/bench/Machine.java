package dev.fairlead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The machine that all this runs on, from {@code /proc}. */
final class Machine {
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int FIELDS = 8;

  private Machine() {}

  static String describe() throws IOException {
    var cpuInfo = Files.readAllLines(Path.of("/proc/cpuinfo"));
    long processors = cpuInfo.stream().filter(line -> line.startsWith("processor")).count();
    String cpu =
        cpuInfo.stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    long kb =
        Files.readString(Path.of("/proc/meminfo"))
            .lines()
            .filter(line -> line.startsWith("MemTotal"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    return "%s, %d processors, %d GB, Linux %s"
        .formatted(cpu, processors, Math.round(kb / 1048576.0), System.getProperty("os.version"));
  }

  /** Clock ticks that all processors have been busy since the start, stolen time included. */
  static long busyTicks() {
    try {
      String first = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElse("");
      long[] fields =
          Arrays.stream(first.substring("cpu".length()).strip().split(" ", -1))
              .limit(FIELDS)
              .mapToLong(Long::parseLong)
              .toArray();
      return Arrays.stream(fields).sum() - fields[IDLE] - fields[WAITING];
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
