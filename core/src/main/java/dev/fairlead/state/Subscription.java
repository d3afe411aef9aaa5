package dev.fairlead.state;

import java.time.Duration;
import java.util.List;

/**
 * The rest of a response's events. For one thread; {@link #close} may come from another.
 *
 * <p>Who waits is woken by what this process appends. What another process appends is seen at the
 * end of the patience.
 */
public interface Subscription extends AutoCloseable {

  /**
   * The next events. Blocks until there are some, the response has ended, or patience is over.
   *
   * @param patience zero: does not wait
   */
  Batch next(Duration patience) throws InterruptedException;

  @Override
  void close();

  /**
   * Events in order.
   *
   * @param events empty when patience was over first, or when the response ended without more
   * @param ended nothing follows: the response has ended and all is read, or it was deleted
   */
  record Batch(List<Event> events, boolean ended) {
    public Batch {
      events = List.copyOf(events);
    }
  }
}
