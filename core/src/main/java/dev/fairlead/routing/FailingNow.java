package dev.fairlead.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which endpoints have been failing of late, as one event loop saw it: after {@link #STREAK}
 * failures in a row an endpoint comes last for a while, which doubles with each further failure up
 * to {@link #LONGEST}; one success ends it.
 *
 * <p>Thread-safe. Times are nanoseconds of {@link System#nanoTime}.
 */
public final class FailingNow {
  private static final int STREAK = 3;
  private static final long FIRST = 1_000_000_000L;
  private static final long LONGEST = 30_000_000_000L;

  private record State(int failures, long until) {}

  private final Map<String, State> states = new ConcurrentHashMap<>();

  /** An attempt at the endpoint failed for a reason of the endpoint's own. */
  public void failed(Target target, long now) {
    states.merge(target.name(), new State(1, now), (old, _) -> after(old.failures + 1, now));
  }

  private static State after(int failures, long now) {
    int doublings = Math.min(failures - STREAK, 6);
    return new State(failures, doublings < 0 ? now : now + Math.min(LONGEST, FIRST << doublings));
  }

  public void succeeded(Target target) {
    if (!states.isEmpty()) {
      states.remove(target.name());
    }
  }

  /** Whether to come last at this time. When the time is over the next request tries it again. */
  public Predicate<Target> at(long now) {
    if (states.isEmpty()) {
      return _ -> false;
    }
    return target -> {
      var state = states.get(target.name());
      return state != null && state.failures >= STREAK && state.until - now > 0;
    };
  }
}
