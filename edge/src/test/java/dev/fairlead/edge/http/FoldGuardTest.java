package dev.fairlead.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A head may come in pieces, cut anywhere. */
@Timeout(10)
final class FoldGuardTest {
  private static final String BODY = "\r\n\r\n{\n \"a\":\n\t1}";

  private static boolean folded(String request, int... cuts) {
    var guard = new FoldGuard();
    var channel = new EmbeddedChannel(guard);
    int from = 0;
    for (int cut : cuts) {
      channel.writeInbound(piece(request, from, cut));
      from = cut;
    }
    channel.writeInbound(piece(request, from, request.length()));
    channel.finishAndReleaseAll();
    return guard.folded();
  }

  private static io.netty.buffer.ByteBuf piece(String text, int from, int to) {
    return Unpooled.copiedBuffer(text.substring(from, to), StandardCharsets.US_ASCII);
  }

  @Test
  void aFoldIsSeenWhereverTheHeadIsCut() {
    var request = "\r\n\r\nPOST / HTTP/1.1\r\nA: b\r\n\tc\r\nD: e" + BODY;
    for (int i = 0; i <= request.length(); i++) {
      for (int j = i; j <= request.length(); j++) {
        assertThat(folded(request, i, j)).as("%d %d", i, j).isTrue();
      }
    }
  }

  @Test
  void aBodyWithIndentedLinesIsNoFold() {
    var request = "POST / HTTP/1.1\r\nA: b\r\nD: e" + BODY;
    for (int i = 0; i <= request.length(); i++) {
      for (int j = i; j <= request.length(); j++) {
        assertThat(folded(request, i, j)).as("%d %d", i, j).isFalse();
      }
    }
  }
}
