package dev.fairlead.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://Example.COM | http://example.com/",
        "HTTPS://example.com./a b#f | https://example.com/a%20b",
        "https://example.com:443?q=é | https://example.com/?q=%C3%A9",
        "http://example.com:443/ | http://example.com:443/",
        "https://my_bucket.s3.amazonaws.com/x%2Fy | https://my_bucket.s3.amazonaws.com/x%2Fy",
        "http://1.2.3.4/ | http://1.2.3.4/",
        "http://[2606:4700::1111]:80/x | http://[2606:4700::1111]/x",
        "' https://a.b/c ' | https://a.b/c",
        "http://a.b/\\c | http://a.b/%5Cc",
      })
  void aUrlIsRead(String text, String read) {
    assertThat(Link.parse(text)).hasToString(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://a/b",
        "file:///etc/passwd",
        "gopher://a",
        "//a/b",
        "http:/a",
        "http:a",
        "http://",
        "http:///x",
        "https://:443/",
        "http://user@a.b/",
        "http://u:p@a.b/",
        "http://8.8.8.8@127.0.0.1/",
        "http://a.b\\@127.0.0.1/",
        "http://127.0.0.1\\.a.b/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0x7f.0.0.0x1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.01/",
        "http://256.0.0.1/",
        "http://1.2.3.4.5/",
        "http://a.1/",
        "http://1./",
        "http://a.0x1/",
        "http://[::1%25lo]/",
        "http://[127.0.0.1]/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://::1/",
        "http://a..b/",
        "http://a%2eb/",
        "http://ⓛocalhost/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://a b/",
        "http://a.b:99999/",
        "http://a.b:0/",
        "http://a.b:8x/",
        "http://a.b:-1/",
        "http://a.b/\r\nx: y",
        "http://a.b/\0",
        "http://a.b\t/",
        "http://[::ffff:127.0.0.1]x/",
      })
  void whatCouldMislead(String text) {
    assertThatThrownBy(
            () -> {
              var link = Link.parse(text);
              link.literal();
            })
        .isInstanceOf(FetchFault.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://c.d/x | https://c.d/x",
        "//c.d/x | https://c.d/x",
        "/x?y#z | https://a.b/x?y",
        "x | https://a.b/p/x",
        "../x | https://a.b/x",
        "?z=1 | https://a.b/p/q?z=1",
        "/ä x | https://a.b/%C3%A4%20x",
      })
  void aRedirectIsFollowed(String location, String next) {
    var link = Link.parse("https://a.b/p/q?r");
    assertThat(link.follow(location)).hasToString(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.b/", "javascript:alert(1)", "file:///x", "//u@c.d/", "//127.1/", "%zz:"})
  void aRedirectMustNotMislead(String location) {
    assertThatThrownBy(() -> Link.parse("https://a.b/p").follow(location))
        .isInstanceOf(FetchFault.class);
  }
}
