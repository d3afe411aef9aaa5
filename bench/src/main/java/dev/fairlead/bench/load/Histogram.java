package dev.fairlead.bench.load;

/**
 * Durations in nanoseconds, counted in buckets of growing width: 128 to each power of two, so that
 * a value read back is at most 0.8 % too high.
 *
 * <p>Not thread-safe.
 */
public final class Histogram {
  private static final int BITS = 7;
  private static final int HALF = 1 << BITS;

  private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
  private long count;
  private long max;

  /** Adds a duration; a negative one counts as 0. */
  public void record(long nanos) {
    long value = Math.max(0, nanos);
    counts[index(value)]++;
    count++;
    max = Math.max(max, value);
  }

  private static int index(long value) {
    if (value < HALF) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS;
    return ((shift + 1) << BITS) + (int) ((value >>> shift) - HALF);
  }

  private static long highest(int index) {
    if (index < HALF) {
      return index;
    }
    int shift = (index >>> BITS) - 1;
    return (((long) (index & (HALF - 1)) + HALF + 1) << shift) - 1;
  }

  /**
   * The smallest duration that at least {@code percent} of all recorded ones do not exceed; 0 when
   * nothing is recorded.
   */
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) Math.ceil(count * percent / 100));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(highest(i), max);
      }
    }
    return max;
  }

  public long count() {
    return count;
  }

  public long max() {
    return max;
  }
}
