package dev.fairlead.dialect.openai.state;

import java.util.function.UnaryOperator;

/**
 * How a response is to be retrieved.
 *
 * @param stream as events, not as an object
 * @param startingAfter the sequence number before the first event wanted; -1: all
 */
public record StreamQuery(boolean stream, long startingAfter) {

  /**
   * @param query the decoded value of a parameter; empty when it is absent
   * @throws Refused if a value is none of those allowed
   */
  public static StreamQuery read(UnaryOperator<String> query) {
    return new StreamQuery(stream(query.apply("stream")), after(query.apply("starting_after")));
  }

  private static boolean stream(String text) {
    return switch (text) {
      case "", "false" -> false;
      case "true" -> true;
      default ->
          throw PageQuery.invalid(
              "Invalid type for 'stream': expected a boolean, but got '%s' instead."
                  .formatted(text),
              "stream",
              "invalid_type");
    };
  }

  private static long after(String text) {
    return text.isEmpty() ? -1 : Math.max(-1, PageQuery.whole(text, "starting_after"));
  }
}
