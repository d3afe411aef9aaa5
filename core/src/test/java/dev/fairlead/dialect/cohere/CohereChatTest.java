package dev.fairlead.dialect.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.recorded.Grammar;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CohereChatTest {
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  private final List<String> warnings = new ArrayList<>();
  private final Draft draft = new Draft("openai.chat", "m");

  private static Destination to(String... capabilities) {
    var endpoint =
        new Endpoint(
            "cohere/command-a",
            "",
            "cohere",
            "command-a-03-2025",
            Kind.CHAT,
            256_000,
            0,
            8_000,
            Set.of("text"),
            Set.of("text"),
            Set.of(capabilities),
            Prices.of(1, 1),
            List.of(),
            Origin.CONFIG);
    return new Destination(endpoint, Objects.requireNonNull(SHIPPED.get("cohere")));
  }

  private String written(String... capabilities) {
    var found = new Warnings(false);
    var sent = new CohereChat().write(draft.request(), to(capabilities), found);
    assertThat(sent.outgoing().path()).isEqualTo("/chat");
    warnings.clear();
    warnings.addAll(found.list());
    return new String(sent.outgoing().body(), UTF_8);
  }

  private static Item user(Part... parts) {
    return new Item.User(List.of(parts));
  }

  private static Part text(String text) {
    return Part.Text.of(text);
  }

  private static Tool tool(String name) {
    return new Tool.Function(name, "", null);
  }

  @Test
  void theSmallestRequestHasModelAndMessages() {
    draft.items.add(user(text("hi")));
    assertThat(written())
        .isEqualTo(
            "{\"model\":\"command-a-03-2025\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aTurnOfTheModelIsOneMessageWithItsPlan() {
    draft.items.add(user(text("go")));
    draft.items.add(new Item.Reasoning("", List.of(), List.of("I will look."), null));
    draft.items.add(new Item.ToolCall("a", "look", ""));
    draft.items.add(new Item.ToolCall("b", "look", "{\"n\":1.0}"));
    draft.items.add(new Item.ToolResult("a", "1"));
    draft.items.add(
        new Item.ToolResult("b", "", Item.CallKind.FUNCTION, List.of(text("no")), true, null));
    draft.tools.add(tool("look"));
    assertThat(written())
        .contains(
            "{\"role\":\"assistant\",\"tool_plan\":\"I will look.\",\"tool_calls\":["
                + "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"look\","
                + "\"arguments\":\"{}\"}},"
                + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"look\","
                + "\"arguments\":\"{\\\"n\\\":1.0}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"Error: no\"}");
    assertThat(written("reasoning"))
        .contains(
            "\"content\":[{\"type\":\"thinking\",\"thinking\":\"I will look.\"}],\"tool_calls\"")
        .doesNotContain("tool_plan");
  }

  @Test
  void t197ThereIsNoAutoAndANamedToolIsTheOnlyOneSent() {
    draft.items.add(user(text("hi")));
    draft.tools.add(tool("a"));
    draft.tools.add(tool("b"));
    draft.toolChoice = new ToolChoice.Auto();
    assertThat(written()).doesNotContain("tool_choice");
    draft.toolChoice = new ToolChoice.Required();
    assertThat(written()).contains("\"tool_choice\":\"REQUIRED\"");
    draft.toolChoice = new ToolChoice.None();
    assertThat(written()).contains("\"tool_choice\":\"NONE\"");
    draft.toolChoice = new ToolChoice.Named("b", Item.CallKind.FUNCTION);
    assertThat(written())
        .contains("\"tool_choice\":\"REQUIRED\"")
        .contains("\"name\":\"b\"")
        .doesNotContain("\"name\":\"a\"");
    assertThat(warnings).anyMatch(w -> w.startsWith("emulated=tool_choice"));
  }

  @Test
  void strictnessIsForAllToolsOrNone() {
    draft.items.add(user(text("hi")));
    draft.tools.add(new Tool.Function("a", "", "", Raw.EMPTY_OBJECT, true, null, Map.of()));
    assertThat(written()).contains("\"strict_tools\":true");
    draft.tools.add(tool("b"));
    assertThat(written()).doesNotContain("strict_tools");
    assertThat(warnings).anyMatch(w -> w.startsWith("dropped=tools.strict"));
  }

  @Test
  void samplingIsKeptWithinWhatTheModelTakes() {
    draft.items.add(user(text("hi")));
    draft.sampling =
        new Sampling(
            new BigDecimal("0.70"),
            BigDecimal.ONE,
            new BigDecimal("40"),
            new BigDecimal("-1"),
            new BigDecimal("1.5"),
            7L);
    draft.maxTokens = 100L;
    draft.stops.add("END");
    assertThat(written())
        .contains(
            "\"max_tokens\":100,\"stop_sequences\":[\"END\"],\"temperature\":0.70,\"p\":0.99,"
                + "\"k\":40,\"frequency_penalty\":0,\"presence_penalty\":1,\"seed\":7");
    assertThat(warnings)
        .contains(
            "changed=top_p;0.99", "changed=frequency_penalty;0", "changed=presence_penalty;1");
  }

  @Test
  void thinkingHasABudgetWhereTheModelThinks() {
    draft.items.add(user(text("hi")));
    draft.thinking = Thinking.of(Effort.MEDIUM);
    assertThat(written("reasoning"))
        .contains("\"thinking\":{\"type\":\"enabled\",\"token_budget\":8192}");
    draft.thinking = new Thinking(null, 0, null, "", "");
    assertThat(written("reasoning")).contains("\"thinking\":{\"type\":\"disabled\"}");
    draft.thinking = Thinking.of(Effort.HIGH);
    assertThat(written()).doesNotContain("thinking");
    assertThat(warnings).anyMatch(w -> w.startsWith("dropped=thinking"));
  }

  @Test
  void aSchemaStandsBesideTheJsonObject() {
    draft.items.add(user(text("hi")));
    draft.format = new OutputFormat.JsonSchema("n", "", new Raw("{\"type\":\"object\"}"), true);
    assertThat(written())
        .contains(
            "\"response_format\":{\"type\":\"json_object\",\"json_schema\":{\"type\":\"object\"}}");
  }

  @Test
  void picturesStayInPlaceAndDocumentsStandBeside() {
    var picture = new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("AAAA"), "image/png");
    var note =
        new Part.Media(
            Part.Kind.DOCUMENT,
            new Part.Source.PlainText("facts"),
            "text/plain",
            "a.txt",
            "",
            "",
            true,
            null,
            null);
    draft.items.add(user(text("see"), picture, note));
    assertThat(written())
        .contains(
            "\"content\":[{\"type\":\"text\",\"text\":\"see\"},{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64,AAAA\"}}]")
        .contains(
            "\"documents\":[{\"id\":\"doc:0\",\"data\":{\"title\":\"a.txt\",\"text\":\"facts\"}}]");
    draft.items.add(
        user(
            new Part.Media(Part.Kind.DOCUMENT, new Part.Source.Inline("AAAA"), "application/pdf")));
    assertThatThrownBy(this::written).isInstanceOf(FailureException.class);
  }

  private static Grammar stream(String... events) {
    var grammar = new Grammar();
    var reader = new StreamReader("m", grammar);
    for (var event : events) {
      var bytes = event.getBytes(UTF_8);
      reader.event("", bytes, 0, bytes.length);
    }
    reader.end();
    return grammar;
  }

  @Test
  void t196APlanCountsAsThoughtAndCallsComeInPieces() {
    var events =
        stream(
            "{\"type\":\"message-start\",\"id\":\"x\",\"delta\":{\"message\":{}}}",
            "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"I \"}}}",
            "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"will\"}}}",
            "{\"type\":\"tool-call-start\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}}}}",
            "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"function\":{\"arguments\":\"{\\\"n\\\":\"}}}}}",
            "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"function\":{\"arguments\":\"1}\"}}}}}",
            "{\"type\":\"tool-call-end\",\"index\":0}",
            "{\"type\":\"tool-call-start\",\"index\":1,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}}}}",
            "{\"type\":\"tool-call-end\",\"index\":1}",
            "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TOOL_CALL\",\"usage\":"
                + "{\"tokens\":{\"input_tokens\":9,\"output_tokens\":5,\"reasoning_tokens\":2},"
                + "\"cached_tokens\":4}}}");
    var collector = new Collector();
    events.events().forEach(collector);
    var response = collector.response();
    var choice = response.choices().getFirst();
    assertThat(choice.items())
        .containsExactly(
            new Item.Reasoning("", List.of(), List.of("I will"), null),
            new Item.ToolCall("a", "f", "{\"n\":1}"),
            new Item.ToolCall("b", "f", "{}"));
    assertThat(choice.finish().kind()).isEqualTo(Finish.Kind.TOOL_CALLS);
    assertThat(response.usage().input()).isEqualTo(5);
    assertThat(response.usage().cacheRead()).isEqualTo(4);
    assertThat(response.usage().output()).isEqualTo(3);
    assertThat(response.usage().reasoning()).isEqualTo(2);
  }

  @Test
  void t200AFailureIsNoEnd() {
    var fail =
        stream("{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TIMEOUT\"}}")
            .events()
            .getLast();
    assertThat(fail)
        .isInstanceOfSatisfying(
            Event.Fail.class,
            f -> {
              assertThat(f.cause()).isEqualTo(Cause.ERROR_INSIDE);
              assertThat(f.status()).isEqualTo(504);
            });
    var body = "{\"id\":\"x\",\"finish_reason\":\"ERROR\",\"message\":{\"content\":[]}}";
    assertThatThrownBy(() -> AnswerReader.read(body.getBytes(UTF_8), "m"))
        .isInstanceOfSatisfying(
            AnswerFault.class, f -> assertThat(f.reason()).isEqualTo(Cause.ERROR_INSIDE));
  }

  @Test
  void placesOfCitationsAreCountedInCharactersOfTheirPart() {
    var body =
        "{\"finish_reason\":\"COMPLETE\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":"
            + "\"one \"},{\"type\":\"text\",\"text\":\"😀 two\"}],\"citations\":[{\"start\":2,"
            + "\"end\":5,\"text\":\"two\",\"content_index\":1,\"sources\":[{\"type\":\"document\","
            + "\"document\":{\"url\":\"https://a.test\"}}]}]}}";
    var response = AnswerReader.read(body.getBytes(UTF_8), "m");
    var said = (Item.Assistant) response.choices().getFirst().items().getFirst();
    var citation = ((Part.Text) said.parts().get(1)).citations().getFirst();
    assertThat("one 😀 two".substring(citation.from(), citation.to())).isEqualTo("two");
  }

  @Test
  void logprobsAreOfPiecesOfText() {
    var body =
        "{\"finish_reason\":\"COMPLETE\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":"
            + "\"hi\"}]},\"logprobs\":[{\"text\":\"hi\",\"token_ids\":[1,2],\"logprobs\":[-0.25,"
            + "-0.5]}]}";
    var response = AnswerReader.read(body.getBytes(UTF_8), "m");
    var said = (Item.Assistant) response.choices().getFirst().items().getFirst();
    var logprobs = Objects.requireNonNull(((Part.Text) said.parts().getFirst()).logprobs());
    assertThat(logprobs.getFirst().token()).isEqualTo("hi");
    assertThat(logprobs.getFirst().logprob()).isEqualByComparingTo("-0.75");
  }
}
