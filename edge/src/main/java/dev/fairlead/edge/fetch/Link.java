package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https URL, strict in all that decides where it leads: no user, no way to write an
 * address but the usual, no host beyond ASCII.
 *
 * @param host in lower case; of an IPv6 address without brackets
 * @param path with the query, percent-encoded; without the fragment
 */
record Link(boolean tls, String host, int port, String path) {
  private static final int LONGEST = 8192;
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

  static Link parse(String url) {
    var text = url.strip();
    if (text.length() > LONGEST) {
      throw new FetchFault(
          "URL of %d characters (expected: at most %d)".formatted(text.length(), LONGEST));
    }
    var clean = encoded(text);
    var lower = clean.substring(0, Math.min(8, clean.length())).toLowerCase(Locale.ROOT);
    boolean tls = lower.startsWith("https://");
    if (!tls && !lower.startsWith("http://")) {
      throw new FetchFault("URL: neither http:// nor https:// (expected: one of these)");
    }
    int from = tls ? 8 : 7;
    int end = from;
    while (end < clean.length() && "/?#".indexOf(clean.charAt(end)) < 0) {
      end++;
    }
    return at(tls, clean.substring(from, end), clean.substring(end));
  }

  private static Link at(boolean tls, String authority, String rest) {
    if (authority.indexOf('@') >= 0) {
      throw new FetchFault("URL: has a user or password (expected: none)");
    }
    int colon = authority.indexOf(':', authority.indexOf(']') + 1);
    var host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
    int port = colon < 0 ? 0 : port(authority.substring(colon + 1));
    int hash = rest.indexOf('#');
    var path = hash < 0 ? rest : rest.substring(0, hash);
    return new Link(
        tls,
        host(host),
        port == 0 ? (tls ? 443 : 80) : port,
        path.startsWith("/") ? path : "/" + path);
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 1 << 16) {
        return port;
      }
    }
    throw new FetchFault("URL: port \"%s\" (expected: 1 to 65535)".formatted(text));
  }

  private static String host(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      var inside = text.substring(1, text.length() - 1);
      if (inside.indexOf(':') >= 0 && IPV6.matcher(inside).matches()) {
        return inside;
      }
    } else {
      var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      if (NUMBER.matcher(name).matches()
          ? IPV4.matcher(name).matches()
          : name.length() <= 253 && NAME.matcher(name).matches()) {
        return name;
      }
    }
    throw new FetchFault("URL: host \"%s\" (expected: a name or an address)".formatted(text));
  }

  /** The address that the host is; empty if it is a name. */
  Optional<InetAddress> literal() {
    try {
      return IPV4.matcher(host).matches() || host.indexOf(':') >= 0
          ? Optional.of(InetAddress.ofLiteral(host))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      throw new FetchFault("URL: host \"%s\" (expected: a name or an address)".formatted(host));
    }
  }

  boolean usualPort() {
    return port == 80 || port == 443;
  }

  /** As the host header has it. */
  String authority() {
    var name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  /** Where a redirect leads. */
  Link follow(String location) {
    var text = encoded(location.strip());
    Link next;
    if (SCHEME.matcher(text).matches()) {
      next = parse(text);
    } else if (text.startsWith("//")) {
      next = parse((tls ? "https:" : "http:") + text);
    } else {
      next = new Link(tls, host, port, beside(text));
    }
    if (tls && !next.tls) {
      throw new FetchFault("redirect from https to http");
    }
    return next;
  }

  private String beside(String relative) {
    if (relative.startsWith("?")) {
      // java.net.URI would take this against the folder, as RFC 2396 did.
      int query = path.indexOf('?');
      return (query < 0 ? path : path.substring(0, query)) + relative;
    }
    try {
      var uri = URI.create("http://h" + path).resolve(relative);
      var query = uri.getRawQuery();
      var found = uri.getRawPath() + (query == null ? "" : "?" + query);
      return found.startsWith("/") ? found : "/" + found;
    } catch (IllegalArgumentException _) {
      throw new FetchFault("redirect to what is no URL");
    }
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + authority() + path;
  }

  /** With what a URL cannot hold percent-encoded; never a control character. */
  private static String encoded(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(UTF_8)) {
      if (b >= 0 && b < ' ' || b == 127) {
        throw new FetchFault("URL: a control character (expected: none)");
      }
      if (b < 0 || " \"<>\\^`{|}".indexOf(b) >= 0) {
        out.append('%').append("%02X".formatted(b & 0xff));
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }
}
