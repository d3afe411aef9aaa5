package dev.fairlead.state;

import java.util.Optional;

/** Carries an owner's wish for a response's end to who works at it. Thread-safe and blocking. */
public interface Cancellations {

  /**
   * Notes the wish, which lasts, and tells the watchers. A response that has ended stays as it is.
   *
   * @return the response; empty if there is none
   */
  Optional<StoredResponse> request(Ref response);

  /**
   * Calls back once when cancellation is requested, at once if it has been. The call comes on the
   * thread of {@link #request} and must be short.
   */
  Watch watch(Ref response, Runnable requested);

  /** A watch that lasts until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
