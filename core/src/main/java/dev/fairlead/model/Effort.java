package dev.fairlead.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much a model is to think. */
public enum Effort {
  NONE,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  XHIGH,
  MAX;

  /** As the protocols write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The effort of a written word, in any case; null if there is none of that name. */
  public static @Nullable Effort of(String word) {
    for (var effort : values()) {
      if (effort.name().equalsIgnoreCase(word)) {
        return effort;
      }
    }
    return null;
  }
}
