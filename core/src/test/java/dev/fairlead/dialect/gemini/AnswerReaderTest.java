package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.OUT;
import static dev.fairlead.dialect.gemini.Gemini.answer;
import static dev.fairlead.dialect.gemini.Gemini.asked;
import static dev.fairlead.dialect.gemini.Gemini.collected;
import static dev.fairlead.dialect.gemini.Gemini.events;
import static dev.fairlead.dialect.gemini.Gemini.items;
import static dev.fairlead.dialect.gemini.Gemini.only;
import static dev.fairlead.dialect.gemini.Gemini.sent;
import static dev.fairlead.dialect.gemini.Gemini.shown;
import static dev.fairlead.dialect.gemini.Gemini.to;
import static dev.fairlead.dialect.gemini.Gemini.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing in a document fails the test. */
@SuppressWarnings("NullAway")
final class AnswerReaderTest {

  private static String candidate(String parts, String rest) {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
        + parts
        + "]}"
        + rest
        + "}],\"responseId\":\"r1\",\"modelVersion\":\"gemini-x\"}";
  }

  private static Finish finish(Response response) {
    return response.choices().getFirst().finish();
  }

  @Test
  void t016ACallInAnEarlierChunkStillMakesTheFinish() {
    var events =
        events(
            sent(),
            candidate("{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}}", ""),
            candidate("", ",\"finishReason\":\"STOP\""));
    Grammar.check(events);
    var response = collected(events);
    assertThat(finish(response).kind()).isEqualTo(Finish.Kind.TOOL_CALLS);
    var call = (Item.ToolCall) response.choices().getFirst().items().getFirst();
    assertThat(call.input()).isEqualTo("{\"a\":1}");
    assertThat(call.callId()).matches("call_[0-9a-f]{24}");
  }

  @Test
  void t017ALimitIsNotMaskedByACall() {
    var response =
        collected(
            events(
                sent(),
                candidate("{\"functionCall\":{\"name\":\"f\"}}", ""),
                candidate("{\"text\":\"\"}", ",\"finishReason\":\"MAX_TOKENS\"")));
    assertThat(finish(response).kind()).isEqualTo(Finish.Kind.LENGTH);
    assertThat(((Item.ToolCall) response.choices().getFirst().items().getFirst()).input())
        .isEqualTo("{}");
  }

  @Test
  void idsAreKeptAndMadeOnesDifferFromAnswerToAnswer() {
    var given = answer(candidate("{\"functionCall\":{\"id\":\"x1\",\"name\":\"f\"}}", ""));
    assertThat(items(given.choices().getFirst().items(), Item.ToolCall.class).getFirst().callId())
        .isEqualTo("x1");
    var two = "{\"functionCall\":{\"name\":\"f\"}},{\"functionCall\":{\"name\":\"f\"}}";
    var one = items(answer(candidate(two, "")).choices().getFirst().items(), Item.ToolCall.class);
    var other =
        items(
            answer(candidate(two, "").replace("r1", "r2")).choices().getFirst().items(),
            Item.ToolCall.class);
    assertThat(List.of(one.get(0), one.get(1), other.get(0)))
        .extracting(Item.ToolCall::callId)
        .doesNotHaveDuplicates();
    assertThat(answer(candidate(two, "")).choices().getFirst().items()).isEqualTo(one);
  }

  @Test
  void t043ASignatureInAnEmptyPartKeepsItsPart() {
    var events =
        events(
            sent(),
            candidate("{\"text\":\"Hel\"}", ""),
            candidate("{\"text\":\"lo\"}", ""),
            candidate(
                "{\"text\":\"\",\"thoughtSignature\":\"QQ==\"}", ",\"finishReason\":\"STOP\""));
    Grammar.check(events);
    var said = (Item.Assistant) collected(events).choices().getFirst().items().getFirst();
    assertThat(said.parts()).hasSize(2);
    assertThat(said.parts().get(0)).isEqualTo(Part.Text.of("Hello"));
    var empty = (Part.Text) said.parts().get(1);
    assertThat(empty.text()).isEmpty();
    assertThat(empty.signature().data()).isEqualTo("QQ==");
    assertThat(empty.signature().model()).isEqualTo("gemini-2.5-flash");
  }

