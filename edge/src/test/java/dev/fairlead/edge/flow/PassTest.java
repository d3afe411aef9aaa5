package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes, passes byte for byte; what must change, changes alone. */
@ParameterizedClass
@EnumSource(Mode.class)
record PassTest(Mode mode) {
  @Test
  void onlyTheModelsNameChangesInAPlainRequest() throws Exception {
    var sent =
        "{ \"x\" : [1.0E+2, 1.10, -0, {\"b\":1,\"a\":2}] ,\n\t\"model\":\"test\\/model\",\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"\\u00e9\\/\\ud83d\\ude00 é\"}], \"seed\":12345678901234567890 }";
    try (var pair = Pair.start(mode, Pair.echo())) {
      var answer = pair.chat(sent);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(pair.providers.getFirst().lastRequest().text())
          .isEqualTo(sent.replace("\"test\\/model\"", "\"model-p1\""));
      assertThat(pair.settled().end()).isEqualTo(End.ANSWERED);
    }
  }

  @Test
  void anAnswerPassesByteForByteWhateverItsPieces() throws Exception {
    var body =
        "{\"id\" : \"x\",\r\n \"choices\":[ {\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\\u00e9\\/é\"},"
            + "\"finish_reason\":\"stop\"}],\"n\":1.500e-3,\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10} }\n";
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int longest : new int[] {1, 7, 1000}) {
      try (var pair =
          Pair.start(mode, Pair.replaying(_ -> Reply.json(200, bytes).split(longest, longest)))) {
        var answer = pair.chat(Pair.body(""));
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("x-fairlead-endpoint")).isEqualTo("test/model@p1");
        assertThat(answer.header("x-fairlead-attempts")).isEqualTo("1");
        var settled = pair.settled();
        assertThat(answer.header("x-fairlead-id")).isEqualTo(settled.id());
        assertThat(settled.usage().inputs()).isEqualTo(7);
        assertThat(settled.usage().outputs()).isEqualTo(3);
        assertThat(settled.cost().picos()).isEqualTo(7 * 1_000_000 + 3 * 10_000_000);
        assertThat(settled.finish()).isEqualTo("stop");
        assertThat(settled.served()).isEqualTo("test/model@p1");
        assertThat(settled.credential()).isEqualTo("p1#1");
      }
    }
  }

  private static final String CHUNK =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\u00e9 é\"},\"x\":1.50}]}\n\n";
  private static final String END =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private static Reply stream(String events) {
    return Reply.stream(events.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStreamPassesByteForByteWhateverItsPieces() throws Exception {
    var events = ": comment\n\n" + CHUNK + "event: x\nid: 7\n" + CHUNK + END + USAGE + DONE;
    for (int longest : new int[] {1, 3, 40, 10_000}) {
      try (var pair =
          Pair.start(mode, Pair.replaying(_ -> stream(events).split(longest, longest)))) {
        var answer = pair.chat(Pair.stream("\"stream_options\":{\"include_usage\":true}"));
        assertThat(answer.text()).isEqualTo(events);
        assertThat(answer.whole()).isTrue();
        assertThat(pair.providers.getFirst().lastRequest().text())
            .contains("\"stream_options\":{\"include_usage\":true}");
        var settled = pair.settled();
        assertThat(settled.end()).isEqualTo(End.ANSWERED);
        assertThat(settled.cost().picos()).isEqualTo(37_000_000);
        assertThat(settled.stream()).isTrue();
      }
    }
  }

  @Test
  void usageThatTheClientDidNotAskForIsAskedForAndHidden() throws Exception {
    var events = CHUNK + END + USAGE + DONE;
    for (int longest : new int[] {1, 5, 10_000}) {
      try (var pair =
          Pair.start(mode, Pair.replaying(_ -> stream(events).split(longest, longest)))) {
        var answer = pair.chat(Pair.stream(""));
        assertThat(answer.text()).isEqualTo(CHUNK + END + DONE);
        assertThat(pair.providers.getFirst().lastRequest().text())
            .isEqualTo(
                Pair.stream("\"stream_options\":{\"include_usage\":true}")
                    .replace("test/model", "model-p1"));
        assertThat(pair.settled().usage().outputs()).isEqualTo(3);
      }
    }
  }

  @Test
  void aHiddenEventTakesItsWholeLineEndWithIt() throws Exception {
    var events = (CHUNK + END + USAGE + DONE).replace("\r", "").replace("\n", "\r\n");
    for (int longest : new int[] {1, 2, 3, 10_000}) {
      try (var pair =
          Pair.start(mode, Pair.replaying(_ -> stream(events).split(longest, longest)))) {
        assertThat(pair.chat(Pair.stream("")).text())
            .isEqualTo((CHUNK + END + DONE).replace("\r", "").replace("\n", "\r\n"));
      }
    }
  }

  @Test
  void costIsAddedToAnAnswerAndToTheUsageOfAStream() throws Exception {
    var plain =
        "{\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3},\"z\":1.0}";
    try (var pair =
        Pair.start(
            mode,
            Pair.replaying(r ->
                r.text().contains("\"stream\"")
                    ? stream(CHUNK + END + USAGE + DONE).split(3, 9)
                    : Reply.json(200, plain.getBytes(StandardCharsets.UTF_8)).split(2, 20)))) {
      var whole = pair.chat(Pair.body("\"usage\":{\"include\":true}"));
      assertThat(whole.text())
          .isEqualTo(
              plain.replace(
                  "\"completion_tokens\":3", "\"completion_tokens\":3,\"cost\":0.000037"));
      var streamed = pair.chat(Pair.stream("\"usage\":{\"include\":true}"));
      assertThat(streamed.text())
          .isEqualTo(
              CHUNK
                  + END
                  + USAGE.replace("\"total_tokens\":10", "\"total_tokens\":10,\"cost\":0.000037")
                  + DONE);
      assertThat(pair.providers.getFirst().lastRequest().text()).doesNotContain("\"include\"");
    }
  }

  @Test
  void theGatewaysOwnMembersAreTakenOut() throws Exception {
    try (var pair = Pair.start(mode, Pair.echo())) {
      var answer =
          pair.chat(
              Pair.body(
                  "\"provider\":{\"order\":[\"p1\"]},\"route\":\"fallback\",\"temperature\":1.0,\"models\":[\"test/model\"]"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(pair.providers.getFirst().lastRequest().text())
          .isEqualTo(Pair.body("\"temperature\":1.0").replace("test/model", "model-p1"));
    }
  }

  @Test
  void callersKeyCookiesAndHopHeadersStayHere() throws Exception {
    try (var pair = Pair.start(mode, Pair.echo())) {
      pair.chat(Pair.body(""), "Cookie: a=b", "X-Forwarded-For: 10.1.2.3", "TE: trailers");
      var request = pair.providers.getFirst().lastRequest();
      assertThat(request.headers().toString())
          .doesNotContain(Pair.KEY)
          .doesNotContain("10.1.2.3")
          .doesNotContain("a=b");
      assertThat(request.header("authorization")).contains("Bearer " + Pair.SECRET);
      assertThat(request.header("te")).isEmpty();
    }
  }
}
