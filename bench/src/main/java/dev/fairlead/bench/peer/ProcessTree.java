package dev.fairlead.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that this program started, with all its descendants, as {@code /proc} shows them.
 *
 * <p>CPU time is exact to the kernel's clock tick, 10 ms as a rule. Thread-safe.
 */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  private final ProcessHandle root;
  private final long microsPerTick;

  public ProcessTree(ProcessHandle root, long ticksPerSecond) {
    this.root = root;
    this.microsPerTick = 1_000_000 / ticksPerSecond;
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  /** User and system time of all its processes so far, in microseconds. */
  public long cpuMicros() {
    return all().mapToLong(process -> ticks(read(process, "stat"))).sum() * microsPerTick;
  }

  /** Resident memory of all its processes, in kilobytes; shared pages count in each. */
  public long residentKb() {
    return all().mapToLong(process -> resident(read(process, "status"))).sum();
  }

  /** A file of a process; empty when it has just ended. */
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(PROC.resolve(Long.toString(process.pid())).resolve(file));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Ticks in a line of {@code /proc/PID/stat}: {@code utime + stime}, behind the command's name.
   */
  static long ticks(String stat) {
    if (stat.isEmpty()) {
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
  }

  static long resident(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  public boolean alive() {
    return root.isAlive();
  }

  /** Asks all processes to end, and after a time makes them. */
  public void end(Duration patience) {
    var processes = all().toList();
    root.destroy();
    try {
      root.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      // Then it is made to.
    }
    processes.forEach(ProcessHandle::destroyForcibly);
  }
}
