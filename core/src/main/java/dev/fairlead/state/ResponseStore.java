package dev.fairlead.state;

import java.util.List;
import java.util.Optional;

/** Keeps responses. Thread-safe and blocking: not to be called on an event loop. */
public interface ResponseStore {

  /**
   * Keeps a new response, ended or not. When this returns, it is found by everybody who may.
   *
   * @param input the items the caller sent, without those of the context
   * @throws TooLarge if it is beyond the bound of one response
   * @throws IllegalArgumentException if there is one of this id
   */
  void begin(Head head, List<Item> input, Progress progress);

  /**
   * Says how a response stands now, and appends events, in one step. The output takes the place of
   * the output before. A response that completes, or ends incomplete, in a conversation adds its
   * input and its output to it in the same step.
   *
   * @param events none for a response that is no background one
   * @return false, and nothing is done, if it has ended or is not there
   * @throws TooLarge if it goes beyond a bound; nothing is done then
   */
  boolean update(Ref ref, Progress progress, List<Event> events);

  Optional<StoredResponse> find(Ref ref);

  /** Deletes a response, its items and its events for good; false if there is none. */
  boolean delete(Ref ref);

  /**
   * The responses of all owners that have not ended, oldest first: after a start, those that nobody
   * works at any more.
   */
  List<StoredResponse> unfinished();
}
