package dev.fairlead.edge.loop;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after deadlines on one event loop: asks everything that waits, many times a second, whether
 * its time is over. Far cheaper than a timer for each.
 *
 * <p>Not thread-safe; used on its loop only.
 */
public final class Sweeper {
  /** How exact deadlines are, in milliseconds. */
  public static final int TICK_MILLIS = 50;

  /** Something with a deadline. */
  @FunctionalInterface
  public interface Watched {
    /** Looks whether its time is over; {@code now} is of {@link System#nanoTime}. */
    void check(long now);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Set<Watched> watched = new LinkedHashSet<>();
  private final ArrayList<Watched> round = new ArrayList<>();
  private boolean running;
  private final EventLoop loop;

  public Sweeper(EventLoop loop) {
    this.loop = loop;
  }

  public void watch(Watched one) {
    watched.add(one);
    if (!running) {
      running = true;
      next();
    }
  }

  public void forget(Watched one) {
    watched.remove(one);
  }

  /** One that fails must not take the deadlines of all others with it. */
  private static void check(Watched one, long now) {
    try {
      one.check(now);
    } catch (RuntimeException e) {
      LOG.error("a deadline could not be checked", e);
    }
  }

  private void next() {
    loop.schedule(this::sweep, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    round.addAll(watched);
    for (var one : round) {
      check(one, now);
    }
    round.clear();
    if (watched.isEmpty()) {
      running = false;
    } else {
      next();
    }
  }
}
