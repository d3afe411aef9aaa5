package dev.fairlead.edge.upstream;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** URLs taken apart, each once. Thread-safe. */
public final class Routes {
  /** A URL's parts as a request needs them. */
  public record Route(Address address, String path, String authority) {}

  private final Map<String, Route> known = new ConcurrentHashMap<>();

  /**
   * The parts of a URL.
   *
   * @param base without a trailing slash; a query stays behind the path
   */
  public Route of(String base, String path) {
    var url = base + path;
    var route = known.get(url);
    return route != null ? route : known.computeIfAbsent(url, _ -> parse(base, path));
  }

  private static Route parse(String base, String path) {
    var url = URI.create(base);
    var address = Address.of(url);
    var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new Route(address, url.getRawPath() + path + query, address.authority());
  }
}
