package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.data;
import static dev.fairlead.simulator.Caller.keys;
import static dev.fairlead.simulator.Caller.send;
import static dev.fairlead.simulator.Caller.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the words of behaviour do, the same in every dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryDialectTest {
  private static final String SIMULATE = "x-simulate";
  private final Simulator simulator;

  /** How each dialect asks for a stream of text, and what ends it. */
  enum Way {
    RESPONSES("/v1/responses", "\"input\":\"Hello\"", "response.completed"),
    MESSAGES(
        "/v1/messages",
        "\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]",
        "message_stop"),
    GEMINI(
        "/v1beta/models/lorem:streamGenerateContent?alt=sse",
        "\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]",
        "finishReason");

    private final String path;
    private final String body;
    private final String end;

    Way(String path, String members, String end) {
      this.path = path;
      this.body = "{\"model\":\"lorem\",\"stream\":true," + members + "}";
      this.end = end;
    }

    private String plainPath() {
      return path.replace(":streamGenerateContent?alt=sse", ":generateContent");
    }

    private String plainBody() {
      return body.replace("\"stream\":true,", "");
    }
  }

  EveryDialectTest() throws IOException {
    var clock = InstantSource.fixed(Instant.EPOCH);
    simulator = Simulator.start(Simulator.Settings.STANDARD.clock(clock));
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private HttpResponse<String> stream(Way way, String words) throws Exception {
    return send(simulator, way.path, way.body, SIMULATE, words, "anthropic-version", "2023-06-01");
  }

  private HttpResponse<String> plain(Way way, String words) throws Exception {
    return send(
        simulator,
        way.plainPath(),
        way.plainBody(),
        SIMULATE,
        words,
        "anthropic-version",
        "2023-06-01");
  }

  private String cut(Way way, String words) throws Exception {
    var request =
        "POST %s HTTP/1.1\r\nHost: x\r\nanthropic-version: x\r\nx-simulate: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(way.path, words, way.body.length(), way.body);
    return untilClosed(simulator, request.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource
  void tokensAndChunksSetTheLength(Way way) throws Exception {
    int all = data(stream(way, "tokens=40").body()).size();
    assertThat(data(stream(way, "tokens=40,chunk-tokens=10").body())).hasSize(all - 36);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorHasItsStatus(Way way) throws Exception {
    for (int status : new int[] {400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504}) {
      for (var response :
          new HttpResponse<?>[] {plain(way, "status=" + status), stream(way, "status=" + status)}) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(keys(String.valueOf(response.body()), "error")).contains("message");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsCutInTheMiddle(Way way) throws Exception {
    var whole = data(stream(way, "ok").body());
    var cut = cut(way, "cut-after=6");
    assertThat(data(cut)).hasSize(6).doesNotContain(whole.getLast());
    assertThat(cut).doesNotEndWith("0\r\n\r\n").doesNotContain(way.end);
    assertThat(cut(way, "close-before-headers")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamEndsWithoutItsMark(Way way) throws Exception {
    assertThat(stream(way, "ok").body()).contains(way.end);
    assertThat(stream(way, "no-done").body()).doesNotContain(way.end).isNotEmpty();
    assertThat(data(stream(way, "end-after=5").body())).hasSize(5);
    assertThat(stream(way, "empty").body()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anErrorComesInA200(Way way) throws Exception {
    var plain = plain(way, "error-in-200");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(keys(plain.body(), "error")).contains("message");
    var first = data(stream(way, "error-in-200").body()).getFirst();
    assertThat(keys(first, "error")).contains("message");
    var events = data(stream(way, "error-in-stream-after=3").body());
    assertThat(keys(events.get(3), "error")).contains("message");
    assertThat(String.join("", events)).doesNotContain(way.end);
  }

  @ParameterizedTest
  @EnumSource
  void garbageIsAnEventThatIsNotJson(Way way) throws Exception {
    assertThat(data(stream(way, "garbage").body()).get(2)).contains(",,]<garbage>");
    assertThat(plain(way, "garbage").body()).contains("<garbage>");
  }

  @ParameterizedTest
  @EnumSource
  void thoughtsCanBeAskedOfAnyModel(Way way) throws Exception {
    assertThat(plain(way, "ok").body()).doesNotContain("ignature").doesNotContain("encrypted");
    assertThat(plain(way, "think=9").body()).containsAnyOf("ignature\"", "encrypted_content\"");
  }

  @ParameterizedTest
  @EnumSource
  void usageCanBeLeftOut(Way way) throws Exception {
    assertThat(plain(way, "ok").body()).containsAnyOf("output_tokens\":", "TokenCount\":");
    assertThat(plain(way, "usage=none").body())
        .doesNotContain("output_tokens\":6")
        .doesNotContain("TokenCount\":");
    assertThat(stream(way, "usage=none").body())
        .doesNotContain("\"usage\":{")
        .doesNotContain("TokenCount\":");
  }

  @ParameterizedTest
  @EnumSource
  void bytesMayGoOutOneByOne(Way way) throws Exception {
    var pattern = "simulated[0-9a-f]+";
    assertThat(stream(way, "chunk-bytes=3").body().replaceAll(pattern, ""))
        .isEqualTo(stream(way, "ok").body().replaceAll(pattern, ""));
  }

  @Test
  void eachHasItsPlaceForTheKey() throws Exception {
    try (var closed = Simulator.start(Simulator.Settings.STANDARD.key("right"))) {
      var version = "anthropic-version";
      for (var way : Way.values()) {
        var none = send(closed, way.path, way.body, version, "x");
        var wrong = send(closed, way.path, way.body, "authorization", "Bearer wrong", version, "x");
        assertThat(none.statusCode()).isEqualTo(way == Way.GEMINI ? 403 : 401);
        assertThat(wrong.statusCode()).isEqualTo(way == Way.GEMINI ? 400 : 401);
        assertThat(
                send(closed, way.path, way.body, "authorization", "Bearer right", version, "x")
                    .statusCode())
            .isEqualTo(200);
      }
      assertThat(
              send(closed, Way.MESSAGES.path, Way.MESSAGES.body, "x-api-key", "right", version, "x")
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              send(closed, Way.GEMINI.path, Way.GEMINI.body, "x-goog-api-key", "right")
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(closed, Way.GEMINI.path + "&key=right", Way.GEMINI.body).statusCode())
          .isEqualTo(200);
    }
  }
}
