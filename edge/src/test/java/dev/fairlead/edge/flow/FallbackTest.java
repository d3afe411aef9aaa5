package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails before the client has a byte goes on elsewhere; what fails later is said. */
@ParameterizedClass
@EnumSource(Mode.class)
record FallbackTest(Mode mode) {
  private static final Duration SHORT = Duration.ofMillis(200);

  private static void quick(Knobs k) {
    k.firstToken = SHORT;
    k.answer = SHORT;
    k.betweenTokens = SHORT;
    k.connect = Duration.ofSeconds(1);
    k.burst = 100;
  }

  /** A fault of the first provider, and the cause that it is put down to. */
  private record Faulty(String behaviour, boolean stream, Cause cause, int status) {
    static Faulty plain(String behaviour, Cause cause, int status) {
      return new Faulty(behaviour, false, cause, status);
    }

    static Faulty streamed(String behaviour, Cause cause, int status) {
      return new Faulty(behaviour, true, cause, status);
    }
  }

  private static final List<Faulty> FAULTS =
      List.of(
          Faulty.plain("status=408", Cause.TIMEOUT, 408),
          Faulty.plain("status=429", Cause.THROTTLED, 429),
          Faulty.plain("status=500", Cause.STATUS, 500),
          Faulty.plain("status=503", Cause.STATUS, 503),
          Faulty.plain("status=401", Cause.CREDENTIAL, 401),
          Faulty.plain("html=502", Cause.STATUS, 502),
          Faulty.plain("latency=3s", Cause.TIMEOUT, 0),
          Faulty.plain("error-in-200", Cause.ERROR_INSIDE, 0),
          Faulty.plain("empty", Cause.GARBLED, 0),
          Faulty.plain("close-before-headers", Cause.CUT, 0),
          Faulty.plain("cut-after=0", Cause.CUT, 0),
          Faulty.plain("stall-after=0", Cause.TIMEOUT, 0),
          Faulty.streamed("status=503", Cause.STATUS, 503),
          Faulty.streamed("first-token=3s", Cause.TIMEOUT, 0),
          Faulty.streamed("error-in-200", Cause.ERROR_INSIDE, 0),
          Faulty.streamed("empty", Cause.GARBLED, 0),
          Faulty.streamed("cut-after=1", Cause.CUT, 0),
          Faulty.streamed("stall-after=1", Cause.TIMEOUT, 0),
          Faulty.streamed("close-before-headers", Cause.CUT, 0));

