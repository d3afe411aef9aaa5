package dev.fairlead.model;

/**
 * Tokens of one exchange in counters that do not overlap, so that each is priced once.
 *
 * @param input read, without what the other input counters hold
 * @param cacheRead served from the provider's prompt cache
 * @param cacheWrite written to the prompt cache for five minutes, or for a time not told
 * @param cacheWrite1h written to the prompt cache for an hour
 * @param audioInput of audio
 * @param output written, without what the other output counters hold
 * @param reasoning thought, not shown
 * @param audioOutput of audio
 * @param reported whether the provider said so; otherwise the counts are the gateway's estimate, or
 *     all zero
 */
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite,
    long cacheWrite1h,
    long audioInput,
    long output,
    long reasoning,
    long audioOutput,
    boolean reported) {
  /** The provider said nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, false);

  public Usage {
    if ((input | cacheRead | cacheWrite | cacheWrite1h | audioInput) < 0
        || (output | reasoning | audioOutput) < 0) {
      throw new IllegalArgumentException(
          "token counts: %d %d %d %d %d, %d %d %d (expected: >= 0)"
              .formatted(
                  input,
                  cacheRead,
                  cacheWrite,
                  cacheWrite1h,
                  audioInput,
                  output,
                  reasoning,
                  audioOutput));
    }
  }

  /** All that was read. */
  public long inputs() {
    return input + cacheRead + cacheWrite + cacheWrite1h + audioInput;
  }

  /** All that was written. */
  public long outputs() {
    return output + reasoning + audioOutput;
  }
}
