package dev.fairlead.state;

import java.util.Locale;

/** How far a response has come. Once it has ended it never changes again. */
public enum Status {
  QUEUED,
  IN_PROGRESS,
  COMPLETED,
  INCOMPLETE,
  FAILED,
  CANCELLED;

  /** As it stands in JSON: {@code in_progress}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a {@link #word}. */
  public static Status of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public boolean ended() {
    return switch (this) {
      case QUEUED, IN_PROGRESS -> false;
      case COMPLETED, INCOMPLETE, FAILED, CANCELLED -> true;
    };
  }
}
