package dev.fairlead.model;

/** The wish that a provider keeps the prompt up to here in its cache, and for how long. */
public enum CacheMark {
  FIVE_MINUTES("5m"),
  HALF_AN_HOUR("30m"),
  HOUR("1h");

  private final String ttl;

  CacheMark(String ttl) {
    this.ttl = ttl;
  }

  /** As the protocols write it. */
  public String ttl() {
    return ttl;
  }

  /** The mark of a written time; five minutes for an unknown one. */
  public static CacheMark of(String ttl) {
    return switch (ttl) {
      case "1h" -> HOUR;
      case "30m" -> HALF_AN_HOUR;
      default -> FIVE_MINUTES;
    };
  }
}
