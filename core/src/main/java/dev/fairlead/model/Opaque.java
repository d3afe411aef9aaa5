package dev.fairlead.model;

/**
 * What only a model's maker can read: a signature of thoughts, thoughts in cipher. Must come back
 * as it was, to the one who made it, or not at all.
 *
 * @param family who can read it
 * @param kind what it is
 * @param model the model as its provider calls it; empty if it is not known
 * @param route the provider's id whose account it is bound to; empty if it is not known
 * @param data as it came
 */
public record Opaque(Family family, Kind kind, String model, String route, String data) {

  /** Who can read it. */
  public enum Family {
    ANTHROPIC,
    OPENAI,
    GOOGLE,
    XAI,
    OTHER
  }

  /** What it is. */
  public enum Kind {
    /** Proves the thoughts beside it: Anthropic's {@code signature}. */
    SIGNATURE,
    /** Thoughts in cipher: OpenAI's {@code encrypted_content}. */
    ENCRYPTED,
    /** Thoughts withheld: Anthropic's {@code redacted_thinking}. */
    REDACTED,
    /** Gemini's {@code thoughtSignature}. */
    THOUGHT_SIGNATURE,
    /** Anything else that must be kept. */
    OTHER
  }
}
