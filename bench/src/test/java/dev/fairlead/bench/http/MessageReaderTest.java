package dev.fairlead.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MessageReaderTest {
  private static final String PLAIN =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/json\r
      Content-Length: 11\r
      \r
      {"a":"end"}\
      """;
  private static final String STREAM =
      """
      HTTP/1.1 200 OK\r
      content-type: text/event-stream; charset=utf-8\r
      Transfer-Encoding: chunked\r
      \r
      5\r
      data:\r
      3\r
      {}
      \r
      1\r

      \r
      20;x=1\r
      : data: hi

      id: 1
      data:{"x":1}

      \r
      E\r
      data: [DONE]

      \r
      0\r
      x-end: 1\r
      \r
      """;

  private final MessageReader reader = MessageReader.ofAnswers();

  MessageReaderTest() {
    reader.reset();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPlainAnswerIsReadWhole() {
    byte[] wire = bytes(PLAIN);
    assertThat(reader.feed(wire, 0, wire.length)).isEqualTo(wire.length);
    assertThat(reader.complete()).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.text()).isEqualTo("{\"a\":\"end\"}");
    assertThat(reader.contains("end")).isTrue();
    assertThat(reader.contains("ending")).isFalse();
    assertThat(reader.keepAlive()).isTrue();
  }

  @Test
  void readingStopsAtTheEndOfTheFirstOfTwoAnswers() {
    byte[] wire = bytes(PLAIN + PLAIN);
    assertThat(reader.feed(wire, 0, wire.length)).isEqualTo(wire.length / 2);
    reader.reset();
    assertThat(reader.feed(wire, wire.length / 2, wire.length)).isEqualTo(wire.length);
    assertThat(reader.complete()).isTrue();
  }

  @Test
  void aStreamCountsItsDataLinesAndNothingElse() {
    byte[] wire = bytes(STREAM);
    assertThat(reader.feed(wire, 0, wire.length)).isEqualTo(wire.length);
    assertThat(reader.complete()).isTrue();
    assertThat(reader.events()).isEqualTo(3);
    assertThat(reader.ended()).isTrue();
  }

  @Test
  void aStreamCutAnywhereCountsTheSame() {
    byte[] wire = bytes(STREAM);
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      reader.reset();
      for (int at = 0; at < wire.length; ) {
        int to = Math.min(wire.length, at + 1 + random.nextInt(9));
        assertThat(reader.complete()).isFalse();
        assertThat(reader.feed(wire, at, to)).isEqualTo(to);
        at = to;
      }
      assertThat(reader.complete()).isTrue();
      assertThat(reader.events()).isEqualTo(3);
      assertThat(reader.ended()).isTrue();
    }
  }

  @Test
  void aStreamCutBeforeItsEndIsNotComplete() {
    byte[] wire = bytes(STREAM.substring(0, STREAM.indexOf("E\r\n")));
    reader.feed(wire, 0, wire.length);
    assertThat(reader.closed()).isFalse();
    assertThat(reader.events()).isEqualTo(2);
    assertThat(reader.ended()).isFalse();
  }

  @Test
  void anAnswerWithoutALengthEndsWithItsConnection() {
    byte[] wire = bytes("HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\noops");
    reader.feed(wire, 0, wire.length);
    assertThat(reader.complete()).isFalse();
    assertThat(reader.closed()).isTrue();
    assertThat(reader.status()).isEqualTo(502);
    assertThat(reader.text()).isEqualTo("oops");
    assertThat(reader.keepAlive()).isFalse();
  }

  @Test
  void aRequestWithoutALengthHasNoBody() {
    var requests = MessageReader.ofRequests();
    byte[] wire = bytes("GET /health HTTP/1.1\r\nhost: a\r\n\r\n");
    requests.feed(wire, 0, wire.length);
    assertThat(requests.complete()).isTrue();
    assertThat(requests.bodyLength()).isZero();
  }
}
