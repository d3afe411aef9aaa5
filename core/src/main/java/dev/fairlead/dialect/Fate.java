package dev.fairlead.dialect;

/** What becomes of a request's field when the endpoint speaks another dialect. */
public enum Fate {
  /** It has a place in the neutral form, and goes wherever the other dialect has one too. */
  MAPPED,
  /** It is kept in {@link dev.fairlead.model.Request#extras} and left out with a warning. */
  DROPPED,
  /** The request is refused, because without it the answer would be another one. */
  REJECTED,
  /** It changes nothing about the answer, and is left out without a warning. */
  IGNORED,
  /** The gateway itself does what it asks for. */
  GATEWAY
}
