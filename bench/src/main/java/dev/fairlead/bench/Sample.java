package dev.fairlead.bench;

import java.util.Map;

/**
 * What one window of one peer gave.
 *
 * @param measure as {@code 1k}
 * @param peer as {@code nginx}
 * @param round from 1
 * @param figures by name; the name ends with the unit
 * @param errors answers that were missing or wrong; with any, the figures are not to be trusted
 */
record Sample(String measure, String peer, int round, Map<String, Double> figures, long errors) {
  /** Cores that other programs kept busy meanwhile. */
  static final String FOREIGN = "foreign_cores";

  private static final double CROWD = 0.25;

  /** Whether other programs took so much of the machine that the figures say little. */
  boolean crowded() {
    return figures.getOrDefault(FOREIGN, 0.0) > CROWD;
  }

  Sample {
    figures = Map.copyOf(figures);
  }
}
