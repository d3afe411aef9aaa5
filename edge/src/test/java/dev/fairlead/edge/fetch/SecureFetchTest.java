package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS to the checked address: the URL's name is in the handshake and must be in the certificate.
 */
final class SecureFetchTest {
  private static final String PASSWORD = "for-tests";
  private static final List<String> NAMES = Collections.synchronizedList(new ArrayList<>());

  @TempDir private static Path folder;
  private static Servers server;
  private static SSLContext context;

  @BeforeAll
  static void start() throws Exception {
    makeCertificate();
    var store = KeyStore.getInstance(folder.resolve("a.p12").toFile(), PASSWORD.toCharArray());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("a", store.getCertificate("a"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    var socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var parameters = socket.getSSLParameters();
    parameters.setSNIMatchers(List.of(new Noting()));
    socket.setSSLParameters(parameters);
    server = new Servers(socket);
    server.at("/a", "HTTP/1.1 200 OK\r\ncontent-length: 6", "GIF89a");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void makeCertificate() throws Exception {
    var command =
        Path.of(System.getProperty("java.home"), "bin", "keytool")
            + " -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN=media.test"
            + " -ext san=dns:media.test -validity 30 -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + folder.resolve("a.p12");
    var process = new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Notes the name that the client asks for. */
  private static final class Noting extends SNIMatcher {
    Noting() {
      super(0);
    }

    @Override
    public boolean matches(SNIServerName name) {
      NAMES.add(new SNIHostName(name.getEncoded()).getAsciiName());
      return true;
    }
  }

  private static Media fetch(String host) throws InterruptedException {
    var place = host + ":" + server.port();
    var fetch =
        new MediaFetch(
            MediaRules.STANDARD.allowing(Set.of(place)),
            _ -> List.of(InetAddress.getLoopbackAddress()),
            context.getSocketFactory(),
            InstantSource.system());
    return fetch.fetch("https://" + place + "/a");
  }

  @Test
  void theNameOfTheUrlIsAskedForAndProved() throws Exception {
    assertThat(fetch("media.test").mime()).isEqualTo("image/gif");
    assertThat(NAMES).contains("media.test");
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> fetch("other.test")).hasMessage("other.test: no secure connection");
    assertThat(NAMES).contains("other.test");
  }

  @Test
  void anAddressIsNoName() {
    assertThatThrownBy(() -> fetch("127.0.0.1")).hasMessage("127.0.0.1: no secure connection");
  }
}
