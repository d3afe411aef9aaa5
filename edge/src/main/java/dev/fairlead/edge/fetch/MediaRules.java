package dev.fairlead.edge.fetch;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What may be fetched.
 *
 * @param hosts whose addresses and ports are not checked, as {@code files.corp} (ports 80 and 443)
 *     or {@code files.corp:8080}; in lower case
 * @param types media types, whole or up to the slash, as {@code image/}
 * @param maxBytes of a file
 * @param limit from the call to the last byte, redirects included
 * @param parallel fetches at a time; more wait, within their limit
 * @param cacheBytes of all files kept; 0: none are
 * @param cacheAge how long a file is kept at the most
 */
public record MediaRules(
    Set<String> hosts,
    List<String> types,
    int maxBytes,
    Duration limit,
    int parallel,
    long cacheBytes,
    Duration cacheAge) {

  /** Pictures, sound, video and PDF up to 20 MiB within ten seconds; no host of the own network. */
  public static final MediaRules STANDARD =
      new MediaRules(
          Set.of(),
          List.of("image/", "audio/", "video/", "application/pdf"),
          20 << 20,
          Duration.ofSeconds(10),
          32,
          64L << 20,
          Duration.ofMinutes(1));

  public MediaRules {
    hosts = Set.copyOf(hosts);
    types = List.copyOf(types);
    if (maxBytes < 1 || parallel < 1) {
      throw new IllegalArgumentException(
          "max bytes: %d, parallel: %d (expected: >= 1)".formatted(maxBytes, parallel));
    }
  }

  /** The same with hosts that are not checked. */
  public MediaRules allowing(Set<String> allowed) {
    return new MediaRules(allowed, types, maxBytes, limit, parallel, cacheBytes, cacheAge);
  }

  boolean trusts(Link link) {
    return hosts.contains(link.host() + ":" + link.port())
        || link.usualPort() && hosts.contains(link.host());
  }

  boolean takes(String mime) {
    return types.stream().anyMatch(t -> t.endsWith("/") ? mime.startsWith(t) : mime.equals(t));
  }
}
