package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish.Kind;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.provider.Accent.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oddities of compatible providers' streams. */
final class ChunksTest {
  private static List<Item> items(Response response) {
    return response.choices().getFirst().items();
  }

  private static List<Item> items(String... chunks) {
    return items(Streams.response(Streams.of(chunks)));
  }

  private static String calls(String... pieces) {
    return "{\"tool_calls\":[" + String.join(",", pieces) + "]}";
  }

  private static List<String> called(String... deltas) {
    var chunks = new String[deltas.length + 1];
    for (int i = 0; i < deltas.length; i++) {
      chunks[i] = Streams.delta(deltas[i]);
    }
    chunks[deltas.length] = Streams.finish("stop");
    var response = Streams.response(Streams.of(chunks));
    assertThat(response.choices().getFirst().finish().kind()).isEqualTo(Kind.TOOL_CALLS);
    return items(response).stream()
        .map(item ->
            item instanceof Item.ToolCall c
                ? c.callId() + " " + c.name() + " " + c.input()
                : item.toString())
        .toList();
  }

  @Test
  void t001ThoughtsComeBeforeTheText() {
    assertThat(
            items(
                Streams.delta("{\"role\":\"assistant\",\"reasoning_content\":\"hm\"}"),
                Streams.delta("{\"content\":\"A\"}"),
                Streams.finish("stop")))
        .containsExactly(
            new Item.Reasoning("", List.of(), List.of("hm"), null),
            new Item.Assistant(List.of(Part.Text.of("A"))));
  }

