package dev.fairlead.edge.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers of one dialect before providers of another, over sockets. */
@ParameterizedClass
@EnumSource(Mode.class)
record TranslatedTest(Mode mode) {
  private static final String ASKED =
      "{\"model\":\"test/model\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";
  private static final String STREAM = ",\"stream\":true";

  private static String messages(String more, String... headers) {
    return Pair.post("/v1/messages", ASKED.formatted(more), headers);
  }

  private static Wire.Answer ask(Pair pair, String request) throws Exception {
    try (var wire = pair.connect()) {
      wire.send(request);
      return wire.answer();
    }
  }

  private static Consumer<Knobs> speaking(String dialect) {
    return k -> {
      k.dialect = dialect;
      k.burst = 100;
    };
  }

  private static Reply error(int status, String body, Header... headers) {
    var json = Reply.json(status, body.getBytes(UTF_8));
    var all = new ArrayList<>(json.headers());
    all.addAll(List.of(headers));
    return new Reply(status, all, json.pieces(), Ending.NORMAL);
  }

  @Test
  void everyCallerIsServedByEveryProvider() throws Exception {
    for (var dialect :
        List.of("openai.chat", "openai.responses", "anthropic.messages", "gemini.generate")) {
      for (boolean stream : new boolean[] {false, true}) {
        try (var pair = Pair.start(mode, speaking(dialect), Pair.provider("tokens=5"))) {
          var more = stream ? STREAM : "";
          var told =
              List.of(
                  ask(pair, Pair.chatPost(ASKED.formatted(more))),
                  ask(pair, messages(more)),
                  ask(
                      pair,
                      Pair.post(
                          "/v1/responses",
                          "{\"model\":\"test/model\",\"input\":\"hi\",\"store\":false"
                              + more
                              + "}")),
                  ask(
                      pair,
                      Pair.post(
                          "/v1beta/models/test/model:"
                              + (stream ? "streamGenerateContent?alt=sse" : "generateContent"),
                          "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}")));
          for (var answer : told) {
            assertThat(answer.status()).as(dialect + " " + answer).isEqualTo(200);
            assertThat(answer.whole()).as(dialect + " " + answer).isTrue();
            assertThat(answer.text()).as(dialect).containsIgnoringCase("lorem");
            var settled = pair.settled();
            assertThat(settled.end()).isEqualTo(End.ANSWERED);
            assertThat(settled.usage().reported()).as(dialect + " " + answer).isTrue();
            assertThat(settled.usage().outputs()).isEqualTo(5);
          }
          pair.quiet();
        }
      }
    }
  }

  @Test
  void aFaultBeforeTheFirstContentMovesOnInEveryDialect() throws Exception {
    for (var dialect :
        List.of("openai.chat", "openai.responses", "anthropic.messages", "gemini.generate")) {
      for (var fault : List.of("status=503", "status=429", "cut-after=0", "close-before-headers")) {
        try (var pair =
            Pair.start(mode, speaking(dialect), Pair.provider(fault), Pair.provider("tokens=5"))) {
          var answer =
              dialect.equals("anthropic.messages")
                  ? ask(pair, Pair.chatPost(ASKED.formatted(STREAM)))
                  : ask(pair, messages(STREAM));
          assertThat(answer.status()).as(dialect + " " + fault + " " + answer).isEqualTo(200);
          assertThat(answer.header("x-fairlead-attempts")).isEqualTo("2");
          var settled = pair.settled();
          assertThat(settled.failures()).as(dialect + " " + fault).hasSize(1);
          pair.quiet();
        }
      }
    }
  }

  @Test
  void whatBreaksInTheMiddleIsSaidInTheCallersOwnForm() throws Exception {
    try (var pair = Pair.start(mode, speaking("openai.chat"), Pair.provider("cut-after=3"))) {
      var answer = ask(pair, messages(STREAM));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .contains("event: content_block_stop")
          .contains("event: error")
          .doesNotContain("message_stop");
      assertThat(pair.settled().end()).isEqualTo(End.CUT);
    }
  }

