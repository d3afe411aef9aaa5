package dev.fairlead.dialect;

/** What a request wants done. */
public enum Action {
  /** A conversation goes on. */
  CHAT,
  /** A text goes on: the protocol before chat. */
  COMPLETE,
  EMBED,
  RERANK,
  /** Tell how many tokens a conversation has. */
  COUNT
}
