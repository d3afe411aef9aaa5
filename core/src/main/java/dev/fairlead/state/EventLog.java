package dev.fairlead.state;

import java.util.List;
import java.util.Optional;

/** The events of background responses, in order. Thread-safe and blocking. */
public interface EventLog {

  /**
   * Appends events in one step; batches of some dozens cost least.
   *
   * @return false, and nothing is done, if the response has ended or is not there
   * @throws TooLarge if all events of the response together go beyond their bound
   * @throws IllegalArgumentException if a sequence number is not above those before
   */
  boolean append(Ref response, List<Event> events);

  /**
   * Reads events from a place on, also those that are yet to come.
   *
   * @param after the sequence number before the first that is wanted; -1 for all
   * @return empty if there is no such response
   */
  Optional<Subscription> subscribe(Ref response, long after);
}
