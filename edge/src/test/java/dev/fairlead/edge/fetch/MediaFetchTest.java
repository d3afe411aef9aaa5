package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on this machine, under a name that only the injected resolver knows. */
final class MediaFetchTest {
  private static final String PNG = "\u0089PNG\r\n\u001a\n....";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Instant now = Instant.EPOCH;
  private Servers server;

  @BeforeEach
  void start() throws IOException {
    server = Servers.plain();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private MediaRules rules(int max, Duration limit) {
    var hosts = Set.of("media.test:" + server.port());
    return new MediaRules(
        hosts, List.of("image/", "application/pdf"), max, limit, 2, 1000, Duration.ofMinutes(1));
  }

  private MediaFetch fetch(MediaRules rules, String... addresses) {
    Resolver resolver =
        host -> {
          asked.add(host);
          if (addresses.length == 0) {
            throw new UnknownHostException(host);
          }
          return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
        };
    var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return new MediaFetch(rules, resolver, tls, () -> now);
  }

  private MediaFetch fetch() {
    return fetch(rules(100_000, Duration.ofSeconds(10)), "127.0.0.1");
  }

  private String url(String path) {
    return "http://media.test:%d%s".formatted(server.port(), path);
  }

  private void redirect(String path, String location) {
    server.at(path, "HTTP/1.1 302 Found\r\nlocation: " + location, "");
  }

  @Test
  void theConnectionIsMadeToTheAddressThatWasCheckedUnderTheNameOfTheUrl() throws Exception {
    server.at("/a", "HTTP/1.1 200 OK\r\ncontent-type: image/jpeg", PNG);
    var media = fetch().fetch(url("/a#part"));
    assertThat(media.mime()).as("sniffed").isEqualTo("image/png");
    assertThat(new String(media.bytes(), ISO_8859_1)).isEqualTo(PNG);
    assertThat(asked).containsExactly("media.test");
    assertThat(server.requests.getFirst())
        .startsWith("GET /a HTTP/1.1\nhost: media.test:%d\n".formatted(server.port()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "content-length: 12 | PNG",
        "content-length: 12 | PNG and more",
        "transfer-encoding: chunked | chunks",
        "x: y | PNG",
        "content-type: application/octet-stream | PNG",
        "content-encoding: identity | PNG",
      })
  void everyWayToEndABodyIsRead(String header, String body) throws Exception {
    var bytes =
        switch (body) {
          case "chunks" -> "4;x=y\r\n\u0089PNG\r\n8\r\n\r\n\u001a\n....\r\n0\r\na: b\r\n\r\n";
          case "PNG and more" -> PNG + "more";
          default -> PNG;
        };
    server.at("/a", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + header, bytes);
    assertThat(new String(fetch().fetch(url("/a")).bytes(), ISO_8859_1)).isEqualTo(PNG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "8.8.8.8 127.0.0.1",
        "127.0.0.1 8.8.8.8",
        "2606:4700::1111 fe80::1",
        "",
      })
  void aNameOfTheOwnNetworkAndAnUnknownOneAreRefusedInTheSameWords(String addresses) {
    var all = addresses.isEmpty() ? new String[0] : addresses.split(" ", -1);
    var fetch = fetch(rules(1000, Duration.ofSeconds(10)), all);
    assertThatThrownBy(() -> fetch.fetch("http://evil.test/a"))
        .isInstanceOf(FetchFault.class)
        .hasMessage("evil.test: no public address");
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/",
        "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://[64:ff9b::7f00:1]/",
      })
  void anAddressOfTheOwnNetworkIsRefused(String url) {
    assertThatThrownBy(() -> fetch().fetch(url)).hasMessageEndingWith(": no public address");
    assertThat(asked).isEmpty();
  }

  @Test
  void onlyTheUsualPortsAreOpen() {
    assertThatThrownBy(() -> fetch().fetch("http://other.test:8080/"))
        .hasMessage("port 8080 (expected: 80 or 443)");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://127.0.0.1:PORT/b | port PORT (expected: 80 or 443)",
        "http://127.0.0.1/b | 127.0.0.1: no public address",
        "http://localhost/b | localhost: no public address",
        "//169.254.169.254/ | 169.254.169.254: no public address",
        "http://2130706433/ | URL: host \"2130706433\" (expected: a name or an address)",
        "file:///etc/passwd | URL: neither http:// nor https:// (expected: one of these)",
        "'' | redirect to nowhere",
      })
  void aRedirectIsCheckedAsTheFirstUrlWas(String location, String why) {
    var port = String.valueOf(server.port());
    redirect("/a", location.replace("PORT", port));
    assertThatThrownBy(() -> fetch().fetch(url("/a"))).hasMessage(why.replace("PORT", port));
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void threeRedirectsAreFollowedAndNoMore() throws Exception {
    redirect("/0", "/1");
    redirect("/1", "2");
    redirect("/2", url("/3"));
    redirect("/3", "/4");
    server.at("/4", "HTTP/1.1 200 OK", PNG);
    assertThat(fetch().fetch(url("/1")).mime()).isEqualTo("image/png");
    assertThat(asked).as("resolved anew for each").hasSize(4);
    assertThatThrownBy(() -> fetch().fetch(url("/0"))).hasMessage("more than 3 redirects");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 OK~content-length: 100001 | PNG | larger than 100000 bytes",
        "200 OK~content-length: 99 | PNG | media.test: connection failed or broke off",
        "200 OK~content-length: -1 | PNG | content-length: \"-1\" (expected: a number)",
        "200 OK~content-length: 12~content-length: 13 | PNG | content-length: \"12, 13\""
            + " (expected: a number)",
        "200 OK~content-encoding: gzip | PNG | content-encoding: gzip (expected: none)",
        "200 OK~transfer-encoding: gzip, chunked | PNG | transfer-encoding: gzip, chunked"
            + " (expected: chunked)",
        "200 OK~transfer-encoding: chunked | -5 | chunk size: \"-5\" (expected: up to 7 digits)",
        "200 OK~transfer-encoding: chunked | fffffff | larger than 100000 bytes",
        "200 OK~content-type: text/html | PNG | type text/html (expected: image/,"
            + " application/pdf)",
        "200 OK~content-type: image/png | %!PS | ''",
        "200 OK | %!PS | type unknown (expected: image/, application/pdf)",
        "200 OK~content-type: image/png | ID3 | type audio/mpeg (expected: image/,"
            + " application/pdf)",
        "200 OK~content-type: image/png | '' | empty (expected: a file)",
        "404 Not Found | '' | media.test answered 404",
        "206 Partial | PNG | media.test answered 206",
      })
  void anAnswerThatIsNoFileIsNamed(String head, String body, String why) throws Exception {
    var text = body.equals("PNG") ? PNG : body;
    server.at("/a", "HTTP/1.1 " + head.replace("~", "\r\n"), body.isEmpty() ? "" : text + "\r\n");
    if (why.isEmpty()) {
      assertThat(fetch().fetch(url("/a")).mime()).isEqualTo("image/png");
    } else {
      assertThatThrownBy(() -> fetch().fetch(url("/a"))).hasMessage(why);
    }
  }

