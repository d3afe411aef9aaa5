package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;

/**
 * Bounds the upstream calls beyond the first of each request: every request earns a part of a call,
 * every further call takes a whole one. So in a storm of n requests there are at the most n + n ×
 * {@code budget-percent} / 100 + {@code burst} calls; each event loop has its share of the burst.
 * Thread-safe.
 */
final class RetryBudget {
  private final int earned;
  private final long most;
  private long saved;

  /**
   * @param loops how many share the burst; each can save up one call at least
   */
  RetryBudget(Config.Retry retry, int loops) {
    this.earned = retry.budgetPercent();
    this.saved = 100L * retry.burst() / loops;
    this.most = Math.max(100, saved);
  }

  synchronized void earn() {
    saved = Math.min(most, saved + earned);
  }

  /** Takes a further call out of the budget, if there is one. */
  synchronized boolean spend() {
    if (saved < 100) {
      return false;
    }
    saved -= 100;
    return true;
  }
}
