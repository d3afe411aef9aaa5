package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.SOON;
import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.bytes;
import static dev.fairlead.simulator.Caller.chat;
import static dev.fairlead.simulator.Caller.connect;
import static dev.fairlead.simulator.Caller.events;
import static dev.fairlead.simulator.Caller.post;
import static dev.fairlead.simulator.Caller.until;
import static dev.fairlead.simulator.Caller.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.simulator.script.Script;
import dev.fairlead.simulator.wire.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultTest {
  private static final String PATH = "/chat/completions";
  private static final String STREAM = chat("lorem", ",\"stream\":true");
  private static final String PLAIN = chat("lorem", "");
  private final Simulator simulator;

  FaultTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private static String simulate(String words) {
    return "x-simulate: " + words;
  }

  private static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }

  /** Joins the chunks of a response that may be cut short. */
  private static String unchunked(String response) {
    var body = body(response);
    var whole = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int line = body.indexOf("\r\n", at);
      int length = Integer.parseInt(body.substring(at, line), 16);
      whole.append(body, line + 2, line + 2 + length);
      at = line + 4 + length;
    }
    return whole.toString();
  }

  @Test
  void aStatusComesWithRetryAfter() throws Exception {
    var response = post(simulator, PATH, PLAIN, "x-simulate", "status=429,retry-after=2");
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("2");
    assertThat(at(response.body(), "error code")).isEqualTo("rate_limit_exceeded");
    var soon = post(simulator, PATH, PLAIN, "x-simulate", "retry-after=300ms");
    assertThat(soon.headers().firstValue("retry-after-ms")).contains("300");
    assertThat(soon.headers().firstValue("retry-after")).contains("1");
  }

  @Test
  void aCutStreamEndsInItsMiddle() throws Exception {
    var response = untilClosed(simulator, bytes(PATH, STREAM, simulate("cut-after=3")));
    assertThat(events(unchunked(response))).hasSize(3);
    assertThat(response).doesNotEndWith("0\r\n\r\n").doesNotContain("connection: close");
    simulator.awaitOutcome(Outcome.CUT, 1, SOON);
  }

  @Test
  void aClientSeesACutStreamAsAFailure() {
    assertThatThrownBy(() -> post(simulator, PATH, STREAM, "x-simulate", "cut-after=3"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatEndsEarlyEndsWellForHttp() throws Exception {
    var response = post(simulator, PATH, STREAM, "x-simulate", "end-after=3");
    assertThat(events(response.body())).hasSize(3).doesNotContain("[DONE]");
  }

  @Test
  void aStalledStreamHangsUntilTheClientGoes() throws Exception {
    try (var socket = connect(simulator)) {
      socket.getOutputStream().write(bytes(PATH, STREAM, simulate("stall-after=2")));
      until(socket.getInputStream(), "Lorem");
      simulator.awaitOutcome(Outcome.STALLED, 1, SOON);
      assertThat(simulator.journal().running()).isEqualTo(1);
    }
    simulator.awaitCancelled(1, SOON);
    simulator.awaitIdle(SOON);
    simulator.awaitConnections(0, SOON);
  }

  @Test
  void aClientThatGoesDuringAPacedStreamIsCounted() throws Exception {
    try (var socket = connect(simulator)) {
      socket
          .getOutputStream()
          .write(bytes(PATH, STREAM, simulate("tokens-per-second=1,tokens=1000")));
      until(socket.getInputStream(), "assistant");
    }
    simulator.awaitCancelled(1, SOON);
  }

  @Test
  void anErrorComesInTheStreamsMiddle() throws Exception {
    var events =
        events(post(simulator, PATH, STREAM, "x-simulate", "error-in-stream-after=4").body());
    assertThat(events).hasSize(5);
    assertThat(at(events.getLast(), "error type")).isEqualTo("server_error");
  }

  @Test
  void anErrorHidesBehindStatus200() throws Exception {
    var plain = post(simulator, PATH, PLAIN, "x-simulate", "error-in-200");
    var stream = post(simulator, PATH, STREAM, "x-simulate", "error-in-200");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(at(plain.body(), "error type")).isEqualTo("server_error");
    assertThat(events(stream.body())).hasSize(1).first().asString().contains("error");
  }

  @Test
  void garbageIsNotJson() throws Exception {
    var plain = post(simulator, PATH, PLAIN, "x-simulate", "garbage").body();
    var events = events(post(simulator, PATH, STREAM, "x-simulate", "garbage").body());
    assertThatThrownBy(() -> at(plain, "id")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> at(events.get(2), "id")).hasMessageContaining("not JSON");
    assertThat(events.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void theLastMarkMayBeMissing() throws Exception {
    var events = events(post(simulator, PATH, STREAM, "x-simulate", "no-done").body());
    assertThat(at(events.getLast(), "choices 0 finish_reason")).isEqualTo("stop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true"})
  void nothingMayComeAtAll(String stream) throws Exception {
    var response = post(simulator, PATH, chat("lorem", stream), "x-simulate", "empty");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void theConnectionMayBeClosedBeforeTheHeaders() throws Exception {
    assertThat(untilClosed(simulator, bytes(PATH, PLAIN, simulate("close-before-headers"))))
        .isEmpty();
  }

  @Test
  void aBodyMayBeShorterThanPromised() throws Exception {
    var response = untilClosed(simulator, bytes(PATH, PLAIN, simulate("truncate-body")));
    int promised = Integer.parseInt(response.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
    assertThat(body(response).length()).isEqualTo(promised / 2);
  }

  @Test
  void aBodyMayBeLongerThanPromised() throws Exception {
    var request = bytes(PATH, PLAIN, simulate("wrong-content-length"), "connection: close");
    var response = untilClosed(simulator, request);
    int promised = Integer.parseInt(response.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
    assertThat(body(response).length()).isEqualTo(promised + 10);
  }

  @Test
  void aPlainAnswerIsCutAfterSomeBytes() throws Exception {
    var response = untilClosed(simulator, bytes(PATH, PLAIN, simulate("cut-after=17")));
    assertThat(body(response)).hasSize(17);
  }

  @Test
  void aProxysPageIsHtml() throws Exception {
    var response = post(simulator, PATH, PLAIN, "x-simulate", "html-502");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("content-type")).contains("text/html");
    assertThat(response.body()).startsWith("<html>");
  }

  @Test
  void theModelsNameCarriesABehaviourAndTheHeaderWins() throws Exception {
    var body = chat("lorem?status=503", "");
    assertThat(post(simulator, PATH, body).statusCode()).isEqualTo(503);
    assertThat(post(simulator, PATH, body, "x-simulate", "status=429").statusCode()).isEqualTo(429);
    assertThat(post(simulator, PATH, body, "x-simulate", "ok").statusCode()).isEqualTo(200);
  }

  /** How long a request takes at the least; a time that is too long proves nothing. */
  private Duration taken(String body, String words) throws Exception {
    long start = System.nanoTime();
    assertThat(post(simulator, PATH, body, "x-simulate", words).statusCode()).isEqualTo(200);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency=80ms",
        "slow-headers=90ms",
        "first-token=80ms",
        "tokens=9,tokens-per-second=100"
      })
  void timeIsTaken(String words) throws Exception {
    assertThat(taken(PLAIN, words)).isGreaterThan(Duration.ofMillis(75));
    assertThat(taken(STREAM, words)).isGreaterThan(Duration.ofMillis(75));
  }

  @Test
  void slowHeadersTrickle() throws Exception {
    try (var socket = connect(simulator)) {
      socket.getOutputStream().write(bytes(PATH, PLAIN, simulate("slow-headers=200ms")));
      long start = System.nanoTime();
      until(socket.getInputStream(), "HTTP/1.1 ");
      long first = System.nanoTime() - start;
      until(socket.getInputStream(), "\r\n\r\n");
      assertThat(System.nanoTime() - start - first).isGreaterThan(100_000_000);
    }
  }

  @Test
  void chunkBytesChangeTheWritesAndNotTheBytes() throws Exception {
    var whole = events(post(simulator, PATH, STREAM).body());
    var split = events(post(simulator, PATH, STREAM, "x-simulate", "chunk-bytes=7").body());
    assertThat(split).hasSameSizeAs(whole);
    assertThat(at(split.get(9), "choices")).isEqualTo(at(whole.get(9), "choices"));
  }

  @Test
  void chunkTokensPutSeveralTokensInOneEvent() throws Exception {
    var events = events(post(simulator, PATH, STREAM, "x-simulate", "chunk-tokens=16").body());
    assertThat(events).hasSize(1 + 4 + 1 + 1);
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    var slow = bytes(PATH, chat("echo?latency=30ms", "").replace("Hello there", "first"));
    var fast = bytes(PATH, chat("echo", "").replace("Hello there", "second"), "connection: close");
    var both = new byte[slow.length + fast.length];
    System.arraycopy(slow, 0, both, 0, slow.length);
    System.arraycopy(fast, 0, both, slow.length, fast.length);
    var answers = untilClosed(simulator, both);
    assertThat(answers.indexOf("first")).isPositive().isLessThan(answers.indexOf("second"));
  }

  @Test
  void aLongStreamToASlowReaderArrivesWhole() throws Exception {
    try (var socket = connect(simulator)) {
      var request = bytes(PATH, STREAM, simulate("tokens=100000"), "connection: close");
      socket.getOutputStream().write(request);
      simulator.awaitRequests(1, SOON);
      assertThat(simulator.journal().running()).isEqualTo(1); // more than sockets can hold
      var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(events(unchunked(all))).hasSize(100_000 + 3);
    }
  }

  @Test
  void flakyFailsAlikeWithTheSameSeed() throws Exception {
    assertThat(statuses(7)).isEqualTo(statuses(7)).contains(200, 503).isNotEqualTo(statuses(8));
  }

  private static List<Integer> statuses(long seed) throws Exception {
    var statuses = new ArrayList<Integer>();
    try (var flaky = Simulator.start(Simulator.Settings.STANDARD.seed(seed))) {
      for (int i = 0; i < 30; i++) {
        statuses.add(post(flaky, PATH, chat("flaky", "")).statusCode());
      }
    }
    return statuses;
  }

  @Test
  void requestsAreKeptAsTheyCame() throws Exception {
    post(simulator, PATH, PLAIN, "X-Mine", "yes");
    var request = simulator.lastRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.header("x-mine")).contains("yes");
    assertThat(request.text()).isEqualTo(PLAIN);
    assertThat(simulator.journal().byModel()).containsEntry("lorem", 1L);
    assertThat(simulator.journal().byPath()).containsEntry("/v1/chat/completions", 1L);
    assertThat(simulator.journal().outcomes(Outcome.ANSWERED)).isEqualTo(1);
  }

  @Test
  void waitingForWhatDoesNotComeSaysWhatWasThere() {
    assertThatThrownBy(() -> simulator.awaitRequests(2, Duration.ofMillis(20)))
        .hasMessage("requests: 0 (expected: >= 2 within PT0.02S)");
  }

  @Test
  void drainingLetsTheRunningAnswerEnd() throws Exception {
    try (var socket = connect(simulator)) {
      socket.getOutputStream().write(bytes(PATH, PLAIN, simulate("latency=60ms")));
      simulator.awaitRequests(1, SOON);
      simulator.drain(SOON);
      assertThat(until(socket.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThatThrownBy(() -> connect(simulator).close()).isInstanceOf(IOException.class);
    }
  }
}