  @Test
  void anEndlessBodyAndAnEndlessHeadAreCutOff() {
    server.at(
        "/body",
        out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(new byte[8192]);
          }
        });
    server.at(
        "/head",
        out -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write("a: b\r\n".getBytes(ISO_8859_1));
          }
        });
    assertThatThrownBy(() -> fetch().fetch(url("/body"))).hasMessage("larger than 100000 bytes");
    assertThatThrownBy(() -> fetch().fetch(url("/head")))
        .hasMessage("answer's headers are larger than 32768 bytes");
  }

  @Test
  void aServerThatDripsIsGivenUpAndLeft() throws Exception {
    var left = new CountDownLatch(1);
    server.at(
        "/a",
        out -> {
          try {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            while (true) {
              out.write('x');
              Thread.sleep(5);
            }
          } finally {
            left.countDown();
          }
        });
    var fetch = fetch(rules(1000, Duration.ofMillis(200)), "127.0.0.1");
    assertThatThrownBy(() -> fetch.fetch(url("/a"))).hasMessage("not fetched within 200 ms");
    left.await();
  }

  @Test
  void aNameServerThatHangsIsGivenUp() {
    var never = new CountDownLatch(1);
    Resolver slow =
        _ -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          throw new UnknownHostException();
        };
    var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var fetch = new MediaFetch(rules(1000, Duration.ofMillis(100)), slow, tls, () -> now);
    assertThatThrownBy(() -> fetch.fetch(url("/a"))).hasMessage("not fetched within 100 ms");
    assertThatThrownBy(() -> fetch.fetch(url("/a"))).hasMessage("not fetched within 100 ms");
    assertThatThrownBy(() -> fetch.fetch(url("/a")))
        .as("both places are taken")
        .hasMessage("too many files are being fetched");
    never.countDown();
  }

  @Test
  void aFileIsKeptAsLongAsItsServerAllows() throws Exception {
    server.at("/a", "HTTP/1.1 200 OK", PNG);
    server.at("/short", "HTTP/1.1 200 OK\r\ncache-control: public, max-age=5", PNG);
    server.at("/never", "HTTP/1.1 200 OK\r\ncache-control: no-store", PNG);
    server.at("/large", "HTTP/1.1 200 OK", PNG + ".".repeat(300));
    var fetch = fetch();
    for (var path : List.of("/a", "/short", "/never", "/large")) {
      fetch.fetch(url(path));
      fetch.fetch(url(path));
    }
    assertThat(server.requests).hasSize(6);
    now = now.plusSeconds(5);
    fetch.fetch(url("/a"));
    fetch.fetch(url("/short"));
    assertThat(server.requests).hasSize(7);
    now = now.plusSeconds(60);
    fetch.fetch(url("/a"));
    assertThat(server.requests).hasSize(8);
  }
}
