package dev.fairlead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void smallValuesAreExact() {
    for (int i = 1; i <= 100; i++) {
      histogram.record(i);
    }
    assertThat(histogram.percentile(50)).isEqualTo(50);
    assertThat(histogram.percentile(99)).isEqualTo(99);
    assertThat(histogram.percentile(99.9)).isEqualTo(100);
    assertThat(histogram.max()).isEqualTo(100);
  }

  @Test
  void percentilesAreAtMostOnePartIn128TooHigh() {
    var random = new Random(3);
    long[] values = new long[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(random.nextDouble() * 30);
      histogram.record(values[i]);
    }
    Arrays.sort(values);
    for (double percent : new double[] {1, 10, 50, 90, 99, 99.9, 100}) {
      long exact = values[(int) Math.ceil(values.length * percent / 100) - 1];
      assertThat(histogram.percentile(percent)).isBetween(exact, exact + exact / 128 + 1);
    }
  }

  @Test
  void nothingRecordedReadsAsZero() {
    assertThat(histogram.percentile(99)).isZero();
    assertThat(histogram.count()).isZero();
  }

  @Test
  void oneValueIsEveryPercentile() {
    histogram.record(123_456_789);
    assertThat(histogram.percentile(0)).isEqualTo(123_456_789);
    assertThat(histogram.percentile(100)).isEqualTo(123_456_789);
  }

  @Test
  void theLongestDurationHasABucket() {
    histogram.record(Long.MAX_VALUE);
    histogram.record(-5);
    assertThat(histogram.percentile(50)).isZero();
    assertThat(histogram.percentile(100)).isEqualTo(Long.MAX_VALUE);
  }
}
