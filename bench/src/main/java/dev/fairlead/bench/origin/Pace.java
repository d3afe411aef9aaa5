package dev.fairlead.bench.origin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a stream is sent, as the model's name says it: {@code lorem-200x10} is 200 chunks, one every
 * 10 ms. The first comes somewhere within the first interval, different for each stream, so that
 * many streams do not beat in time.
 *
 * @param chunks with content; the usage and {@code [DONE]} follow the last
 * @param millis between two chunks
 */
public record Pace(int chunks, int millis) {
  private static final Pattern NAME = Pattern.compile("lorem-(\\d{1,6})x(\\d{1,6})");

  /** For streams of a model that says nothing about its pace. */
  static final Pace UNSAID = new Pace(20, 10);

  public Pace {
    if (chunks < 1 || millis < 1) {
      throw new IllegalArgumentException(
          "pace: %d chunks every %d ms (expected: >= 1, >= 1)".formatted(chunks, millis));
    }
  }

  /** The model that streams like this. */
  public String model() {
    return "lorem-" + chunks + "x" + millis;
  }

  /** The {@code data:} lines of a whole stream. */
  public long events() {
    return chunks + 2L;
  }

  static Optional<Pace> of(String model) {
    var match = NAME.matcher(model);
    return match.matches()
        ? Optional.of(new Pace(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }
}
