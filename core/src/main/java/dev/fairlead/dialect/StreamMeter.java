package dev.fairlead.dialect;

import dev.fairlead.model.Usage;

/** Reads a provider's stream as it passes. Not thread-safe; one per attempt. */
public interface StreamMeter {

  /** What one event is to the gateway. */
  enum Event {
    /** Something the caller waits for: from here on the answer is committed. */
    CONTENT,
    /** Nothing yet: a role, a comment, an empty piece. */
    QUIET,
    /** Carries usage and nothing else. */
    USAGE,
    /** The protocol's last event. */
    DONE,
    /** The provider reports an error. */
    ERROR,
    /** Not what the protocol says. */
    GARBLED
  }

  /** One event's data passes; {@code from == to} for an event without data. */
  Event event(byte[] data, int from, int to);

  /** Whether the answer has come to its proper end, so that the stream may stop here. */
  boolean complete();

  /** The usage so far; {@link Usage#NONE} if none was told. */
  Usage usage();

  /** Why the answer ended, in the provider's word; empty if it did not say. */
  String finish();

  /** The provider's error message, if {@link Event#ERROR} or {@link Event#GARBLED} came. */
  String message();
}
