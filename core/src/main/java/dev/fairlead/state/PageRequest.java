package dev.fairlead.state;

/**
 * Which part of a list is wanted.
 *
 * @param limit items at most, 1 to 100
 * @param after the id of the item before the page, in the order asked for; empty: from the first
 * @param before the id of the item behind the page; empty: to the last. Without {@code after} the
 *     page is the one that ends there.
 */
public record PageRequest(Order order, int limit, String after, String before) {
  public static final int MAX_LIMIT = 100;
  public static final int USUAL_LIMIT = 20;

  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit: %d (expected: 1 to %d)".formatted(limit, MAX_LIMIT));
    }
  }

  /** From the first, or from the last. */
  public enum Order {
    ASC,
    DESC
  }

  public static PageRequest first(Order order, int limit) {
    return new PageRequest(order, limit, "", "");
  }
}
