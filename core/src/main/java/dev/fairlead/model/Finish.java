package dev.fairlead.model;

/**
 * Why the model stopped.
 *
 * @param kind what it means
 * @param word the provider's own
 * @param detail the stop sequence that was hit, or the explanation of a refusal; else empty
 * @param category of a refusal; else empty
 */
public record Finish(Kind kind, String word, String detail, String category) {

  /** What it means. */
  public enum Kind {
    STOP,
    STOP_SEQUENCE,
    LENGTH,
    CONTEXT_EXCEEDED,
    TOOL_CALLS,
    CONTENT_FILTER,
    REFUSAL,
    /** The provider wants to be asked to go on. */
    PAUSE,
    RECITATION,
    MALFORMED_TOOL_CALL,
    ERROR
  }

  public static Finish of(Kind kind, String word) {
    return new Finish(kind, word, "", "");
  }

  public Finish as(Kind other) {
    return new Finish(other, word, detail, category);
  }
}