  @Test
  void t028ALateRefusalIsARealStatus() throws Exception {
    var replies = "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"}}";
    try (var pair =
        Pair.start(
            mode,
            speaking("openai.chat"),
            Pair.replaying(_ -> error(429, replies, new Header("retry-after", "7"))))) {
      var answer = ask(pair, messages(STREAM));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("7");
      assertThat(answer.text()).contains("\"type\":\"rate_limit_error\"").contains("slow down");
    }
  }

  @Test
  void t028NothingIsSentBeforeTheProvidersFirstContent() throws Exception {
    var quiet =
        """
        data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant"}}]}

        """;
    var late = "data: {\"error\":{\"message\":\"over capacity\",\"type\":\"server_error\"}}\n\n";
    var reply = Reply.stream((quiet + late).getBytes(UTF_8)).split(1, 40);
    try (var pair = Pair.start(mode, speaking("openai.chat"), Pair.replaying(_ -> reply))) {
      var answer = ask(pair, messages(STREAM));
      assertThat(answer.status()).as(answer.toString()).isGreaterThanOrEqualTo(500);
      assertThat(answer.text()).contains("over capacity");
      assertThat(pair.settled().failures())
          .singleElement()
          .satisfies(f -> assertThat(f.cause()).isEqualTo(Cause.ERROR_INSIDE));
    }
  }

  @Test
  void t029WhoLeavesCancelsTheProvidersCallAndIsSettledOnce() throws Exception {
    try (var pair =
        Pair.start(
            mode, speaking("openai.chat"), Pair.provider("tokens=500,tokens-per-second=50"))) {
      try (var wire = pair.connect()) {
        wire.send(messages(STREAM));
        wire.head();
        wire.chunk();
      }
      pair.providers.getFirst().awaitCancelled(1, Duration.ofSeconds(5));
      var settled = pair.settled();
      assertThat(settled.end()).isEqualTo(End.CANCELLED);
      assertThat(settled.usage().inputs()).as("estimated").isPositive();
      assertThat(pair.noneLeft()).isTrue();
      pair.quiet();
    }
  }

  @Test
  void t170AKeyMayComeAsBearerOrAsXApiKey() throws Exception {
    try (var pair = Pair.start(mode, speaking("openai.chat"), Pair.provider("tokens=5"))) {
      assertThat(ask(pair, messages("")).status()).isEqualTo(200);
      var other =
          messages("").replace("Authorization: Bearer " + Pair.KEY, "x-api-key: " + Pair.KEY);
      assertThat(ask(pair, other).status()).isEqualTo(200);
      var wrong = messages("").replace(Pair.KEY, "fl-caller-wrong-000000000000");
      var refused = ask(pair, wrong);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.text()).contains("\"type\":\"authentication_error\"");
    }
  }

  @Test
  void geminisKeyMayComeInTheQueryAndGoesNoFurther() throws Exception {
    try (var pair = Pair.start(mode, speaking("gemini.generate"), Pair.provider("tokens=5"))) {
      var body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
      var request =
          Pair.post("/v1beta/models/test/model:generateContent?key=" + Pair.KEY + "&x=1", body)
              .replace("Authorization: Bearer " + Pair.KEY + "\r\n", "");
      var answer = ask(pair, request);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(pair.providers.getFirst().lastRequest().path())
          .doesNotContain(Pair.KEY)
          .contains("x=1");
    }
  }

  @Test
  void aGeminiPathMayLeaveModelsOut() throws Exception {
    try (var pair = Pair.start(mode, speaking("openai.chat"), Pair.provider("tokens=5"))) {
      var body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
      assertThat(ask(pair, Pair.post("/v1beta/test/model:generateContent", body)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void t172TheTimeToWaitThatGeminiTellsIsAHeader() throws Exception {
    var told =
        """
        {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[\
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}\
        """;
    try (var pair =
        Pair.start(mode, speaking("gemini.generate"), Pair.replaying(_ -> error(429, told)))) {
      var answer = ask(pair, messages(""));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("34");
      assertThat(answer.text()).contains("rate_limit_error");
    }
  }

  @Test
  void t181TheLimitsOfAnthropicReachItsCaller() throws Exception {
    var told =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"no more\"}}";
    try (var pair =
        Pair.start(
            mode,
            speaking("anthropic.messages"),
            Pair.replaying(_ ->
                error(
                    429,
                    told,
                    new Header("retry-after", "287441"),
                    new Header("anthropic-ratelimit-unified-status", "rejected"))))) {
      var answer = ask(pair, messages(""));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("287441");
      assertThat(answer.header("anthropic-ratelimit-unified-status")).isEqualTo("rejected");
      assertThat(answer.text()).isEqualTo(told);
    }
  }

  @Test
  void t055ABetaThatNobodyKnowsGoesAlong() throws Exception {
    try (var pair = Pair.start(mode, speaking("anthropic.messages"), Pair.provider("tokens=5"))) {
      var answer =
          ask(
              pair,
              messages(
                  ",\"thinking\":{\"type\":\"between_tools\"},\"nobody_knows\":1",
                  "anthropic-version: 2026-10-21",
                  "anthropic-beta: never-heard-of-2027-01-01"));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      var sent = pair.providers.getFirst().lastRequest();
      assertThat(sent.header("anthropic-beta")).contains("never-heard-of-2027-01-01");
      assertThat(sent.header("anthropic-version")).contains("2026-10-21");
      assertThat(sent.text()).contains("\"nobody_knows\":1").contains("between_tools");
    }
  }

  @Test
  void anAnswerToAnAnthropicCallerNamesTheModelAsTheCallerDid() throws Exception {
    try (var pair = Pair.start(mode, speaking("anthropic.messages"), Pair.provider("tokens=5"))) {
      assertThat(ask(pair, messages("")).text()).contains("\"model\":\"test/model\"");
      assertThat(ask(pair, messages(STREAM)).text()).contains("\"model\":\"test/model\"");
    }
  }

  @Test
  void tokensAreCountedByTheProviderOrEstimated() throws Exception {
    var body =
        "{\"model\":\"test/model\",\"messages\":[{\"role\":\"user\",\"content\":\"how many\"}]}";
    for (var dialect : List.of("anthropic.messages", "openai.chat")) {
      try (var pair = Pair.start(mode, speaking(dialect), Pair.provider("tokens=5"))) {
        var answer = ask(pair, Pair.post("/v1/messages/count_tokens", body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).matches("\\{\"input_tokens\":[1-9][0-9]*}");
        assertThat(answer.header("x-fairlead-estimated"))
            .isEqualTo(dialect.equals("openai.chat") ? "true" : "");
      }
    }
  }

  @Test
  void whatCannotBeCarriedOverIsRefusedBeforeAnyCallIfThatIsAsked() throws Exception {
    try (var pair = Pair.start(mode, speaking("openai.chat"), Pair.provider("tokens=5"))) {
      var lenient = ask(pair, messages(",\"top_k\":40"));
      assertThat(lenient.status()).isEqualTo(200);
      assertThat(lenient.header("x-fairlead-warnings")).contains("dropped=top_k");
      var strict = ask(pair, messages(",\"top_k\":40", "x-fairlead-strict: true"));
      assertThat(strict.status()).isEqualTo(400);
      assertThat(strict.text()).contains("top_k").contains("invalid_request_error");
      pair.providers.getFirst().awaitRequests(1, Duration.ofSeconds(1));
      assertThat(pair.providers.getFirst().journal().requests()).isEqualTo(1);
    }
  }
}
