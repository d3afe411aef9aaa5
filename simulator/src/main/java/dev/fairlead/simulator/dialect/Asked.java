package dev.fairlead.simulator.dialect;

import org.jspecify.annotations.Nullable;

/**
 * A request as a dialect sees it; valid during the call only.
 *
 * @param path without its query
 * @param query what stands behind the question mark; often empty
 * @param headers finds a header by its name in lower case
 * @param body an array of which the part from one offset to before the other is the body
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares requests
public record Asked(
    String method, String path, String query, Headers headers, byte[] body, int from, int to) {

  /** Finds headers. */
  @FunctionalInterface
  public interface Headers {
    @Nullable String get(byte[] lowerCase);
  }

  public static Asked of(
      String method, String target, Headers headers, byte[] body, int from, int to) {
    int mark = target.indexOf('?');
    return new Asked(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers,
        body,
        from,
        to);
  }

  /** A header's value; empty if it is not there. */
  public String header(byte[] lowerCase) {
    var value = headers.get(lowerCase);
    return value == null ? "" : value;
  }

  /** The token of {@code authorization: Bearer}; empty if there is none. */
  public String bearer() {
    var value = header(AUTHORIZATION);
    return value.startsWith("Bearer ") ? value.substring(7).strip() : "";
  }

  private static final byte[] AUTHORIZATION =
      dev.fairlead.simulator.content.Out.ascii("authorization");
}
