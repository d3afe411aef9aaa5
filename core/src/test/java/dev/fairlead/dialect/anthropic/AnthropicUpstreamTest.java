package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicUpstreamTest {
  private static final String BODY =
      "{ \"model\" : \"anthropic/claude-opus-4.8\", \"models\":[\"x\"], \"provider\":{},"
          + " \"stream\":true, \"max_tokens\":1e0, \"thinking\":{\"type\":\"between_tools\"},"
          + " \"future\":1.10, \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\"}] }";

  private static Outgoing pass(AnthropicUpstream upstream, String model) {
    var body = Fixture.bytes(BODY.replace("1e0", "10"));
    var envelope = Fixture.INBOUND.envelope(new Call(Action.CHAT), body);
    return upstream.pass(envelope, Fixture.to(model), new Warnings(false));
  }

  private static String text(Outgoing outgoing) {
    return new String(outgoing.body(), StandardCharsets.UTF_8);
  }

  @Test
  void t055OnlyTheModelAndTheGatewaysOwnMembersChange() {
    var sent = pass(AnthropicUpstream.direct(), "claude-opus-4-8");
    assertThat(text(sent))
        .isEqualTo(
            "{ \"model\" : \"claude-opus-4-8\","
                + " \"stream\":true, \"max_tokens\":10, \"thinking\":{\"type\":\"between_tools\"},"
                + " \"future\":1.10, \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\"}] }");
    assertThat(sent.path()).isEqualTo("/messages");
    assertThat(sent.headers()).containsEntry("anthropic-version", "2023-06-01");
    assertThat(sent.framing()).isEqualTo(Framing.SSE);
  }

  @Test
  void aBodyWithNothingToChangePassesAsItIs() {
    var body = Fixture.bytes("{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}]}");
    var envelope = Fixture.INBOUND.envelope(new Call(Action.CHAT), body);
    var upstream = AnthropicUpstream.direct();
    assertThat(upstream.pass(envelope, Fixture.to("m"), new Warnings(true)).body()).isSameAs(body);
  }

  @Test
  void vertexHasTheModelInThePathAndTheVersionInTheBody() {
    var sent = pass(AnthropicUpstream.vertex(), "claude-3-7-sonnet@20250219");
    assertThat(sent.path())
        .isEqualTo("/publishers/anthropic/models/claude-3-7-sonnet@20250219:streamRawPredict");
    assertThat(text(sent))
        .doesNotContain("\"model\"")
        .contains("\"stream\":true")
        .endsWith("\"anthropic_version\":\"vertex-2023-10-16\" }");
    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void bedrockHasTheModelInThePathAndNoStreamInTheBody() {
    var sent = pass(AnthropicUpstream.bedrock(), "us.anthropic.claude-opus-4-8-v1:0");
    assertThat(sent.path())
        .isEqualTo("/model/us.anthropic.claude-opus-4-8-v1%3A0/invoke-with-response-stream");
    assertThat(text(sent))
        .doesNotContain("\"model\"")
        .doesNotContain("\"stream\"")
        .endsWith("\"anthropic_version\":\"bedrock-2023-05-31\" }");
    assertThat(sent.framing()).isEqualTo(Framing.AWS);
    var written =
        AnthropicUpstream.bedrock()
            .write(Fixture.chat().request(), Fixture.to("m"), new Warnings(false))
            .outgoing();
    assertThat(written.path()).isEqualTo("/model/m/invoke");
    assertThat(text(written)).startsWith("{\"anthropic_version\":\"bedrock-2023-05-31\",");
  }

  @Test
  void bedrocksFramesAreReadAndTurnedIntoEvents() {
    var json = "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}";
    var frame =
        Fixture.bytes(
            "{\"bytes\":\"%s\",\"p\":\"abc\"}"
                .formatted(Base64.getEncoder().encodeToString(Fixture.bytes(json))));
    assertThat(Frames.sse(frame, 0, frame.length))
        .asString()
        .isEqualTo("event: message_start\ndata: " + json + "\n\n");
    var events = new ArrayList<Event>();
    var reader = new StreamReader(Family.ANTHROPIC, events::add);
    reader.event("chunk", frame, 0, frame.length);
    var fault = Fixture.bytes("{\"message\":\"Too many requests\"}");
    reader.event("throttlingException", fault, 0, fault.length);
    assertThat(events.getFirst()).isInstanceOf(Event.Start.class);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.Fail.class,
            fail -> {
              assertThat(fail.status()).isEqualTo(429);
              assertThat(fail.message()).isEqualTo("Too many requests");
            });
    assertThat(Frames.sse(fault, 0, fault.length)).isEmpty();
  }

  @Test
  void aCountIsPassedToItsOwnPath() {
    var body = Fixture.bytes("{\"model\":\"m\",\"messages\":[{}]}");
    var envelope = Fixture.INBOUND.envelope(new Call(Action.COUNT), body);
    var to = Fixture.to("claude-opus-4-8");
    assertThat(AnthropicUpstream.direct().passCount(envelope, to).path())
        .isEqualTo("/messages/count_tokens");
    assertThat(text(AnthropicUpstream.vertex().passCount(envelope, to)))
        .isEqualTo("{\"model\":\"claude-opus-4-8\",\"messages\":[{}]}");
    assertThat(AnthropicUpstream.direct().readCount(Fixture.bytes("{\"input_tokens\":641}")))
        .isEqualTo(641);
    assertThatThrownBy(() -> AnthropicUpstream.direct().readCount(Fixture.bytes("{}")))
        .isInstanceOf(AnswerFault.class);
  }

  @Test
  void t028AGarbledStreamIsNoticed() {
    var meter = new Meter();
    var ping = Fixture.bytes("{\"type\":\"ping\"}");
    var broken = Fixture.bytes("{\"type\":\"content_block_delta\",");
    var error =
        Fixture.bytes(
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
    assertThat(meter.event(ping, 0, ping.length)).isEqualTo(Meter.Event.QUIET);
    assertThat(meter.event(broken, 0, broken.length)).isEqualTo(Meter.Event.GARBLED);
    assertThat(meter.event(error, 0, error.length)).isEqualTo(Meter.Event.ERROR);
    assertThat(meter.message()).isEqualTo("Overloaded");
    assertThat(meter.complete()).isFalse();
  }

  @Test
  void t128LaterCountsReplaceEarlierOnesAndNullsDoNot() {
    var events =
        Played.of(
                """
                data: {"type":"message_start","message":{"id":"m","model":"c","content":[],"usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":3,"output_tokens":1}}}

                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10,"cache_read_input_tokens":null,"cache_creation_input_tokens":null,"output_tokens":7}}

                data: {"type":"message_stop"}

                """)
            .response();
    assertThat(events.usage().input()).isEqualTo(10);
    assertThat(events.usage().cacheRead()).isEqualTo(5);
    assertThat(events.usage().cacheWrite()).isEqualTo(3);
    assertThat(events.usage().output()).isEqualTo(7);
  }

  @Test
  void urlsGoOnlyToAnthropicItself() {
    var to = Fixture.to("claude-opus-4-8");
    assertThat(AnthropicUpstream.direct().manners(to).mediaUrls()).contains(Part.Kind.IMAGE);
    assertThat(AnthropicUpstream.bedrock().manners(to).mediaUrls()).isEmpty();
  }

  @Test
  void t160ACitationLiesWhereItsTextDoes() {
    var body =
        Fixture.bytes(
            """
            {"id":"m","model":"c","content":[{"type":"text","text":"héllo 🌍 "},
            {"type":"text","text":"cited","citations":[{"type":"web_search_result_location",
            "url":"https://a","title":"A","encrypted_index":"x","cited_text":"y"}]}],
            "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}\
            """);
    var response = AnswerReader.read(body, Family.ANTHROPIC);
    var said = (Item.Assistant) response.choices().getFirst().items().getFirst();
    var citation = ((Part.Text) said.parts().get(1)).citations().getFirst();
    assertThat(citation.from()).isEqualTo(9);
    assertThat(citation.to()).isEqualTo(14);
    assertThat(citation.url()).isEqualTo("https://a");
  }

  @Test
  void t136APausedTurnIsAPause() {
    var body = Fixture.bytes("{\"content\":[],\"stop_reason\":\"pause_turn\"}");
    assertThat(AnswerReader.read(body, Family.ANTHROPIC).choices().getFirst().finish().kind())
        .isEqualTo(Finish.Kind.PAUSE);
  }

  @Test
  void betasGoIntoTheBodyForBedrock() {
    var body = Fixture.bytes("{\"a\":1}");
    assertThat(AnthropicUpstream.withBetas(body, List.of("b", "c")))
        .asString()
        .isEqualTo("{\"a\":1,\"anthropic_beta\":[\"b\",\"c\"]}");
    assertThat(AnthropicUpstream.withBetas(body, List.of())).isSameAs(body);
  }

  @Test
  void whatOnlyThisProtocolKnowsGoesBackWhereItWas() {
    var body =
        """
        {"model":"m","max_tokens":9000,"messages":[{"role":"user","content":"hi"}],"speed":"fast",
        "thinking":{"type":"adaptive","block_binding":{"x":1}},"output_config":{"task_budget":{"y":2}}}\
        """;
    assertThat(
            Fixture.write(Fixture.read(body), Fixture.to("claude-opus-4-8"), new Warnings(false)))
        .hasToString(
            "{\"model\":\"claude-opus-4-8\",\"max_tokens\":9000,\"thinking\":{\"type\":\"adaptive\","
                + "\"block_binding\":{\"x\":1}},\"output_config\":{\"task_budget\":{\"y\":2}},"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}],"
                + "\"speed\":\"fast\"}");
  }
}