  @Test
  void eachFaultBeforeTheFirstByteMovesOnToTheNextEndpoint() throws Exception {
    for (var fault : FAULTS) {
      try (var pair =
          Pair.start(
              mode,
              FallbackTest::quick,
              Pair.provider(fault.behaviour),
              Pair.provider("tokens=5"))) {
        var answer = pair.chat(fault.stream ? Pair.stream("") : Pair.body(""));
        assertThat(answer.status()).as(fault + " " + answer).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.header("x-fairlead-endpoint")).isEqualTo("test/model@p2");
        assertThat(answer.header("x-fairlead-attempts")).isEqualTo("2");
        var settled = pair.settled();
        assertThat(settled.end()).as(fault.toString()).isEqualTo(End.ANSWERED);
        assertThat(settled.attempts()).isEqualTo(2);
        assertThat(settled.failures())
            .extracting(Failure.Attempt::cause)
            .containsExactly(fault.cause);
        assertThat(settled.failures().getFirst().status()).isEqualTo(fault.status);
        assertThat(settled.served()).isEqualTo("test/model@p2");
        pair.quiet();
        assertThat(pair.noneLeft()).isTrue();
      }
    }
  }

  @Test
  void aRefusedConnectionMovesOn() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var good = Pair.provider("tokens=5");
        var pair =
            Pair.at(
                mode,
                FallbackTest::quick,
                dev.fairlead.edge.upstream.ClientTls.create(),
                "http://127.0.0.1:" + free + "/v1",
                good.url())) {
      assertThat(pair.chat(Pair.body("")).header("x-fairlead-endpoint")).isEqualTo("test/model@p2");
      assertThat(pair.settled().failures())
          .extracting(Failure.Attempt::cause)
          .containsExactly(Cause.CONNECT);
    }
  }

  @Test
  void aStreamThatShowsItsErrorTogetherWithItsBeginningMovesOn() throws Exception {
    var events =
        """
        data: {"choices":[{"index":0,"delta":{"content":"a"}}]}

        data: {"error":{"message":"overloaded"}}

        """;
    try (var pair =
        Pair.start(
            mode,
            Pair.replaying(_ -> Reply.stream(events.getBytes(StandardCharsets.UTF_8))),
            Pair.provider("tokens=5"))) {
      var answer = pair.chat(Pair.stream(""));
      assertThat(answer.header("x-fairlead-endpoint")).isEqualTo("test/model@p2");
      assertThat(answer.text()).doesNotContain("overloaded").endsWith("data: [DONE]\n\n");
      assertThat(pair.settled().failures().getFirst().message()).contains("overloaded");
    }
  }

  @Test
  void whatBreaksAfterTheFirstByteIsSaidInTheStreamAndIsNoSuccess() throws Exception {
    // At this pace the first events have gone to the client before the fault.
    for (var fault : new String[] {"cut-after=5", "stall-after=5", "end-after=5", "garbage"}) {
      try (var pair =
          Pair.start(
              mode,
              FallbackTest::quick,
              Pair.provider("tokens=20,tokens-per-second=100," + fault),
              Pair.provider("tokens=5"))) {
        var answer = pair.chat(Pair.stream(""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).as("the HTTP message ends well: " + fault).isTrue();
        assertThat(answer.header("x-fairlead-endpoint")).isEqualTo("test/model@p1");
        var lines = answer.text().strip().split("\n\n", -1);
        assertThat(lines[lines.length - 1])
            .as(fault)
            .startsWith("data: {\"error\":{\"message\":\"test/model: p1");
        var settled = pair.settled();
        assertThat(settled.end()).as(fault).isEqualTo(End.CUT);
        assertThat(settled.status()).isEqualTo(200);
        assertThat(pair.providers.get(1).requests()).isEmpty();
        pair.quiet();
      }
    }
  }

  @Test
  void anErrorEventInTheMiddleIsPassedOnAndIsNoSuccess() throws Exception {
    try (var pair =
        Pair.start(
            mode, Pair.provider("tokens=20,tokens-per-second=100,error-in-stream-after=5"))) {
      var answer = pair.chat(Pair.stream(""));
      assertThat(answer.text()).contains("\"error\"");
      assertThat(pair.settled().end()).isEqualTo(End.CUT);
    }
  }

  @Test
  void aPlainAnswerCutInTheMiddleIsCutForTheClientToo() throws Exception {
    var begin = "{\"choices\":[{\"message\":{\"content\":\"aaa";
    try (var pair =
        Pair.start(
            mode,
            Pair.replaying(_ ->
                new Reply(
                    200,
                    List.of(
                        new Header("content-type", "application/json"),
                        new Header("content-length", "1000")),
                    List.of(
                        begin.getBytes(StandardCharsets.UTF_8),
                        "bbb".getBytes(StandardCharsets.UTF_8)),
                    Ending.CUT,
                    Duration.ofMillis(50))))) {
      var answer = pair.chat(Pair.body(""));
      assertThat(answer.whole()).isFalse();
      assertThat(pair.settled().end()).isEqualTo(End.CUT);
      pair.quiet();
    }
  }

  @Test
  void anErrorBehindTheChoicesOfAPlainAnswerIsNoSuccess() throws Exception {
    var parts =
        List.of(
            "{\"choices\":[],".getBytes(StandardCharsets.UTF_8),
            "\"error\":{\"message\":\"boom\"}}".getBytes(StandardCharsets.UTF_8));
    try (var pair =
        Pair.start(
            mode,
            Pair.replaying(_ ->
                new Reply(
                    200,
                    List.of(new Header("content-type", "application/json")),
                    parts,
                    Ending.NORMAL,
                    Duration.ofMillis(50))))) {
      assertThat(pair.chat(Pair.body("")).text()).contains("boom");
      assertThat(pair.settled().end()).isEqualTo(End.CUT);
    }
  }

  @Test
  void anEndlessPageOfHtmlIsLeftAtOnce() throws Exception {
    var page = "<html>".repeat(1000).getBytes(StandardCharsets.UTF_8);
    var pieces = new ArrayList<byte[]>();
    for (int i = 0; i < 100_000; i++) {
      pieces.add(page);
    }
    try (var pair =
        Pair.start(
            mode,
            Pair.replaying(_ ->
                new Reply(
                    200, List.of(new Header("content-type", "text/html")), pieces, Ending.STALL)),
            Pair.provider("tokens=5"))) {
      assertThat(pair.chat(Pair.body("")).header("x-fairlead-endpoint")).isEqualTo("test/model@p2");
      assertThat(pair.settled().failures().getFirst().cause()).isEqualTo(Cause.GARBLED);
      pair.providers.getFirst().awaitCancelled(1, Pair.SOON);
    }
  }

  @Test
  void whenAllFailOneErrorNamesEachAttemptAndWhy() throws Exception {
    try (var pair =
        Pair.start(
            mode,
            FallbackTest::quick,
            Pair.provider("status=503"),
            Pair.provider("latency=3s"),
            Pair.provider("close-before-headers"))) {
      var answer = pair.chat(Pair.body(""));
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("x-fairlead-attempts")).isEqualTo("3");
      assertThat(answer.header("x-fairlead-id")).startsWith("ex_");
      assertThat(answer.text())
          .startsWith("{\"error\":{\"message\":\"test/model: all 3 attempts failed: p1 (model-p1) ")
          .contains("p2 (model-p2) timed out", "p3 (model-p3) broke off its answer")
          .contains("\"metadata\":{\"attempts\":[{\"provider\":\"p1\"", "\"status\":503");
      var settled = pair.settled();
      assertThat(settled.end()).isEqualTo(End.FAILED);
      assertThat(settled.status()).isEqualTo(502);
      assertThat(settled.failures()).hasSize(3);
      assertThat(settled.cost().picos()).isZero();
    }
  }

  @Test
  void aRequestThatTheProviderRejectsIsNotTriedElsewhere() throws Exception {
    try (var pair = Pair.start(mode, Pair.provider("status=400"), Pair.provider("tokens=5"))) {
      var answer = pair.chat(Pair.body(""));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(pair.providers.get(1).requests()).isEmpty();
      assertThat(pair.settled().end()).isEqualTo(End.FAILED);
    }
  }

  @Test
  void theDeadlineOfTheExchangeHoldsOverAllAttempts() throws Exception {
    try (var pair =
        Pair.start(
            mode,
            k -> {
              quick(k);
              k.total = Duration.ofMillis(500);
              k.attempts = 10;
            },
            Pair.provider("latency=3s"),
            Pair.provider("latency=3s"),
            Pair.provider("latency=3s"),
            Pair.provider("latency=3s"))) {
      long began = System.nanoTime();
      var answer = pair.chat(Pair.body(""));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(answer.status()).isEqualTo(504);
      assertThat(pair.settled().failures().getLast().cause()).isEqualTo(Cause.DEADLINE);
    }
  }

  @Test
  void inAStormRetriesStayWithinTheirBudget() throws Exception {
    try (var pair =
        Pair.start(
            mode, k -> k.loops = 2, Pair.provider("status=503"), Pair.provider("status=500"))) {
      int requests = 1200;
      var left = new AtomicInteger(requests);
      var clients = new ArrayList<Thread>();
      for (int c = 0; c < 8; c++) {
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  try (var wire = pair.connect()) {
                    while (left.getAndDecrement() > 0) {
                      wire.send(Pair.chatPost(Pair.body("")));
                      assertThat(wire.answer().status()).isGreaterThanOrEqualTo(500);
                    }
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }));
      }
      for (var client : clients) {
        client.join();
      }
      Pair.await("all settled", () -> pair.unread() == requests);
      var calls =
          pair.providers.get(0).journal().requests() + pair.providers.get(1).journal().requests();
      assertThat(calls).isBetween(1200L + 50, 1320L);
      assertThat(pair.all()).allMatch(s -> s.end() == End.FAILED);
    }
  }
}
