package dev.fairlead.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has been answered so far.
 *
 * <p>Thread-safe for one writer, the load's event loop, and any number of readers.
 */
public final class Tally {
  private static final int KINDS = 5;

  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final Map<String, Long> reasons = new LinkedHashMap<>();

  void answer() {
    answered.lazySet(answered.getPlain() + 1);
  }

  void events(long more) {
    events.lazySet(events.getPlain() + more);
  }

  void error(String reason) {
    errors.lazySet(errors.getPlain() + 1);
    synchronized (reasons) {
      if (reasons.size() < KINDS || reasons.containsKey(reason)) {
        reasons.merge(reason, 1L, Long::sum);
      }
    }
  }

  /** Good answers. */
  public long answered() {
    return answered.get();
  }

  /** Events of streams, whether their stream is complete or not. */
  public long events() {
    return events.get();
  }

  public long errors() {
    return errors.get();
  }

  /** The first kinds of errors, with how often each came. */
  public Map<String, Long> reasons() {
    synchronized (reasons) {
      return Map.copyOf(reasons);
    }
  }
}
