package dev.fairlead.simulator.wire;

/** How a request ended. */
public enum Outcome {
  /** Answered to the end, with a status below 400. */
  ANSWERED,
  /** Answered to the end, with a status from 400 on. */
  FAILED,
  /** Cut off on purpose. */
  CUT,
  /** Left hanging on purpose; counted when the hanging begins. */
  STALLED,
  /** The other side went away before the end; a stalled one then counts here too. */
  CANCELLED
}
