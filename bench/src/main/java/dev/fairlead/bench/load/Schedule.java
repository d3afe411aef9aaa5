package dev.fairlead.bench.load;

/**
 * When each request of an open loop is meant to be sent: at even distances, whatever the answers
 * do.
 *
 * @param start of the first request, on the clock of {@link System#nanoTime}
 * @param perSecond requests per second
 * @param total how many there are
 */
record Schedule(long start, double perSecond, long total) {
  private static final double NANOS = 1e9;

  Schedule {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate: " + perSecond + " (expected: > 0)");
    }
  }

  /** The intended time of a request, numbered from zero. */
  long due(long number) {
    return start + Math.round(number * NANOS / perSecond);
  }

  /** How many requests are due at a time, at most {@code total}. */
  long dueAt(long now) {
    if (now < start) {
      return 0;
    }
    long number = Math.min(total, (long) ((now - start) * perSecond / NANOS) + 2);
    while (number > 0 && due(number - 1) > now) {
      number--;
    }
    return number;
  }
}
