package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All samples of a run, and what is read from them. Not thread-safe. */
final class Results {
  private final List<Sample> samples = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  List<Sample> all() {
    return List.copyOf(samples);
  }

  private Stream<Sample> of(String measure) {
    return samples.stream().filter(sample -> sample.measure().equals(measure));
  }

  /** The rounds of a measurement in which no peer's window was crowded. */
  Set<Integer> quiet(String measure) {
    var quiet = of(measure).map(Sample::round).collect(Collectors.toCollection(TreeSet::new));
    of(measure).filter(Sample::crowded).forEach(sample -> quiet.remove(sample.round()));
    return quiet;
  }

  /**
   * One figure of one peer, a value for each quiet round; of all rounds when none was quiet. With
   * errors or without.
   */
  DoubleStream values(String measure, String peer, String figure) {
    var quiet = quiet(measure);
    return of(measure)
        .filter(sample -> sample.peer().equals(peer))
        .filter(sample -> quiet.isEmpty() || quiet.contains(sample.round()))
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
    return of(measure).filter(sample -> sample.peer().equals(peer)).mapToLong(Sample::errors).sum();
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
