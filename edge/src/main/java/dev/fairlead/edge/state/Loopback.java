package dev.fairlead.edge.state;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Calls to this gateway's own data port. Thread-safe; made ready by the first call.
 *
 * <p>With TLS it trusts exactly the certificate that the port is configured with, whatever host it
 * names.
 */
public final class Loopback implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Supplier<InetSocketAddress> at;
  private final Optional<String> certificate;
  private @Nullable HttpClient client;

  /**
   * @param at where the port is; asked when it is open
   * @param certificate the PEM file of the port's certificate; empty without TLS
   */
  public Loopback(Supplier<InetSocketAddress> at, Optional<String> certificate) {
    this.at = at;
    this.certificate = certificate;
  }

  /**
   * Posts a body; the answer comes as it is made.
   *
   * @param headers in pairs
   */
  CompletableFuture<HttpResponse<InputStream>> post(
      String target, Map<String, String> headers, byte[] body) {
    var request = HttpRequest.newBuilder(uri(target)).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return client().sendAsync(request.build(), BodyHandlers.ofInputStream());
  }

  private URI uri(String target) {
    var port = at.get();
    var address = port.getAddress();
    var host =
        address.isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress().getHostAddress()
            : address.getHostAddress();
    var shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    var scheme = certificate.isPresent() ? "https" : "http";
    return URI.create("%s://%s:%d%s".formatted(scheme, shown, port.getPort(), target));
  }

  private synchronized HttpClient client() {
    var made = client;
    if (made == null) {
      var builder =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
      certificate.ifPresent(file -> builder.sslContext(trusting(file)));
      made = builder.build();
      client = made;
    }
    return made;
  }

  private static SSLContext trusting(String file) {
    try (var in = new FileInputStream(file)) {
      var first =
          (X509Certificate)
              CertificateFactory.getInstance("X.509").generateCertificates(in).iterator().next();
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OneCertificate(first)}, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "listen.tls: certificate %s: %s (expected: the one the port was opened with)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Names of headers that a call may have. */
  static final List<String> PASSED =
      List.of(
          "authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "openai-beta",
          "idempotency-key",
          "x-client-request-id",
          "traceparent",
          "tracestate",
          "http-referer",
          "x-title",
          "x-openrouter-title",
          "x-session-id",
          "x-fairlead-strict",
          "x-simulate");

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
