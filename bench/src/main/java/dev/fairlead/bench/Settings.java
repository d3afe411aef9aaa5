package dev.fairlead.bench;

import dev.fairlead.bench.origin.Pace;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of each measurement; the peers take turns in each
 * @param duration of one window of a peer
 * @param warmUp requests to each peer before the first window of a measurement
 * @param connections of the closed loop
 * @param rate of the open loop, requests per second; 0: half of what a core of Fairlead can do
 * @param streams at once in the measurement of chunks
 * @param pace of those
 * @param slow numbers of slow streams at which memory is read, ascending
 * @param slowPace of those
 * @param memoryRounds how often memory is measured, each time with a fresh process
 * @param starts how often the start is measured
 */
record Settings(
    int rounds,
    Duration duration,
    int warmUp,
    int connections,
    double rate,
    int streams,
    Pace pace,
    List<Integer> slow,
    Pace slowPace,
    int memoryRounds,
    int starts) {

  static final Settings FULL =
      new Settings(
          5,
          Duration.ofSeconds(5),
          30_000,
          32,
          0,
          200,
          new Pace(500, 10),
          List.of(1_000, 5_000),
          new Pace(1_000, 5_000),
          3,
          5);

  static final Settings QUICK =
      new Settings(
          3,
          Duration.ofSeconds(2),
          20_000,
          32,
          0,
          200,
          new Pace(200, 10),
          List.of(1_000),
          new Pace(1_000, 2_000),
          1,
          3);

  Settings {
    slow = List.copyOf(slow);
    positive("rounds", rounds);
    positive("connections", connections);
    positive("streams", streams);
    positive("duration in ms", duration.toMillis());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s: %d (expected: >= 1)".formatted(name, value));
    }
  }

  Settings with(int newRounds, Duration newDuration, double newRate) {
    return new Settings(
        newRounds,
        newDuration,
        warmUp,
        connections,
        newRate,
        streams,
        pace,
        slow,
        slowPace,
        memoryRounds,
        starts);
  }

  /** The models that the peers must know. */
  List<String> models() {
    return List.of("lorem", pace.model(), slowPace.model());
  }
}
