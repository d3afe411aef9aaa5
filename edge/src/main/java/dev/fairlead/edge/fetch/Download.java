package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.dialect.media.Sniff;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, with its redirects, on one thread; another may end it.
 *
 * <p>The host is resolved here, its addresses are checked, and the connection is made to one of
 * these very addresses: a name server that answers differently the next time is never asked again.
 * TLS is laid over that connection with the name from the URL, in the handshake and for the
 * certificate. A proxy set for the JVM is not used: it would resolve the name itself.
 */
final class Download implements AutoCloseable {
  private static final int REDIRECTS = 3;
  private static final Set<String> VAGUE =
      Set.of("", "application/octet-stream", "binary/octet-stream");

  private final MediaRules rules;
  private final Resolver resolver;
  private final SSLSocketFactory tls;
  private @Nullable Socket socket;
  private boolean closed;

  /** What came, and what its server allows to be done with it. */
  record Fetched(Media media, String cacheControl) {}

  Download(MediaRules rules, Resolver resolver, SSLSocketFactory tls) {
    this.rules = rules;
    this.resolver = resolver;
    this.tls = tls;
  }

  /** Fetches it. */
  Fetched run(Link first) {
    var link = first;
    try {
      for (int hop = 0; hop <= REDIRECTS; hop++) {
        try (var connection = connect(link)) {
          var answer = ask(connection, link);
          switch (answer.status()) {
            case 200 -> {
              return taken(answer);
            }
            case 301, 302, 303, 307, 308 -> link = link.follow(location(answer));
            default ->
                throw new FetchFault("%s answered %d".formatted(link.host(), answer.status()));
          }
        }
      }
      throw new FetchFault("more than %d redirects".formatted(REDIRECTS));
    } catch (SSLException _) {
      throw new FetchFault("%s: no secure connection".formatted(link.host()));
    } catch (IOException _) {
      throw new FetchFault("%s: connection failed or broke off".formatted(link.host()));
    }
  }

  private static String location(Answer answer) {
    var location = answer.header("location");
    if (location.isEmpty()) {
      throw new FetchFault("redirect to nowhere");
    }
    return location;
  }

  private Fetched taken(Answer answer) throws IOException {
    var type = answer.header("content-type");
    int end = type.indexOf(';');
    var declared = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (!VAGUE.contains(declared)) {
      check(declared);
    }
    var bytes = answer.body(rules.maxBytes());
    if (bytes.length == 0) {
      throw new FetchFault("empty (expected: a file)");
    }
    var found = Sniff.mime(bytes);
    var mime = found.isEmpty() ? declared : found;
    check(mime);
    return new Fetched(new Media(bytes, mime), answer.header("cache-control"));
  }

  private void check(String mime) {
    if (!rules.takes(mime)) {
      throw new FetchFault(
          "type %s (expected: %s)"
              .formatted(mime.isEmpty() ? "unknown" : mime, String.join(", ", rules.types())));
    }
  }

  /**
   * The addresses that may be connected to. One that is not public spoils them all: mixed answers
   * are how a name server leads astray. An unknown name and a refused one get the same words, so
   * that nobody can learn names of the own network.
   */
  private List<InetAddress> addresses(Link link) {
    boolean trusted = rules.trusts(link);
    if (!trusted && !link.usualPort()) {
      throw new FetchFault("port %d (expected: 80 or 443)".formatted(link.port()));
    }
    try {
      var literal = link.literal();
      var all = literal.isPresent() ? List.of(literal.get()) : resolver.resolve(link.host());
      if (!all.isEmpty() && (trusted || all.stream().allMatch(PublicAddress::is))) {
        return all;
      }
    } catch (UnknownHostException _) {
      // Said below.
    }
    throw new FetchFault("%s: no public address".formatted(link.host()));
  }

  private Socket connect(Link link) throws IOException {
    var trouble = new IOException("no address");
    for (var address : addresses(link)) {
      var plain = begin();
      try {
        plain.connect(new InetSocketAddress(address, link.port()), millis() / 2);
        plain.setSoTimeout(millis());
        plain.setTcpNoDelay(true);
        return link.tls() ? secure(plain, link) : plain;
      } catch (SSLException e) {
        plain.close();
        throw e;
      } catch (IOException e) {
        plain.close();
        trouble = e;
      }
    }
    throw trouble;
  }

  private int millis() {
    return Math.clamp(rules.limit().toMillis(), 2, Integer.MAX_VALUE);
  }

  private Socket secure(Socket plain, Link link) throws IOException {
    var secure = (SSLSocket) tls.createSocket(plain, link.host(), link.port(), true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (link.literal().isEmpty() && link.host().indexOf('_') < 0) {
      parameters.setServerNames(List.of(new SNIHostName(link.host())));
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static Answer ask(Socket connection, Link link) throws IOException {
    var request =
        """
        GET %s HTTP/1.1\r
        host: %s\r
        user-agent: fairlead\r
        accept: */*\r
        accept-encoding: identity\r
        connection: close\r
        \r
        """
            .formatted(link.path(), link.authority());
    connection.getOutputStream().write(request.getBytes(US_ASCII));
    connection.getOutputStream().flush();
    return new Answer(new BufferedInputStream(connection.getInputStream(), 16 << 10));
  }

  private synchronized Socket begin() throws IOException {
    if (closed) {
      throw new IOException("ended");
    }
    var next = new Socket(Proxy.NO_PROXY);
    socket = next;
    return next;
  }

  /** Ends it from another thread: what it waits for fails. */
  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // Closed all the same.
      }
    }
  }
}
