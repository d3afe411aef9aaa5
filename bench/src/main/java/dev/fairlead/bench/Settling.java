package dev.fairlead.bench;

/**
 * Tells when a cost that falls while compilers work has stopped falling.
 *
 * <p>Not thread-safe.
 */
final class Settling {
  /** A cost below this share of the lowest so far counts as still falling. */
  private static final double FALLING = 0.97;

  private final int patience;
  private double lowest = Double.MAX_VALUE;
  private int still;

  /** {@code patience} costs in a row without a fall mean that it has settled. */
  Settling(int patience) {
    this.patience = patience;
  }

  void add(double cost) {
    still = cost < lowest * FALLING ? 0 : still + 1;
    lowest = Math.min(lowest, cost);
  }

  boolean settled() {
    return still >= patience;
  }
}
