package dev.fairlead.dialect.openai.state;

import dev.fairlead.state.PageRequest;
import dev.fairlead.state.PageRequest.Order;
import java.util.function.UnaryOperator;

/** Reads the query of a list: {@code order}, {@code limit}, {@code after}, {@code before}. */
public final class PageQuery {
  private PageQuery() {}

  /**
   * @param query the decoded value of a parameter; empty when it is absent
   * @throws Refused if a value is none of those allowed
   */
  public static PageRequest read(UnaryOperator<String> query) {
    return new PageRequest(
        order(query.apply("order")),
        limit(query.apply("limit")),
        query.apply("after"),
        query.apply("before"));
  }

  private static Order order(String text) {
    return switch (text) {
      case "", "desc" -> Order.DESC;
      case "asc" -> Order.ASC;
      default ->
          throw invalid(
              "Invalid value: '%s'. Supported values are: 'asc' and 'desc'.".formatted(text),
              "order",
              "invalid_value");
    };
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return PageRequest.USUAL_LIMIT;
    }
    long limit = whole(text, "limit");
    if (limit < 1) {
      throw invalid(
          "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got %d instead."
              .formatted(limit),
          "limit",
          "integer_below_min_value");
    }
    if (limit > PageRequest.MAX_LIMIT) {
      throw invalid(
          "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got %d instead."
              .formatted(limit),
          "limit",
          "integer_above_max_value");
    }
    return (int) limit;
  }

  static long whole(String text, String param) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "Invalid type for '%s': expected an integer, but got '%s' instead."
              .formatted(param, text),
          param,
          "invalid_type");
    }
  }

  static Refused invalid(String message, String param, String code) {
    return new Refused(Refusals.invalid(message, param, code));
  }
}
