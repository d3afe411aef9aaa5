package dev.fairlead.dialect;

import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/** Makes the caller's stream from the provider's. Not thread-safe; one per attempt. */
public interface StreamConverter {
  /**
   * One event of the provider's stream.
   *
   * @param type of the frame, for framings that have one outside of the data; else empty
   * @return what goes to the caller for it, framing included; may be empty
   */
  byte[] event(String type, byte[] data, int from, int to);

  /** The provider's stream has ended. */
  byte[] end();

  /** The stream is given up: it is brought to an end that says so. */
  byte[] stop(Cause cause, String why);

  /** Whether something has come that the caller waits for. */
  boolean begun();

  /** Whether the answer has come to its proper end. */
  boolean complete();

  /** Whether the caller has all it asked for, so that the provider may be left before its end. */
  default boolean enough() {
    return false;
  }

  /** What is wrong with the stream; null if nothing is. */
  @Nullable Fault fault();

  /** The usage so far, as the provider told it. */
  Usage usage();

  /** What was used when no more will come: as the provider told it, or an estimate. */
  default Usage spent() {
    return usage();
  }

  /** Why the model stopped, in the provider's word; empty if it did not say. */
  String finish();

  /** What is wrong with a stream. */
  record Fault(Cause cause, int status, String message) {}
}
