package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;

/**
 * Bounds the upstream calls beyond the first of each request: every request earns a part of a call,
 * every further call takes a whole one. So in a storm of n requests there are at the most n + n ×
 * {@code budget-percent} / 100 + {@code burst} calls. Thread-safe.
 */
final class RetryBudget {
  private final int earned;
  private final long most;
  private long saved;

  RetryBudget(Config.Retry retry) {
    this.earned = retry.budgetPercent();
    this.most = 100L * retry.burst();
    this.saved = most;
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
