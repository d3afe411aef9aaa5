package dev.fairlead.edge.upstream;

import java.net.URI;

/** Where a provider listens. */
public record Address(boolean tls, String host, int port) {

  /**
   * Reads the address of a URL.
   *
   * @throws IllegalArgumentException if it is not of http or https with a host
   */
  public static Address of(URI url) {
    var scheme = url.getScheme();
    boolean tls = "https".equalsIgnoreCase(scheme);
    var host = url.getHost();
    if (host == null || !(tls || "http".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException(
          "base URL: %s (expected: http:// or https:// with a host)".formatted(url));
    }
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    boolean six = host.startsWith("[");
    return new Address(tls, six ? host.substring(1, host.length() - 1) : host, port);
  }

  /** For the header {@code Host}. */
  public String authority() {
    var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }
}
