package dev.fairlead.edge.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies and answers held at this time, over all connections, with a bound. Thread-safe.
 */
public final class MemoryInFlight {
  private final long bound;
  private final AtomicLong held = new AtomicLong();

  public MemoryInFlight(long bound) {
    this.bound = bound;
  }

  /** Takes so many bytes; false and nothing taken when the bound would be passed. */
  public boolean take(long bytes) {
    if (held.addAndGet(bytes) > bound) {
      held.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  public void give(long bytes) {
    held.addAndGet(-bytes);
  }

  public long held() {
    return held.get();
  }
}
