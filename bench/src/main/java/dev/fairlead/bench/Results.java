package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** All samples of a run, and what is read from them. Not thread-safe. */
final class Results {
  private final List<Sample> samples = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  List<Sample> all() {
    return List.copyOf(samples);
  }

  /** One figure of one peer, a value for each round; errors or not. */
  DoubleStream values(String measure, String peer, String figure) {
    return samples.stream()
        .filter(sample -> sample.measure().equals(measure) && sample.peer().equals(peer))
        .filter(sample -> sample.figures().containsKey(figure))
        .mapToDouble(sample -> sample.figures().getOrDefault(figure, 0.0));
  }

  OptionalDouble median(String measure, String peer, String figure) {
    return median(values(measure, peer, figure).toArray());
  }

  /** The median of the ratios of two peers, each taken within one round. */
  OptionalDouble ratio(String measure, String peer, String other, String figure) {
    double[] values = values(measure, peer, figure).toArray();
    double[] others = values(measure, other, figure).toArray();
    double[] ratios = new double[Math.min(values.length, others.length)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / others[i];
    }
    return median(ratios);
  }

  long errors(String measure, String peer) {
    return samples.stream()
        .filter(sample -> sample.measure().equals(measure) && sample.peer().equals(peer))
        .mapToLong(Sample::errors)
        .sum();
  }

  static OptionalDouble median(double[] values) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
