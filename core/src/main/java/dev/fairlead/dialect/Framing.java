package dev.fairlead.dialect;

/** How the events of a stream lie in its bytes. */
public enum Framing {
  /** Server-sent events. */
  SSE,
  /** The elements of one JSON array. */
  JSON_ARRAY,
  /** Binary frames, {@code application/vnd.amazon.eventstream}. */
  AWS
}
