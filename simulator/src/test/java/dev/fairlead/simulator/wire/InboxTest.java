package dev.fairlead.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.simulator.wire.Incoming.BadRequest;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InboxTest {
  private static final String LENGTH =
      "POST /v1/a?b HTTP/1.1\r\nHost: x\r\nContent-LENGTH:  5 \r\nA: b:c\r\n\r\nhello";
  private static final String CHUNKED =
      "PUT /c HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\nhel\r\nC\r\nlo and more!\r\n0\r\n\r\n";
  private static final String NONE = "GET /d HTTP/1.0\r\n\r\n";

  private static List<String> read(Inbox inbox, byte[] bytes, int from, int to) throws BadRequest {
    inbox.add(Unpooled.wrappedBuffer(bytes, from, to - from));
    var found = new ArrayList<String>();
    for (var request = inbox.poll(); request != null; request = inbox.poll()) {
      var copy = request.copy(1);
      found.add(copy.method() + " " + copy.path() + " " + copy.text());
      inbox.drop();
    }
    return found;
  }

  @Test
  void requestsAreReadWhereverTheirBytesAreCut() throws Exception {
    var bytes = (LENGTH + CHUNKED + NONE + LENGTH).getBytes(StandardCharsets.US_ASCII);
    for (long seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);
      var inbox = new Inbox();
      var found = new ArrayList<String>();
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(seed < 100 ? 2 : 40));
        found.addAll(read(inbox, bytes, from, to));
        from = to;
      }
      assertThat(found)
          .as("seed %d", seed)
          .containsExactly(
              "POST /v1/a?b hello", "PUT /c hello and more!", "GET /d ", "POST /v1/a?b hello");
    }
  }

  @Test
  void aLargeBodyKeepsItsHeadersWhileTheBufferGrows() throws Exception {
    var body = "x".repeat(3_000_000);
    var text = "POST /big HTTP/1.1\r\nX-A: 1\r\ncontent-length: 3000000\r\n\r\n" + body;
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    var inbox = new Inbox();
    for (int from = 0; from < bytes.length; from += 60_000) {
      int to = Math.min(bytes.length, from + 60_000);
      inbox.add(Unpooled.wrappedBuffer(bytes, from, to - from));
      var request = inbox.poll();
      if (to < bytes.length) {
        assertThat(request).isNull();
      } else {
        assertThat(request).isNotNull();
        var copy = request.copy(1);
        assertThat(copy.header("x-a")).contains("1");
        assertThat(copy.body()).hasSize(3_000_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      })
  void whatIsNotHttpIsRefused(String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> read(new Inbox(), bytes, 0, bytes.length))
        .isInstanceOf(BadRequest.class);
  }
}
