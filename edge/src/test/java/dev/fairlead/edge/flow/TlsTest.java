package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fairlead.config.Config.Tls;
import dev.fairlead.edge.upstream.ClientTls;
import dev.fairlead.model.Failure.Cause;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.DataInputStream;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on both sides, HTTP/2 by ALPN and by prior knowledge. */
final class TlsTest {
  private static final char[] PASSWORD = "for-tests".toCharArray();

  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificate() throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file("a.p12").toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor())
        .as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isZero();
    var store = store();
    pem("cert.pem", "CERTIFICATE", store.getCertificate("a").getEncoded());
    pem("key.pem", "PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded());
  }

  @Test
  void aBackgroundResponseIsMadeOverTheGatewaysOwnPort(@TempDir Path state) throws Exception {
    var tls = new Tls(file("cert.pem").toString(), file("key.pem").toString());
    try (var talk = Talk.with(Mode.LOOP, state, knobs -> knobs.tls = Optional.of(tls));
        var client = HttpClient.newBuilder().sslContext(context()).build()) {
      var uri = URI.create("https://localhost:" + talk.port() + "/v1/responses");
      var request =
          HttpRequest.newBuilder(uri)
              .header("authorization", "Bearer " + Pair.KEY)
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      Talk.body("claude", "hello", "\"background\":true", "\"stream\":true")))
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      var last = Talk.events(answer.body()).getLast();
      assertThat(last.text("type")).as(last.raw().text()).isEqualTo("response.completed");
    }
  }

  private static File file(String name) {
    return folder.resolve(name).toFile();
  }

  private static KeyStore store() throws Exception {
    return KeyStore.getInstance(file("a.p12"), PASSWORD);
  }

  private static void pem(String name, String what, byte[] der) throws Exception {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
  }

  private static SSLContext context() throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", store().getCertificate("a"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static HttpsServer provider() throws Exception {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var body =
              "{\"choices\":[{\"finish_reason\":\"stop\"}]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void aProviderIsReachedOverBoringSsl() throws Exception {
    assertThat(OpenSsl.isAvailable()).isTrue();
    var server = provider();
    var tls = ClientTls.with(SslContextBuilder.forClient().trustManager(file("cert.pem")));
    try (var pair =
        Pair.at(Mode.LOOP, _ -> {}, tls, "https://localhost:" + server.getAddress().getPort())) {
      for (int i = 0; i < 3; i++) {
        assertThat(pair.chat(Pair.body("")).status()).isEqualTo(200);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aProviderWhoseCertificateIsNotTrustedGetsNothing() throws Exception {
    var server = provider();
    try (var pair =
        Pair.at(
            Mode.LOOP,
            _ -> {},
            ClientTls.create(),
            "https://localhost:" + server.getAddress().getPort())) {
      assertThat(pair.chat(Pair.body("")).status()).isEqualTo(502);
      var failure = pair.settled().failures().getFirst();
      assertThat(failure.cause()).isEqualTo(Cause.CONNECT);
      assertThat(failure.message()).startsWith("TLS: ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void clientsComeByTlsWithHttp2AndHttp1() throws Exception {
    try (var pair =
        Pair.start(
            Mode.LOOP,
            k ->
                k.tls =
                    Optional.of(new Tls(file("cert.pem").toString(), file("key.pem").toString())),
            Pair.provider("tokens=5"))) {
      for (var version : HttpClient.Version.values()) {
        if (version != HttpClient.Version.HTTP_2 && version != HttpClient.Version.HTTP_1_1) {
          continue;
        }
        try (var client = HttpClient.newBuilder().version(version).sslContext(context()).build()) {
          for (var body : new String[] {Pair.body(""), Pair.stream(""), "{"}) {
            var answer =
                client.send(
                    HttpRequest.newBuilder(
                            URI.create("https://localhost:" + pair.port() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + Pair.KEY)
                        .timeout(Pair.SOON)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(body.equals("{") ? 400 : 200);
          }
        }
      }
      pair.quiet();
    }
  }

  @Test
  void http2IsSpokenByPriorKnowledge() throws Exception {
    try (var pair = Pair.start(Mode.LOOP, Pair.provider("tokens=5"));
        var wire = pair.connect()) {
      wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      wire.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      // GET, http, path /healthz, authority a; the stream ends with its headers.
      var fields =
          "\u0082\u0086\u0004\b/healthz\u0001\u0001a".getBytes(StandardCharsets.ISO_8859_1);
      wire.send(new byte[] {0, 0, (byte) fields.length, 1, 5, 0, 0, 0, 1});
      wire.send(fields);
      var in = new DataInputStream(wire.in());
      while (true) {
        var head = in.readNBytes(9);
        var payload = in.readNBytes((head[1] & 0xFF) << 8 | head[2] & 0xFF);
        if (head[3] == 0 && head[8] == 1) {
          assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"ok\"}");
          break;
        }
      }
    }
  }
}