  @Test
  void textBehindASignatureDoesNotJoinIt() {
    var response =
        answer(
            candidate(
                "{\"text\":\"a\",\"thoughtSignature\":\"QQ==\"},{\"text\":\"b\"}",
                ",\"finishReason\":\"STOP\""));
    var items = response.choices().getFirst().items();
    assertThat(items).hasSize(2);
    assertThat(((Part.Text) ((Item.Assistant) items.get(0)).parts().getFirst()).signature())
        .isNotNull();
    assertThat(((Item.Assistant) items.get(1)).parts()).containsExactly(Part.Text.of("b"));
  }

  @Test
  void thoughtsAreNoText() {
    var events =
        events(
            sent(),
            candidate("{\"text\":\"hm\",\"thought\":true}", ""),
            candidate("{\"text\":\" so\",\"thought\":true}", ""),
            candidate("{\"text\":\"Hi\"}", ",\"finishReason\":\"STOP\""));
    Grammar.check(events);
    var items = collected(events).choices().getFirst().items();
    assertThat(((Item.Reasoning) items.get(0)).summary()).containsExactly("hm so");
    assertThat(((Item.Assistant) items.get(1)).parts()).containsExactly(Part.Text.of("Hi"));
  }

  @Test
  void t124AndT125UsageIsReadOnce() {
    var response =
        answer(
            "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}],"
                + "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,"
                + "\"candidatesTokenCount\":5,\"thoughtsTokenCount\":20,\"totalTokenCount\":125}}");
    assertThat(response.usage()).isEqualTo(new Usage(40, 60, 0, 0, 0, 5, 20, 0, true));
    assertThat(response.usage().inputs()).isEqualTo(100);
    assertThat(response.usage().outputs()).isEqualTo(25);
  }

