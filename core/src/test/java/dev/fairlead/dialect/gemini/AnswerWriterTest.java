package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.IN;
import static dev.fairlead.dialect.gemini.Gemini.asked;
import static dev.fairlead.dialect.gemini.Gemini.plain;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.ArrayFraming;
import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound.EventWriter;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is missing in a document fails the test. */
@SuppressWarnings("NullAway")
final class AnswerWriterTest {
  private static final Request ASKED = asked(GeminiGenerate.ID).request();
  private static final Opaque SEALED =
      new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "fl1.abc");

  /** The sealed text in base64, as Google's SDKs want it. */
  private static final String SLOT = "ZmwxLmFiYw==";

  private final Warnings warnings = new Warnings(false);

  private static Response response(Finish finish, Item... items) {
    return new Response(
        "msg_1",
        "claude-x",
        0,
        List.of(new Response.Choice(0, List.of(items), finish)),
        new Usage(10, 5, 0, 0, 0, 7, 3, 0, true),
        "",
        Map.of());
  }

  private static Finish stop() {
    return Finish.of(Finish.Kind.STOP, "end_turn");
  }

  private static Item.Assistant says(String text) {
    return new Item.Assistant(List.of(Part.Text.of(text)));
  }

  private Node written(Response response) {
    return Node.of(text(IN.write(response, ASKED, warnings)));
  }

  private static String streamed(Response response, Framing framing) {
    var writer = IN.stream(ASKED, framing);
    var out = new ByteArrayOutputStream();
    Unfold.into(event -> out.writeBytes(writer.write(event)), response);
    return text(out.toByteArray());
  }

  @Test
  void anAnswerHasAllItsParts() {
    var response =
        response(
            Finish.of(Finish.Kind.TOOL_CALLS, "tool_use"),
            new Item.Reasoning("", List.of(), List.of("hm"), SEALED),
            says("Hi"),
            new Item.ToolCall("toolu_1", "look", "{\"b\": 1.10,\n\"a\":2}").withSignature(SEALED));
    assertThat(plain(written(response)))
        .isEqualTo(
            plain(
                """
                {"candidates":[{"content":{"parts":[
                   {"text":"hm","thought":true,"thoughtSignature":"SLOT"},
                   {"text":"Hi"},
                   {"functionCall":{"id":"toolu_1","name":"look","args":{"b":1.10,"a":2}},
                    "thoughtSignature":"SLOT"}],"role":"model"},
                  "finishReason":"STOP","index":0}],
                 "usageMetadata":{"promptTokenCount":15,"candidatesTokenCount":7,
                  "totalTokenCount":25,"cachedContentTokenCount":5,"thoughtsTokenCount":3},
                 "modelVersion":"claude-x","responseId":"msg_1"}\
                """
                    .replace("SLOT", SLOT)));
  }

  @Test
  void t127UsageIsWrittenInGooglesArithmetic() {
    var response = response(stop(), says("a"));
    var usage = new Usage(70, 30, 0, 0, 0, 10, 40, 0, true);
    var written =
        written(new Response("", "", 0, response.choices(), usage, "", Map.of()))
            .get("usageMetadata");
    assertThat(plain(written))
        .isEqualTo(
            plain(
                "{\"promptTokenCount\":100,\"candidatesTokenCount\":10,\"totalTokenCount\":150,"
                    + "\"cachedContentTokenCount\":30,\"thoughtsTokenCount\":40}"));
    assertThat(Usages.read(written)).isEqualTo(usage);
  }

  @Test
  void t014OnlyTheLastChunkEndsTheStream() {
    var sse = streamed(response(stop(), says("Hello")), Framing.SSE);
    assertThat(sse).doesNotContain("[DONE]").doesNotContain("event:").endsWith("\r\n\r\n");
    var chunks = Independent.chunks(sse);
    assertThat(chunks).hasSize(2);
    assertThat(chunks.getFirst()).doesNotContain("finishReason").doesNotContain("usageMetadata");
    assertThat(plain(chunks.getLast()))
        .isEqualTo(
            plain(
                """
                {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},
                  "finishReason":"STOP","index":0}],
                 "usageMetadata":{"promptTokenCount":15,"candidatesTokenCount":7,
                  "totalTokenCount":25,"cachedContentTokenCount":5,"thoughtsTokenCount":3},
                 "modelVersion":"claude-x","responseId":"msg_1"}\
                """));
  }

  @Test
  void anArrayIsOneJsonDocument() {
    var array = Node.of(streamed(response(stop(), says("Hello")), Framing.JSON_ARRAY));
    assertThat(array.isArray()).isTrue();
    assertThat(array.size()).isEqualTo(2);
    var passed = new ArrayFraming();
    var all = new ByteArrayOutputStream();
    for (var chunk : List.of("{\"a\":1}", "{\"b\":2}")) {
      all.writeBytes(passed.framed(Gemini.utf8("data: " + chunk + "\r\n\r\n")));
    }
    all.writeBytes(passed.end());
    assertThat(text(all.toByteArray())).isEqualTo("[{\"a\":1},\r\n{\"b\":2}]");
    assertThat(text(new ArrayFraming().end())).isEqualTo("[]");
    var failed = new ArrayFraming();
    assertThat(text(failed.framed(Gemini.utf8("data: {}\n\n"))) + text(failed.end()))
        .isEqualTo("[{}]");
  }

  @Test
  void callsComeWholeAndSignaturesBehindTheirText() {
    var events = new ArrayList<String>();
    var writer = IN.stream(ASKED);
    var out = new Assembler(event -> events.add(text(writer.write(event))));
    out.start("r", "m", 0, Usage.NONE, "");
    int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
    out.reasoning(0, thought, true, 0, "a");
    out.reasoning(0, thought, true, 1, "b");
    out.reasoning(0, thought, false, 0, "not shown twice");
    out.opaque(0, thought, SEALED);
    out.close(0, thought);
    int call = out.open(0, new Item.ToolCall("c", "f", ""));
    out.input(0, call, "{\"a\"");
    out.input(0, call, ":1}");
    out.close(0, call);
    out.finish(0, Finish.of(Finish.Kind.TOOL_CALLS, "tool_calls"));
    out.end(Map.of());
    var parts =
        events.stream()
            .filter(chunk -> !chunk.isEmpty())
            .map(chunk -> Node.of(chunk.substring(6)))
            .map(chunk -> chunk.items("candidates").iterator().next().get("content").raw("parts"))
            .map(Raw::text)
            .toList();
    assertThat(parts)
        .containsExactly(
            "[{\"text\":\"a\",\"thought\":true}]",
            "[{\"text\":\"\\n\\nb\",\"thought\":true}]",
            "[{\"text\":\"\",\"thought\":true,\"thoughtSignature\":\"" + SLOT + "\"}]",
            "[{\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{\"a\":1}}}]",
            "[{\"text\":\"\"}]");
  }

  @Test
  void errorsInTheMiddleAreAChunk() {
    var writer = IN.stream(ASKED);
    writer.write(new Event.Start("r", "m", 0, Usage.NONE, ""));
    var chunk = text(writer.write(new Event.Fail(Cause.ERROR_INSIDE, 503, "busy", Usage.NONE)));
    var error = Node.of(chunk.substring(6)).get("error");
    assertThat(error.number("code", 0)).isEqualTo(503);
    assertThat(error.text("status")).isEqualTo("UNAVAILABLE");
    assertThat(error.text("message")).isEqualTo("busy");
    var key =
        text(IN.stream(ASKED).write(new Event.Fail(Cause.ERROR_INSIDE, 401, "x", Usage.NONE)));
    assertThat(Node.of(key.substring(6)).get("error").number("code", 0)).isEqualTo(502);
    var array = IN.stream(ASKED, Framing.JSON_ARRAY);
    assertThat(text(array.write(new Event.Fail(Cause.CUT, 0, "", Usage.NONE))))
        .startsWith("[{\"error\"")
        .endsWith("]");
  }

  @Test
  void nothingIsSentForAPing() {
    assertThat(IN.stream(ASKED).write(new Event.Ping())).isEmpty();
  }

  @Test
  void sourcesOfOthersBecomeGrounding() {
    var cited =
        new Part.Text(
            "héllo wörld",
            List.of(
                Citation.page("https://a.org", "A", 6, 11),
                Citation.page("https://b.org", "", -1, -1)),
            null,
            null,
            null);
    var response =
        response(
            stop(),
            new Item.HostedCall(
                "openai.responses",
                "web_search_call",
                "ws_1",
                Raw.EMPTY_OBJECT,
                new Item.Search(List.of("q"), List.of())),
            new Item.Assistant(List.of(cited)));
    var expected =
        plain(
            """
            {"webSearchQueries":["q"],
             "groundingChunks":[{"web":{"uri":"https://a.org","title":"A"}},
               {"web":{"uri":"https://b.org"}}],
             "groundingSupports":[
               {"segment":{"startIndex":7,"endIndex":13,"text":"wörld"},"groundingChunkIndices":[0]},
               {"segment":{"startIndex":0,"endIndex":13,"text":"héllo wörld"},
                "groundingChunkIndices":[1]}]}\
            """);
    assertThat(
            plain(written(response).items("candidates").iterator().next().get("groundingMetadata")))
        .isEqualTo(expected);
    var last = Node.of(Independent.chunks(streamed(response, Framing.SSE)).getLast());
    assertThat(plain(last.items("candidates").iterator().next().get("groundingMetadata")))
        .isEqualTo(expected);
  }

  @Test
  void finishesOfOthersHaveAWord() {
    for (var kind : Finish.Kind.values()) {
      var word =
          written(response(Finish.of(kind, "?"), says("a")))
              .items("candidates")
              .iterator()
              .next()
              .text("finishReason");
      var expected =
          switch (kind) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
            case LENGTH, CONTEXT_EXCEEDED -> "MAX_TOKENS";
            case CONTENT_FILTER, REFUSAL -> "SAFETY";
            case RECITATION -> "RECITATION";
            case MALFORMED_TOOL_CALL -> "MALFORMED_FUNCTION_CALL";
            case ERROR -> "OTHER";
          };
      assertThat(word).isEqualTo(expected);
    }
    assertThat(Finishes.word(Finish.of(Finish.Kind.CONTENT_FILTER, "BLOCKLIST")))
        .isEqualTo("BLOCKLIST");
  }

  @Test
  void aBlockedPromptHasFeedbackAndNoCandidates() {
    var body = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"responseId\":\"r\"}";
    var response = Gemini.answer(body);
    assertThat(written(response).has("candidates")).isFalse();
    assertThat(written(response).get("promptFeedback").text("blockReason")).isEqualTo("SAFETY");
    assertThat(streamed(response, Framing.SSE)).doesNotContain("candidates");
  }

  @Test
  void t193CandidatesHaveTheirIndex() {
    var two =
        new Response(
            "",
            "m",
            0,
            List.of(
                new Response.Choice(0, List.of(says("a")), stop()),
                new Response.Choice(1, List.of(says("b")), stop())),
            Usage.NONE,
            "",
            Map.of());
    var written = written(two);
    assertThat(written.get("candidates").size()).isEqualTo(2);
    assertThat(written.has("usageMetadata")).isFalse();
    assertThat(Gemini.shown(Gemini.answer(text(IN.write(two, ASKED, warnings))), 1)).isEqualTo("b");
    var chunks = Independent.chunks(streamed(two, Framing.SSE));
    assertThat(chunks.get(1)).contains("\"index\":1").contains("\"b\"");
    assertThat(Node.of(chunks.getLast()).get("candidates").size()).isEqualTo(2);
  }

  @Test
  void brokenInputStaysVisible() {
    var written =
        text(IN.write(response(stop(), new Item.ToolCall("c", "f", "{\"a\":")), ASKED, warnings));
    assertThat(written).contains("\"args\":{\"_raw\":\"{\\\"a\\\":\"}");
  }

  @Test
  void everyEventIsWrittenInOneFrame() {
    var writer = IN.stream(ASKED);
    var item = new Item.ToolCall("c", "f", "{\n\"a\": 1\r\n}");
    assertThat(frames(writer, new Event.ItemEnd(0, 0, item))).isEqualTo(1);
    var raw = new Raw("{\n\"executableCode\":{}}");
    assertThat(
            frames(
                writer,
                new Event.ItemEnd(
                    0, 1, new Item.HostedCall(GeminiGenerate.ID, "executableCode", "", raw, null))))
        .isEqualTo(1);
    assertThat(
            frames(
                writer,
                new Event.PartAdded(
                    0,
                    2,
                    new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("AAAA"), "image/png"))))
        .isEqualTo(1);
  }

  private static int frames(EventWriter writer, Event event) {
    return text(writer.write(event)).split("\n", -1).length - 2;
  }
}
