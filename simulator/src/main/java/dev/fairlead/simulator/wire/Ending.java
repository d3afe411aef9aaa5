package dev.fairlead.simulator.wire;

/** What comes after the last piece of an answer. */
public enum Ending {
  /** The message ends as HTTP has it, and the connection serves the next request. */
  NORMAL,
  /** The connection is closed, whatever was promised. */
  CUT,
  /** Nothing ever comes; the connection stays open until the other side closes it. */
  STALL
}
