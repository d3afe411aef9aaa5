package dev.fairlead.config;

/**
 * A text that is never printed. {@link #toString} gives {@code ***}; only {@link #reveal} tells.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself; for the one place that sends it. */
  public String reveal() {
    return value;
  }

  /** A text of someone else's without this secret in it. */
  public String hide(String text) {
    return value.isEmpty() ? text : text.replace(value, "***");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret s && s.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