  @Test
  void ofUsageInEveryChunkTheLastCountsAndTheFirstOpensTheStream() {
    var events =
        events(
            sent(),
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}],"
                + "\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9}}",
            "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                + "{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13}}");
    assertThat(((Event.Start) events.getFirst()).usage().input()).isEqualTo(9);
    assertThat(only(events, Event.UsageSoFar.class)).hasSize(1);
    assertThat(((Event.End) events.getLast()).usage().output()).isEqualTo(4);
  }

  @Test
  void oddUsageIsNoTrouble() {
    assertThat(Usages.read(new Raw("{\"trafficType\":\"ON_DEMAND\"}").node()))
        .isEqualTo(Usage.NONE);
    assertThat(
            Usages.read(
                new Raw(
                        "{\"promptTokenCount\":5,\"cachedContentTokenCount\":9,"
                            + "\"promptTokensDetails\":[{\"modality\":\"AUDIO\",\"tokenCount\":50}],"
                            + "\"candidatesTokenCount\":-3}")
                    .node()))
        .isEqualTo(new Usage(0, 5, 0, 0, 0, 0, 0, 0, true));
  }

  @Test
  void t137ABlockedPromptIsAFilteredAnswer() {
    var body =
        "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":3}}";
    var response = answer(body);
    assertThat(response.choices()).hasSize(1);
    assertThat(response.choices().getFirst().items()).isEmpty();
    assertThat(finish(response))
        .isEqualTo(new Finish(Finish.Kind.CONTENT_FILTER, "SAFETY", "", ""));
    var events = events(sent(), body);
    Grammar.check(events);
    assertThat(collected(events)).isEqualTo(response);
    assertThat(response.extras()).containsKey("promptFeedback");
  }

  @Test
  void t139AMalformedCallIsAFault() {
    var body =
        "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"finishMessage\":\"bad call\"}]}";
    var fault = catchThrowableOfType(AnswerFault.class, () -> answer(body));
    assertThat(fault.reason()).isEqualTo(Cause.ERROR_INSIDE);
    assertThat(fault.getMessage()).contains("MALFORMED_FUNCTION_CALL").contains("bad call");
    assertThat(events(sent(), body).getLast()).isInstanceOf(Event.Fail.class);
    var late =
        answer(candidate("{\"text\":\"a\"}", ",\"finishReason\":\"MALFORMED_FUNCTION_CALL\""));
    assertThat(finish(late).kind()).isEqualTo(Finish.Kind.MALFORMED_TOOL_CALL);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP",
    "MAX_TOKENS, LENGTH",
    "SAFETY, CONTENT_FILTER",
    "BLOCKLIST, CONTENT_FILTER",
    "PROHIBITED_CONTENT, CONTENT_FILTER",
    "SPII, CONTENT_FILTER",
    "IMAGE_SAFETY, CONTENT_FILTER",
    "RECITATION, RECITATION",
    "UNEXPECTED_TOOL_CALL, MALFORMED_TOOL_CALL",
    "OTHER, ERROR",
    "CONTINUATION, PAUSE",
    "SOMETHING_NEW, STOP",
  })
  void everyFinishIsUnderstood(String word, Finish.Kind kind) {
    var read = answer(candidate("{\"text\":\"a\"}", ",\"finishReason\":\"" + word + "\""));
    assertThat(finish(read).kind()).isEqualTo(kind);
    assertThat(finish(read).word()).isEqualTo(word);
  }

  @Test
  void aCandidateWithoutContentMayHaveSpentAllOnThoughts() {
    var response =
        answer(
            "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"}]}");
    assertThat(response.choices().getFirst().items()).isEmpty();
    assertThat(finish(response).kind()).isEqualTo(Finish.Kind.LENGTH);
  }

  @Test
  void t203CandidatesAreKeptApart() {
    var events =
        events(
            sent(),
            "{\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"b\"}]}},"
                + "{\"index\":0,\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}",
            "{\"candidates\":[{\"index\":2,\"content\":{\"parts\":[{\"text\":\"c\"}]},"
                + "\"finishReason\":\"STOP\"},{\"index\":1,\"content\":{\"parts\":[{\"text\":\"B\"}]},"
                + "\"finishReason\":\"STOP\"},{\"finishReason\":\"MAX_TOKENS\"}]}");
    Grammar.check(events);
    var response = collected(events);
    assertThat(response.choices()).hasSize(3);
    assertThat(shown(response, 0)).isEqualTo("a");
    assertThat(shown(response, 1)).isEqualTo("bB");
    assertThat(shown(response, 2)).isEqualTo("c");
    assertThat(finish(response).kind()).isEqualTo(Finish.Kind.LENGTH);
  }

  @Test
  void t020AStreamThatEndsWithoutAFinishIsCut() {
    var events = events(sent(), candidate("{\"text\":\"a\"}", ""));
    Grammar.check(events);
    assertThat(((Event.Fail) events.getLast()).cause()).isEqualTo(Cause.CUT);
    assertThat(((Event.Fail) events(sent(), new String[0]).getLast()).cause()).isEqualTo(Cause.CUT);
  }

  @Test
  void anErrorInTheMiddleIsToldWithItsStatus() {
    var error = "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}";
    for (var chunk : List.of(error, "[" + error + "]")) {
      var events = events(sent(), candidate("{\"text\":\"a\"}", ""), chunk);
      Grammar.check(events);
      var fail = (Event.Fail) events.getLast();
      assertThat(fail.cause()).isEqualTo(Cause.ERROR_INSIDE);
      assertThat(fail.status()).isEqualTo(503);
      assertThat(fail.message()).isEqualTo("busy");
    }
    var fault = catchThrowableOfType(AnswerFault.class, () -> answer(error));
    assertThat(fault.status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "nonsense", "{}", "{\"candidates\":[]}", "{\"candidates\":[{}]}"})
  void whatIsNoAnswerIsAFault(String body) {
    assertThat(catchThrowableOfType(AnswerFault.class, () -> answer(body))).isNotNull();
  }

  @Test
  void stoppingClosesWhatIsOpen() {
    var events = new java.util.ArrayList<Event>();
    var reader = sent().stream(events::add);
    var chunk = utf8(candidate("{\"text\":\"a\"}", ""));
    reader.event("", chunk, 0, chunk.length);
    reader.stop(Cause.TIMEOUT, "too slow");
    reader.end();
    reader.event("", chunk, 0, chunk.length);
    Grammar.check(events);
    assertThat(((Event.Fail) events.getLast()).message()).isEqualTo("too slow");
  }

  private static Sent searching() {
    var draft = asked("openai.responses");
    draft.tools.add(
        new Tool.Hosted(Tool.HostedKind.WEB_SEARCH, "openai.responses", Raw.EMPTY_OBJECT, null));
    return sent(draft.request(), "gemini-2.5-flash");
  }

  private static String grounded(String segment) {
    return ",\"finishReason\":\"STOP\",\"groundingMetadata\":{\"webSearchQueries\":[\"q\"],"
        + "\"groundingChunks\":[{\"web\":{\"uri\":\"https://a.org\",\"title\":\"A\"}}],"
        + "\"groundingSupports\":[{\"segment\":"
        + segment
        + ",\"groundingChunkIndices\":[0,7]}]}";
  }

  @Test
  void t158BytesBecomeUnitsAndTheSearchIsTold() {
    // héllo 🌍 world: "world" begins at byte 12 and at unit 9.
    var events =
        events(
            searching(),
            candidate("{\"text\":\"h\\u00e9llo \\ud83c\\udf0d\"}", ""),
            candidate(
                "{\"text\":\" world\"}",
                grounded("{\"startIndex\":12,\"endIndex\":17,\"text\":\"world\"}")));
    Grammar.check(events);
    var items = collected(events).choices().getFirst().items();
    var text = (Part.Text) ((Item.Assistant) items.getFirst()).parts().getFirst();
    assertThat(text.text()).isEqualTo("héllo 🌍 world");
    var citation = text.citations().getFirst();
    assertThat(text.text().substring(citation.from(), citation.to())).isEqualTo("world");
    assertThat(citation.url()).isEqualTo("https://a.org");
    assertThat(citation.title()).isEqualTo("A");
    assertThat(citation.kind()).isEqualTo(Citation.Kind.PAGE);
    assertThat(only(events, Event.Cited.class)).hasSize(1);
    var search = items(items, Item.HostedCall.class).getFirst();
    assertThat(search.search().queries()).containsExactly("q");
    assertThat(search.search().sources()).containsExactly(new Item.Source("https://a.org", "A"));
  }

  @Test
  void t182APlaceCountsFromItsPart() {
    var response =
        searching()
            .read(
                utf8(
                    candidate(
                        "{\"text\":\"one \"},{\"text\":\"t\\u00fcwo\"}",
                        grounded("{\"partIndex\":1,\"startIndex\":3,\"endIndex\":5}"))));
    var text =
        (Part.Text)
            ((Item.Assistant) response.choices().getFirst().items().getFirst()).parts().getFirst();
    assertThat(text.text()).isEqualTo("one tüwo");
    var citation = text.citations().getFirst();
    assertThat(text.text().substring(citation.from(), citation.to())).isEqualTo("wo");
  }

  @Test
  void aPlaceThatIsWrongIsFoundByItsWords() {
    var response =
        searching()
            .read(
                utf8(
                    candidate(
                        "{\"text\":\"hm\",\"thought\":true},{\"text\":\"abc def\"}",
                        grounded("{\"startIndex\":1,\"endIndex\":3,\"text\":\"def\"}"))));
    var items = response.choices().getFirst().items();
    var citation =
        ((Part.Text) ((Item.Assistant) items.get(1)).parts().getFirst()).citations().getFirst();
    assertThat(citation.from()).isEqualTo(4);
    assertThat(citation.to()).isEqualTo(7);
  }

  @Test
  void pagesCitedWhileACallFollowsAreStillToldInTheirText() {
    var events =
        events(
            searching(),
            candidate("{\"text\":\"abc\"}", ""),
            candidate("{\"functionCall\":{\"name\":\"f\"}}", grounded("{\"endIndex\":3}")));
    Grammar.check(events);
    assertThat(only(events, Event.Cited.class)).hasSize(1);
  }

  @Test
  void whatIsRecitedIsCited() {
    var response =
        answer(
            candidate(
                "{\"text\":\"abcdef\"}",
                ",\"finishReason\":\"STOP\",\"citationMetadata\":{\"citations\":[{},"
                    + "{\"startIndex\":2,\"endIndex\":4,\"uri\":\"https://b.org\"}]}"));
    var text =
        (Part.Text)
            ((Item.Assistant) response.choices().getFirst().items().getFirst()).parts().getFirst();
    assertThat(text.citations()).hasSize(1);
    assertThat(text.citations().getFirst().from()).isEqualTo(2);
  }

  @Test
  void t205APictureIsAPart() {
    var events =
        events(
            sent(),
            candidate("{\"text\":\"see\"}", ""),
            candidate(
                "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}",
                ",\"finishReason\":\"STOP\""));
    Grammar.check(events);
    var said = (Item.Assistant) collected(events).choices().getFirst().items().getFirst();
    assertThat(said.parts())
        .containsExactly(
            Part.Text.of("see"),
            new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("AAAA"), "image/png"));
  }

  @Test
  void codeThatWasRunIsKeptAndUnknownPartsToo() {
    var response =
        answer(
            candidate(
                "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\",\"id\":\"x\"}},"
                    + "{\"hologram\":{\"a\":1}},{\"text\":\"done\"}",
                ",\"finishReason\":\"STOP\""));
    var items = response.choices().getFirst().items();
    assertThat(items.get(0))
        .isEqualTo(
            new Item.HostedCall(
                GeminiGenerate.ID,
                "executableCode",
                "x",
                new Raw(
                    "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\",\"id\":\"x\"}}"),
                null));
    assertThat(items.get(1))
        .isEqualTo(
            new Item.Foreign(GeminiGenerate.ID, "hologram", new Raw("{\"hologram\":{\"a\":1}}")));
  }

  @Test
  void logprobsLieOnTheirText() {
    var response =
        answer(
            candidate(
                "{\"text\":\"Hé\"}",
                ",\"finishReason\":\"STOP\",\"logprobsResult\":{\"chosenCandidates\":"
                    + "[{\"token\":\"Hé\",\"tokenId\":1,\"logProbability\":-0.25}],\"topCandidates\":"
                    + "[{\"candidates\":[{\"token\":\"Hé\",\"logProbability\":-0.25},"
                    + "{\"token\":\"Ho\",\"logProbability\":-2}]}]}"));
    var text =
        (Part.Text)
            ((Item.Assistant) response.choices().getFirst().items().getFirst()).parts().getFirst();
    var token = text.logprobs().getFirst();
    assertThat(token.token()).isEqualTo("Hé");
    assertThat(token.logprob()).isEqualTo("-0.25");
    assertThat(token.bytes()).containsExactly(0x48, 0xC3, 0xA9);
    assertThat(token.top()).hasSize(2);
  }

  @Test
  void t095ValuesOfAnOldSchemaComeBackAsTheyWere() {
    var schema =
        new Raw(
            "{\"type\":\"object\",\"properties\":{\"n\":{\"enum\":[1,2,3]},"
                + "\"l\":{\"type\":\"array\",\"items\":{\"enum\":[true,\"x\"]}}}}");
    var draft = asked("openai.chat");
    draft.format = new OutputFormat.JsonSchema("", "", schema, null);
    draft.tools.add(new Tool.Function("f", "", schema));
    var sent = OUT.write(draft.request(), to("gemini-2.0-flash"), new Warnings(false));
    var body = Gemini.text(sent.outgoing().body());
    assertThat(body).contains("\"enum\":[\"1\",\"2\",\"3\"]");
    var parts =
        List.of(
            "{\"text\":\"{\\\"n\\\":\\\"2\\\",\"}",
            "{\"text\":\"\\\"l\\\":[\\\"true\\\",\\\"x\\\"],\\\"o\\\":\\\"1\\\"}\"}",
            "{\"functionCall\":{\"name\":\"f\",\"args\":{\"n\":\"3\"}}}");
    var events =
        events(
            sent,
            candidate(parts.get(0), ""),
            candidate(parts.get(1), ""),
            candidate(parts.get(2), ",\"finishReason\":\"STOP\""));
    Grammar.check(events);
    assertThat(shown(collected(events), 0)).isEqualTo("{\"n\":2,\"l\":[true,\"x\"],\"o\":\"1\"}");
    assertThat(only(events, Event.InputDelta.class).getFirst().text()).isEqualTo("{\"n\":3}");
  }
}
