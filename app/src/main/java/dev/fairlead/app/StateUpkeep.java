package dev.fairlead.app;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after kept state beside the traffic: opens what an earlier run has left, ends what it left
 * unfinished, and lets go of what has expired, at the start and every hour. Thread-safe.
 */
final class StateUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateUpkeep.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final LateState state;
  private final Thread thread;

  private StateUpkeep(LateState state, Runnable recover) {
    this.state = state;
    this.thread = Thread.ofPlatform().daemon().name("fairlead-state").unstarted(() -> run(recover));
  }

  /**
   * @param recover ends what is unfinished
   */
  static StateUpkeep start(LateState state, Runnable recover) {
    var upkeep = new StateUpkeep(state, recover);
    upkeep.thread.start();
    return upkeep;
  }

  private void run(Runnable recover) {
    try {
      if (state.any()) {
        tried(() -> state.get().prepare());
        tried(recover);
      }
      while (true) {
        if (state.any()) {
          tried(this::purge);
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      LOG.trace("stopped", e);
    }
  }

  private void purge() {
    int gone = state.get().purge();
    if (gone > 0) {
      LOG.info("{} responses and conversations have expired", gone);
    }
  }

  private static void tried(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("kept state: {}", e.getMessage(), e);
    }
  }

  /** Waits for what it does at the moment. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
