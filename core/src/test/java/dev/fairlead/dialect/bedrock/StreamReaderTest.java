package dev.fairlead.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.recorded.Grammar;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamReaderTest {
  private final Grammar events = new Grammar();
  private final StreamReader reader =
      new StreamReader(Places.SONNET_45, ModelTraits.of(Places.SONNET_45), events);

  private StreamReaderTest frame(String type, String json) {
    var bytes = json.getBytes(UTF_8);
    reader.event(type, bytes, 0, bytes.length);
    return this;
  }

  private Response response() {
    reader.end();
    var collector = new Collector();
    events.events().forEach(collector);
    return collector.response();
  }

  private List<Item> items() {
    return response().choices().getFirst().items();
  }

  @Test
  void aCallWithoutInputHasAnEmptyObject() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame(
            "contentBlockStart",
            "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}")
        .frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"\"}}}")
        .frame("contentBlockStop", "{\"contentBlockIndex\":0}")
        .frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    var response = response();
    assertThat(((Item.ToolCall) response.choices().getFirst().items().getFirst()).input())
        .isEqualTo("{}");
    assertThat(response.choices().getFirst().finish().kind()).isEqualTo(Finish.Kind.TOOL_CALLS);
  }

  @Test
  void thoughtsKeepTheirSignatureAndEndBeforeTheText() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}")
        .frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"sig\"}}}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"yes\"}}")
        .frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    var items = items();
    assertThat(items).hasSize(2);
    assertThat(items.getFirst())
        .isEqualTo(
            new Item.Reasoning(
                "",
                List.of(),
                List.of("hm"),
                new Opaque(
                    Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, Places.SONNET_45, "", "sig")));
    assertThat(items.getLast()).isEqualTo(new Item.Assistant(List.of(Part.Text.of("yes"))));
  }

  @Test
  void citationsSpanTheBlockTheyStandIn() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"See: \"}}")
        .frame("contentBlockStop", "{\"contentBlockIndex\":0}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"this\"}}")
        .frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":1,\"delta\":{\"citation\":{\"title\":\"T\",\"sourceContent\":"
                + "[{\"text\":\"src\"}],\"location\":{\"web\":{\"url\":\"https://a.test\"}}}}}")
        .frame("contentBlockStop", "{\"contentBlockIndex\":1}")
        .frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    var said = (Item.Assistant) items().getFirst();
    assertThat(said.parts()).hasSize(2);
    var citation = ((Part.Text) said.parts().get(1)).citations().getFirst();
    assertThat(citation.kind()).isEqualTo(Citation.Kind.PAGE);
    assertThat(citation.url()).isEqualTo("https://a.test");
    assertThat(citation.cited()).isEqualTo("src");
    assertThat(citation.from()).isEqualTo(5);
    assertThat(citation.to()).isEqualTo(9);
  }

  @Test
  void anExceptionInsideEndsTheStream() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}")
        .frame("exception:throttlingException", "{\"message\":\"Too many requests\"}");
    reader.end();
    assertThat(events.events().getLast())
        .isInstanceOfSatisfying(
            Event.Fail.class,
            fail -> {
              assertThat(fail.cause()).isEqualTo(Cause.ERROR_INSIDE);
              assertThat(fail.status()).isEqualTo(429);
              assertThat(fail.message()).isEqualTo("Too many requests");
            });
  }

  @Test
  void usageComesBehindTheEndOfTheMessage() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}")
        .frame("messageStop", "{\"stopReason\":\"max_tokens\"}");
    assertThat(events.over()).isFalse();
    frame(
        "metadata",
        "{\"usage\":{\"inputTokens\":100,\"outputTokens\":5,\"totalTokens\":105,"
            + "\"cacheReadInputTokens\":60,\"cacheWriteInputTokens\":10,"
            + "\"cacheDetails\":[{\"ttl\":\"1h\",\"inputTokens\":4}]}}");
    assertThat(events.over()).isTrue();
    var usage = response().usage();
    assertThat(usage.input()).as("the total says that the cache is in it").isEqualTo(30);
    assertThat(usage.cacheRead()).isEqualTo(60);
    assertThat(usage.cacheWrite()).isEqualTo(6);
    assertThat(usage.cacheWrite1h()).isEqualTo(4);
  }

  @Test
  void aToolOfTheProvidersIsOneWholeItem() {
    frame("messageStart", "{\"role\":\"assistant\"}")
        .frame(
            "contentBlockStart",
            "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":"
                + "\"nova_grounding\",\"type\":\"server_tool_use\"}}}")
        .frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"q\\\":1}\"}}}")
        .frame("contentBlockStop", "{\"contentBlockIndex\":0}")
        .frame("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"so\"}}")
        .frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    var items = items();
    assertThat(((Item.HostedCall) items.getFirst()).raw().text())
        .isEqualTo(
            "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"nova_grounding\",\"type\":"
                + "\"server_tool_use\",\"input\":{\"q\":1}}}");
    assertThat(items).hasSize(2);
  }
}
