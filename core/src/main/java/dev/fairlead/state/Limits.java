package dev.fairlead.state;

/**
 * Bounds of what is kept, in bytes of UTF-8.
 *
 * @param response one response: its object, its items and what is opaque
 * @param events all events of one response
 * @param context all that is read at once to continue a response or a conversation
 */
public record Limits(long response, long events, long context) {
  public static final Limits USUAL = new Limits(32L << 20, 64L << 20, 64L << 20);

  public Limits {
    if (response < 1 || events < 1 || context < 1) {
      throw new IllegalArgumentException(
          "limits: %d, %d, %d (expected: >= 1)".formatted(response, events, context));
    }
  }
}
