package dev.fairlead.dialect;

import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;

/** Reads a provider's plain answer as it passes. Not thread-safe; one per attempt. */
public interface AnswerMeter {
  /** More of the answer passes. */
  void feed(byte[] bytes, int from, int to);

  /** Whether the object is complete and nothing follows it. */
  boolean whole();

  /** Whether the object has begun and is not complete. */
  boolean open();

  /** Whether what a caller waits for has begun to pass. */
  boolean begun();

  /** Whether it is an error, or no answer at all. */
  boolean failed();

  /** What is wrong, if it is not whole or has failed. */
  Cause cause();

  /** The same in words. */
  String message();

  /** The usage, as far as it has passed. */
  Usage usage();

  /** Why the model stopped, in the provider's word; empty if it is not known. */
  String finish();
}
