package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.SOON;
import static dev.fairlead.simulator.Caller.bytes;
import static dev.fairlead.simulator.Caller.connect;
import static dev.fairlead.simulator.Caller.post;
import static dev.fairlead.simulator.Caller.until;
import static dev.fairlead.simulator.Caller.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Outcome;
import dev.fairlead.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplayTest {
  private static final byte[] EVENTS =
      "data: {\"a\":\"ä😀\"}\r\n\r\n: ping\n\ndata:x\n\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void theBytesArriveAsGiven() throws Exception {
    try (var upstream =
        Simulator.replaying(r ->
            Reply.json(418, ("{\"got\": " + r.text() + " }").getBytes(StandardCharsets.UTF_8)))) {
      var response = post(upstream, "/any/path?q=1", "[1,  2]");
      assertThat(response.statusCode()).isEqualTo(418);
      assertThat(response.body()).isEqualTo("{\"got\": [1,  2] }");
      assertThat(upstream.lastRequest().path()).isEqualTo("/v1/any/path?q=1");
    }
  }

  @Test
  void aStreamCutAtRandomPlacesJoinsToTheSameBytes() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      var reply = Reply.stream(EVENTS).split(seed, 5);
      assertThat(reply.pieces()).hasSizeGreaterThan(7);
      try (var upstream = Simulator.replaying(_ -> reply)) {
        assertThat(post(upstream, "/x", "{}").body())
            .isEqualTo(new String(EVENTS, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void theSameSeedCutsAlike() {
    var once = Reply.stream(EVENTS).split(3, 4).pieces();
    var again = Reply.stream(EVENTS).split(3, 4).pieces();
    assertThat(once).usingRecursiveComparison().isEqualTo(again);
  }

  @Test
  void aCutReplyClosesTheConnection() throws Exception {
    var headers = List.of(new Header("Content-Length", "100"), new Header("X-Odd", "1"));
    var reply = new Reply(200, headers, List.of(new byte[] {'a', 'b'}), Ending.CUT);
    try (var upstream = Simulator.replaying(_ -> reply)) {
      assertThat(untilClosed(upstream, bytes("/x", "{}")))
          .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nX-Odd: 1\r\n\r\nab");
    }
  }

  @Test
  void aReplyWithoutAStatusClosesAtOnce() throws Exception {
    try (var upstream = Simulator.replaying(_ -> new Reply(0, List.of(), List.of(), Ending.CUT))) {
      assertThat(untilClosed(upstream, bytes("/x", "{}"))).isEmpty();
    }
  }

  @Test
  void aStalledReplyHangs() throws Exception {
    try (var upstream = Simulator.replaying(_ -> Reply.stream(EVENTS).ending(Ending.STALL))) {
      try (var socket = connect(upstream)) {
        socket.getOutputStream().write(bytes("/x", "{}"));
        until(socket.getInputStream(), "data:x");
        upstream.awaitOutcome(Outcome.STALLED, 1, SOON);
      }
      upstream.awaitCancelled(1, SOON);
    }
  }
}
