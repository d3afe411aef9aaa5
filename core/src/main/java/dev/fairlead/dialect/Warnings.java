package dev.fairlead.dialect;

import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a translation could not carry over as it was. Each becomes an entry {@code
 * code=param[;detail]} of the header {@code x-fairlead-warnings}. Not thread-safe.
 */
public final class Warnings {
  private final boolean strict;
  private final List<String> found = new ArrayList<>(0);

  /**
   * @param strict whether a loss is an error
   */
  public Warnings(boolean strict) {
    this.strict = strict;
  }

  /**
   * Something does not go along.
   *
   * @param param the caller's name of it, as {@code messages[2].name}
   * @param why in a few words; may be empty
   * @throws FailureException with {@link BadRequest} when losses are errors
   */
  public void dropped(String param, String why) {
    if (strict) {
      throw new FailureException(
          new BadRequest(
              "%s cannot be carried over to this model%s (strict is on)"
                  .formatted(param, why.isEmpty() ? "" : ": " + why),
              param,
              "strict_translation"));
    }
    add("dropped", param, why);
  }

  /** Something goes along with another value. */
  public void changed(String param, String detail) {
    add("changed", param, detail);
  }

  /** Something is done in another way than the caller asked for. */
  public void emulated(String param, String detail) {
    add("emulated", param, detail);
  }

  private void add(String code, String param, String detail) {
    var line = code + "=" + sound(param) + (detail.isEmpty() ? "" : ";" + sound(detail));
    if (!found.contains(line)) {
      found.add(line);
    }
  }

  /** Only what may stand in a header, commas and semicolons apart. */
  private static String sound(String text) {
    var out = new StringBuilder(Math.min(text.length(), 160));
    for (int i = 0; i < text.length() && out.length() < 160; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c > '~' ? '?' : c == ',' || c == ';' ? ' ' : c);
    }
    return out.toString();
  }

  /** All of them, in the order they were found. */
  public List<String> list() {
    return List.copyOf(found);
  }
}