  @Test
  void t002TheFirstPieceOfACallMayCarryArguments() {
    var events =
        Streams.events(
            Streams.of(
                Streams.delta("{\"content\":\"A\"}"),
                Streams.delta(
                    calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\","
                            + "\"arguments\":\"{\\\"x\\\":1}\"}}")),
                Streams.finish("tool_calls")));
    var kinds = events.stream().map(e -> e.getClass().getSimpleName()).toList();
    assertThat(kinds)
        .containsExactly(
            "Start",
            "ItemStart",
            "TextDelta",
            "ItemEnd",
            "ItemStart",
            "InputDelta",
            "ItemEnd",
            "ChoiceEnd",
            "End");
    assertThat(events.get(5)).isEqualTo(new Event.InputDelta(0, 1, "{\"x\":1}"));
  }

  @Test
  void t004ANewIdOnAUsedIndexIsAnotherCall() {
    assertThat(
            called(
                calls(
                    "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                calls(
                    "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")))
        .containsExactly("a f {}", "b g {}");
  }

  @Test
  void t005PiecesWithoutAnIndexBelongToTheirIdOrTheLastCall() {
    assertThat(
            called(
                calls("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
                calls("{\"function\":{\"arguments\":\"}\"}}"),
                calls("{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")))
        .containsExactly("a f {}", "b g {}");
  }

  @Test
  void anOrphanPieceGoesToTheCallThatWasOpenedLast() {
    assertThat(
            called(
                calls(
                    "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
                calls("{\"index\":1,\"function\":{\"arguments\":\"{}\"}}")))
        .containsExactly("a f {}");
  }

  @Test
  void interleavedPiecesGoByTheirIndex() {
    assertThat(
            called(
                calls(
                    "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
                    "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}"),
                calls("{\"index\":1,\"function\":{\"arguments\":\"{\\\"b\\\":\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"),
                calls("{\"index\":1,\"function\":{\"arguments\":\"2}\"}}")))
        .containsExactly("a f {\"a\":1}", "b g {\"b\":2}");
  }

  @Test
  void aNameThatIsRepeatedInEachPieceIsNotJoined() {
    assertThat(
            called(
                calls(
                    "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
                calls(
                    "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}")))
        .containsExactly("a f {}");
  }

  @Test
  void aCallWithoutAnIdGetsOneThatIsTheSameEachTime() {
    var delta =
        calls(
            "{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":{\"big\":12345678901234567890}}}");
    var first = called(delta);
    assertThat(first).isEqualTo(called(delta));
    assertThat(first.getFirst())
        .startsWith("call_fl")
        .endsWith(" f {\"big\":12345678901234567890}");
  }

  @Test
  void t022AFinishWithoutADeltaAndItsUsageAreSeen() {
    var response =
        Streams.response(
            Streams.of(
                Streams.delta("{\"content\":\"A\"}"),
                "{\"choices\":[{\"finish_reason\":\"stop\",\"index\":0}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}"));
    assertThat(response.choices().getFirst().finish().kind()).isEqualTo(Kind.STOP);
    assertThat(response.usage().inputs()).isEqualTo(3);
  }

  @Test
  void t023UsageBesideAnEmptyDeltaIsToldOnce() {
    var events =
        Streams.events(
            Streams.of(
                Streams.delta("{\"content\":\"A\"}"),
                Streams.finish("stop"),
                "{\"choices\":[{\"index\":0,\"delta\":{}}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}"));
    assertThat(events.stream().filter(e -> e instanceof Event.UsageSoFar)).hasSize(1);
    assertThat(events.getLast()).isInstanceOf(Event.End.class);
  }

  @Test
  void t025AChunkWithoutChoicesBeforeTheFirstIsSkipped() {
    var events =
        Streams.events(
            Streams.of(
                "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[{}]}",
                Streams.delta("{\"role\":\"assistant\",\"content\":\"A\"}"),
                Streams.finish("stop")));
    assertThat(events.getFirst())
        .isEqualTo(new Event.Start("c1", "m", 5, dev.fairlead.model.Usage.NONE, ""));
  }

  @Test
  void t019AStreamWithoutItsFinishIsCut() {
    var sse = "data: " + Streams.delta("{\"content\":\"A\"}") + "\n\n";
    var events = Streams.events(sse);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.Fail.class, fail -> assertThat(fail.cause()).isEqualTo(Cause.CUT));
    assertThat(events.get(events.size() - 2)).isInstanceOf(Event.ItemEnd.class);
  }

  @Test
  void aFinishWithoutTheEndMarkIsAnEnd() {
    var sse =
        "data:"
            + Streams.delta("{\"content\":\"A\"}")
            + "\r\n\r\ndata:"
            + Streams.finish("eos")
            + "\r\n";
    assertThat(Streams.events(sse).getLast()).isInstanceOf(Event.End.class);
  }

  @Test
  void anErrorInsideEndsTheStream() {
    var events =
        Streams.events(
            Streams.of(
                Streams.delta("{\"content\":\"A\"}"),
                "{\"error\":{\"code\":429,\"message\":\"slow down\"},\"choices\":[{\"index\":0,"
                    + "\"delta\":{},\"finish_reason\":\"error\"}]}"));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.Fail.class,
            fail -> {
              assertThat(fail.cause()).isEqualTo(Cause.ERROR_INSIDE);
              assertThat(fail.status()).isEqualTo(429);
              assertThat(fail.message()).isEqualTo("slow down");
            });
  }

  @ParameterizedTest
  @CsvSource({"network_error,502", "insufficient_system_resource,503", "error,502"})
  void aFinishThatIsAnErrorFails(String word, int status) {
    var events =
        Streams.events(Streams.of(Streams.delta("{\"content\":\"A\"}"), Streams.finish(word)));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.Fail.class, fail -> assertThat(fail.status()).isEqualTo(status));
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP",
    "eos,STOP",
    "end,STOP",
    "length,LENGTH",
    "model_length,CONTEXT_EXCEEDED",
    "content_filter,CONTENT_FILTER",
    "sensitive,CONTENT_FILTER",
    "tool_calls,STOP",
    "weird,STOP"
  })
  void t133WordsOfTheFinish(String word, Kind kind) {
    var response =
        Streams.response(Streams.of(Streams.delta("{\"content\":\"A\"}"), Streams.finish(word)));
    assertThat(response.choices().getFirst().finish().kind()).isEqualTo(kind);
    assertThat(response.choices().getFirst().finish().word()).isEqualTo(word);
  }

  @Test
  void t017LengthIsNotMaskedByCalls() {
    var response =
        Streams.response(
            Streams.of(
                Streams.delta(calls("{\"id\":\"a\",\"function\":{\"name\":\"f\"}}")),
                Streams.finish("length")));
    assertThat(response.choices().getFirst().finish().kind()).isEqualTo(Kind.LENGTH);
  }

  @Test
  void t134ARefusalInWordsIsARefusal() {
    var response = Streams.answer("{\"content\":null,\"refusal\":\"No.\"}", "stop");
    var finish = response.choices().getFirst().finish();
    assertThat(finish.kind()).isEqualTo(Kind.REFUSAL);
    assertThat(finish.detail()).isEqualTo("No.");
    assertThat(items(response))
        .containsExactly(new Item.Assistant(List.of(new Part.Refusal("No."))));
  }

  @Test
  void t142AStopSequenceIsOneWhenItIsProvable() {
    var how = new AnswerReader.How(Tags.NONE, List.of("END"), Map.of(), null);
    var told =
        AnswerReader.whole(
            Ends.bytes(
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"A\"},"
                    + "\"finish_reason\":\"stop\",\"stop_reason\":\"END\"}]}"),
            how);
    assertThat(told.choices().getFirst().finish().kind()).isEqualTo(Kind.STOP_SEQUENCE);
    assertThat(told.choices().getFirst().finish().detail()).isEqualTo("END");
    assertThat(Streams.answer("{\"content\":\"A\"}", "stop").choices().getFirst().finish().kind())
        .isEqualTo(Kind.STOP);
  }

  @Test
  void t052OnlyTheClosingTagShows() {
    var how = new AnswerReader.How(Tags.IMPLICIT_OPEN, List.of(), Map.of(), null);
    var sse =
        Ends.bytes(
            Streams.of(
                Streams.delta("{\"content\":\"hm </th\"}"),
                Streams.delta("{\"content\":\"ink>\\n\\nA <think>\"}"),
                Streams.finish("stop")));
    assertThat(items(Streams.response(Streams.events(sse, 0, how))))
        .containsExactly(
            new Item.Reasoning("", List.of(), List.of("hm "), null),
            new Item.Assistant(List.of(Part.Text.of("A <think>"))));
  }

  @Test
  void t053TheSameThoughtUnderTwoNamesComesOnce() {
    assertThat(
            items(
                Streams.delta(
                    "{\"reasoning_content\":\"hm\",\"reasoning\":\"hm\",\"content\":\"A\"}"),
                Streams.finish("stop")))
        .first()
        .isEqualTo(new Item.Reasoning("", List.of(), List.of("hm"), null));
  }

  @Test
  void mistralsThinkingPartsAreThoughts() {
    assertThat(
            items(
                Streams.delta(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                        + "\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"A\"}]}"),
                Streams.finish("stop")))
        .containsExactly(
            new Item.Reasoning("", List.of(), List.of("hm"), null),
            new Item.Assistant(List.of(Part.Text.of("A"))));
  }

  @Test
  void signedThoughtsStayApart() {
    var items =
        items(
            Streams.delta(detail("\"text\":\"one\",\"index\":0")),
            Streams.delta(detail("\"signature\":\"s1\",\"index\":0")),
            Streams.delta(detail("\"text\":\"two\",\"index\":1")),
            Streams.delta(detail("\"signature\":\"s2\",\"index\":1")),
            Streams.delta("{\"content\":\"A\"}"),
            Streams.finish("stop"));
    assertThat(items).hasSize(3);
    assertThat(items.getFirst())
        .isEqualTo(
            new Item.Reasoning(
                "",
                List.of(),
                List.of("one"),
                new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "s1")));
    assertThat(((Item.Reasoning) items.get(1)).text()).containsExactly("two");
  }

  private static String detail(String members) {
    return "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"format\":\"anthropic-claude-v1\","
        + members
        + "}]}";
  }

  @Test
  void t130UsageInTheChoiceWithCachedTokensBesideIsRead() {
    var usage =
        Streams.response(
                Streams.of(
                    Streams.delta("{\"content\":\"A\"}"),
                    "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
                        + "{\"prompt_tokens\":10,\"completion_tokens\":2,\"cached_tokens\":4}}]}"))
            .usage();
    assertThat(usage.input()).isEqualTo(6);
    assertThat(usage.cacheRead()).isEqualTo(4);
  }

  @Test
  void t122CachedTokensArePartOfThePrompt() {
    var usage =
        Streams.whole(
                "{\"choices\":[{\"message\":{\"content\":\"A\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":5,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":75}}}")
            .usage();
    assertThat(usage.input()).isEqualTo(25);
    assertThat(usage.cacheRead()).isEqualTo(75);
  }

  @Test
  void t127ReasoningIsPartOfTheCompletion() {
    var usage =
        Streams.whole(
                "{\"choices\":[{\"message\":{\"content\":\"A\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":30},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":40}}}")
            .usage();
    assertThat(usage.output()).isEqualTo(10);
    assertThat(usage.reasoning()).isEqualTo(40);
    assertThat(usage.cacheRead()).isEqualTo(30);
  }

  @Test
  void t175AnErrorInTheClothesOfASuccessIsAnError() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            Streams.whole(
                "{\"choices\":null,\"base_resp\":{\"status_code\":1008,"
                    + "\"status_msg\":\"insufficient balance\"}}"))
        .isInstanceOf(dev.fairlead.dialect.AnswerFault.class)
        .hasMessageContaining("insufficient balance");
  }

  @Test
  void perplexitysSourcesAreCitations() {
    var item =
        items(
                "{\"citations\":[\"https://a\",\"https://b\"],\"choices\":[{\"index\":0,"
                    + "\"message\":{\"content\":\"A\"},\"delta\":{\"content\":\"A\"}}]}",
                "{\"citations\":[\"https://a\",\"https://b\"],\"choices\":[{\"index\":0,"
                    + "\"message\":{\"content\":\"AB\"},\"delta\":{\"content\":\"B\"},"
                    + "\"finish_reason\":\"stop\"}]}")
            .getFirst();
    assertThat(item)
        .isInstanceOfSatisfying(
            Item.Assistant.class,
            said -> {
              var text = (Part.Text) said.parts().getFirst();
              assertThat(text.text()).isEqualTo("AB");
              assertThat(text.citations())
                  .extracting("url")
                  .containsExactly("https://a", "https://b");
            });
  }
}
