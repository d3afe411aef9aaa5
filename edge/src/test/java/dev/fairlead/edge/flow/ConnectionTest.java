package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.simulator.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients' and providers' connections: what they carry, how long, and how they end. */
@ParameterizedClass
@EnumSource(Mode.class)
record ConnectionTest(Mode mode) {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (var pair = Pair.start(mode, Pair.echo());
        var wire = pair.connect()) {
      var all = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        all.append(
            Pair.chatPost(
                Pair.body("").replace("hello", "number " + i + "."),
                "X-Simulate: latency=" + (i % 3) + "ms"));
        all.append(Pair.get("/healthz"));
      }
      wire.send(all.toString());
      for (int i = 0; i < 40; i++) {
        assertThat(wire.answer().text()).contains("number " + i + ".");
        assertThat(wire.answer().text()).isEqualTo("{\"status\":\"ok\"}");
      }
      pair.quiet();
    }
  }

  @Test
  void whatFollowsARequestThatClosesIsNotCarriedOut() throws Exception {
    try (var pair = Pair.start(mode, Pair.echo());
        var wire = pair.connect()) {
      wire.send(Pair.chatPost(Pair.body(""), "Connection: close") + Pair.chatPost(Pair.body("")));
      assertThat(wire.answer().header("connection")).isEqualTo("close");
      wire.send(Pair.chatPost(Pair.body("")));
      assertThat(wire.ended()).isTrue();
      pair.quiet();
      assertThat(pair.providers.getFirst().journal().requests()).isEqualTo(1);
    }
  }

  @Test
  void aClientThatExpectsAWordGetsItInItsTurn() throws Exception {
    try (var pair = Pair.start(mode, Pair.echo());
        var wire = pair.connect()) {
      var body = Pair.body("");
      var head = Pair.chatPost(body, "Expect: 100-continue").replace(body, "");
      wire.send(head);
      assertThat(wire.answer().status()).isEqualTo(100);
      wire.send(body);
      assertThat(wire.answer().status()).isEqualTo(200);
      // Behind a request that is still being answered, the word waits.
      wire.send(Pair.chatPost(body, "X-Simulate: latency=100ms") + head);
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(wire.answer().status()).isEqualTo(100);
      wire.send(body);
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anOldClientGetsAStreamThatEndsWithItsConnection() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("tokens=5"));
        var wire = pair.connect()) {
      wire.send(
          Pair.chatPost(Pair.body(""), "Connection: keep-alive").replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(wire.answer().header("connection")).isEqualTo("keep-alive");
      wire.send(
          Pair.chatPost(Pair.stream(""), "Connection: keep-alive").replace("HTTP/1.1", "HTTP/1.0"));
      var answer = wire.answer();
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.header("transfer-encoding")).isEmpty();
      assertThat(answer.text()).endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aSlowHeadASlowBodyAndAnIdleConnectionEnd() throws Exception {
    try (var pair =
        Pair.start(
            mode,
            k -> {
              k.header = SHORT;
              k.bodyPause = SHORT;
              k.idle = SHORT;
            },
            Pair.echo())) {
      try (var slowHead = pair.connect();
          var slowBody = pair.connect();
          var idle = pair.connect()) {
        slowHead.send("POST /v1/chat");
        slowBody.send(Pair.chatPost(Pair.body("")).replaceFirst("hello.*", "hel"));
        assertThat(slowHead.ended()).isTrue();
        var answer = slowBody.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.text()).contains("request_timeout", "the request's body");
        assertThat(slowBody.ended()).isTrue();
        assertThat(idle.ended()).isTrue();
      }
      pair.quiet();
      Pair.await("all closed", () -> pair.edge.counts().open() == 0);
    }
  }

  @Test
  void memoryInFlightIsBounded() throws Exception {
    try (var pair = Pair.start(mode, k -> k.memory = 100_000, Pair.echo());
        var holder = pair.connect()) {
      var big = Pair.body("\"user\":\"" + "a".repeat(80_000) + "\"");
      var text = Pair.chatPost(big);
      holder.send(text.substring(0, text.length() - 10));
      Pair.await("held", () -> pair.edge.memory().held() >= 80_000);
      var answer = pair.chat(big);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(answer.text()).contains("\"code\":\"overloaded\"");
      holder.send(text.substring(text.length() - 10));
      assertThat(holder.answer().status()).isEqualTo(200);
      pair.quiet();
    }
  }

  @Test
  void aSlowReaderHoldsUpTheProviderAndNotTheMemory() throws Exception {
    var event =
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + "a".repeat(60_000) + "\"}}]}\n\n";
    var piece = event.getBytes(StandardCharsets.UTF_8);
    int count = 1000;
    var pieces = java.util.Collections.nCopies(count, piece);
    long before = usedDirect();
    try (var pair =
            Pair.start(
                mode,
                Pair.replaying(_ ->
                    new Reply(
                        200,
                        Reply.stream(piece).headers(),
                        pieces,
                        dev.fairlead.simulator.wire.Ending.NORMAL)));
        var wire = pair.connect()) {
      wire.send(Pair.chatPost(Pair.stream("")));
      var head = wire.head();
      assertThat(head.status()).isEqualTo(200);
      // Nothing is read: with 60 MB on its way the provider must come to a stand.
      var last = new AtomicLong();
      var same = new AtomicInteger();
      Pair.await(
          "the provider stands still",
          () -> {
            long now = usedDirect();
            same.set(last.getAndSet(now) == now ? same.get() + 1 : 0);
            return same.get() == 100;
          });
      assertThat(pair.providers.getFirst().journal().running()).isEqualTo(1);
      assertThat(last.get() - before).isLessThan(16L << 20);
      var body = new ByteArrayOutputStream();
      wire.body(head, body);
      assertThat(body.size()).isEqualTo(count * piece.length + lastWords(body));
    }
  }

  /** The error at the end, as this stream has no proper one. */
  private static int lastWords(ByteArrayOutputStream body) {
    var text = body.toString(StandardCharsets.UTF_8);
    int error = text.lastIndexOf("data: {\"error\"");
    assertThat(error).isPositive();
    return text.length() - error;
  }

  private static long usedDirect() {
    return ((io.netty.buffer.ByteBufAllocatorMetricProvider)
            io.netty.buffer.ByteBufAllocator.DEFAULT)
        .metric()
        .usedDirectMemory();
  }

  @Test
  void aClientThatNeverReadsIsGivenUp() throws Exception {
    try (var pair = Pair.start(mode, k -> k.write = SHORT, Pair.provider("tokens=1000000"));
        var wire = pair.connect()) {
      wire.send(Pair.chatPost(Pair.stream("")));
      assertThat(pair.settled().end()).isEqualTo(End.CANCELLED);
      pair.providers.getFirst().awaitCancelled(1, Pair.SOON);
      pair.quiet();
    }
  }

  @Test
  void aClientThatLeavesCancelsTheCallWithinASecond() throws Exception {
    for (var request :
        new String[] {
          Pair.chatPost(Pair.body(""), "X-Simulate: latency=20s"),
          Pair.chatPost(Pair.stream(""), "X-Simulate: latency=20s"),
          Pair.chatPost(Pair.stream(""), "X-Simulate: tokens=1000,tokens-per-second=50"),
          Pair.chatPost(Pair.stream(""), "X-Simulate: first-token=20s"),
        }) {
      for (boolean reset : new boolean[] {true, false}) {
        try (var pair = Pair.start(mode, Pair.provider("tokens=10"));
            var wire = pair.connect()) {
          wire.send(request);
          pair.providers.getFirst().awaitRequests(1, Pair.SOON);
          if (request.contains("per-second")) {
            wire.head();
            wire.chunk();
          }
          if (reset) {
            wire.reset();
          } else {
            wire.leave();
          }
          pair.providers.getFirst().awaitCancelled(1, Duration.ofSeconds(1));
          var settled = pair.settled();
          assertThat(settled.end()).isEqualTo(End.CANCELLED);
          assertThat(settled.attempts()).isEqualTo(1);
          pair.quiet();
        }
      }
    }
  }

  @Test
  void connectionsToProvidersAreKeptCappedAndExpire() throws Exception {
    try (var pair =
        Pair.start(
            mode,
            k -> {
              k.upstreamConnections = 3;
              k.upstreamIdle = SHORT;
            },
            Pair.provider("tokens=3,latency=20ms"))) {
      var calls = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 30; i++) {
        calls.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return pair.chat(Pair.body("")).status();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                },
                r -> Thread.ofVirtual().start(r)));
      }
      for (var call : calls) {
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(200);
      }
      var journal = pair.providers.getFirst().journal();
      assertThat(journal.connectionsInAll()).isEqualTo(3);
      pair.providers.getFirst().awaitConnections(0, Pair.SOON);
    }
  }

  @Test
  void aRequestOnAConnectionThatWentStaleIsSentAgain() throws Exception {
    try (var stale = new Stale();
        var pair =
            Pair.at(mode, _ -> {}, dev.fairlead.edge.upstream.ClientTls.create(), stale.url())) {
      for (int i = 0; i < 4; i++) {
        assertThat(pair.chat(Pair.body("")).status()).isEqualTo(200);
        var settled = pair.settled();
        assertThat(settled.attempts()).isEqualTo(1);
        assertThat(settled.failures()).isEmpty();
      }
      assertThat(stale.connections()).isEqualTo(4);
    }
  }

  @Test
  void surplusBytesOfAProviderDoNotSpoilTheNextAnswer() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("tokens=30"))) {
      try (var wire = pair.connect()) {
        for (int i = 0; i < 5; i++) {
          wire.send(Pair.chatPost(Pair.body(""), "X-Simulate: wrong-content-length"));
          wire.send(Pair.chatPost(Pair.body("")));
          assertThat(wire.answer().status()).isEqualTo(502);
          assertThat(wire.answer().status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void drainLetsStreamsFinishAndTakesNoNewConnections() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("tokens=60,tokens-per-second=100"))) {
      try (var wire = pair.connect();
          var idle = pair.connect()) {
        wire.send(Pair.chatPost(Pair.stream("")));
        wire.head();
        wire.chunk();
        var all = CompletableFuture.supplyAsync(() -> drained(pair, Duration.ofSeconds(10)));
        assertThat(idle.ended()).as("idle connections are closed").isTrue();
        assertThatThrownBy(() -> pair.connect().close()).isInstanceOf(IOException.class);
        var last = new byte[0];
        for (var chunk = wire.chunk(); chunk.length > 0; chunk = wire.chunk()) {
          last = chunk;
        }
        assertThat(new String(last, StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
        assertThat(wire.ended()).isTrue();
        wire.leave();
        assertThat(all.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pair.settled().end()).isEqualTo(End.ANSWERED);
      }
    }
  }

  @Test
  void drainHasABound() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("latency=20s"));
        var wire = pair.connect()) {
      wire.send(Pair.chatPost(Pair.body("")));
      pair.providers.getFirst().awaitRequests(1, Pair.SOON);
      assertThat(drained(pair, SHORT)).isFalse();
      pair.edge.close();
      assertThat(pair.settled().end()).isEqualTo(End.CANCELLED);
      pair.providers.getFirst().awaitCancelled(1, Duration.ofSeconds(1));
    }
  }

  private static boolean drained(Pair pair, Duration bound) {
    try {
      return pair.edge.drain(bound);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void http2ByUpgradeCarriesPlainAnswersAndStreams() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("tokens=5"));
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (var body :
          new String[] {
            Pair.body(""), Pair.stream(""), Pair.body("\"user\":\"" + "a".repeat(200_000) + "\"")
          }) {
        var request =
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + pair.port() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + Pair.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(Pair.SOON)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("x-fairlead-endpoint")).contains("test/model@p1");
        assertThat(pair.settled().end()).isEqualTo(End.ANSWERED);
      }
    }
  }
}
