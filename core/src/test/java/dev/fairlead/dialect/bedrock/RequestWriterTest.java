package dev.fairlead.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.bedrock.Places.Written;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestWriterTest {
  private static final Tool WEATHER =
      new Tool.Function(
          "weather",
          "tells it",
          new Raw("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));

  private static Draft ask(Item... items) {
    var draft = new Draft("openai.chat", "m");
    draft.items.addAll(List.of(items));
    return draft;
  }

  private static Item user(String text) {
    return new Item.User(List.of(Part.Text.of(text)));
  }

  private static Item said(String text) {
    return new Item.Assistant(List.of(Part.Text.of(text)));
  }

  private static Item system(String text, CacheMark mark) {
    return new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of(text).withCache(mark)));
  }

  private static Part.Media media(Part.Kind kind, String mime, String name) {
    return new Part.Media(
        kind, new Part.Source.Inline("AAAA"), mime, name, "", "", false, null, null);
  }

  private static String at(Written written, String... path) {
    var node = written.body();
    for (var name : path) {
      if (name.matches("[0-9]+")) {
        int i = Integer.parseInt(name);
        for (var element : Objects.requireNonNull(node)) {
          if (i-- == 0) {
            node = element;
            break;
          }
        }
      } else {
        node = node == null ? null : node.get(name);
      }
    }
    return node == null ? "" : node.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0,"
        + " /model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/ab1,"
        + " /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3A"
        + "application-inference-profile%2Fab1/converse"
  })
  void theModelIsOneSegmentOfThePath(String model, String path) {
    assertThat(Places.write(ask(user("hi")), model).sent().outgoing().path()).isEqualTo(path);
    var streamed = ask(user("hi"));
    streamed.stream = true;
    var outgoing = Places.write(streamed, model).sent().outgoing();
    assertThat(outgoing.path()).isEqualTo(path + "-stream");
    assertThat(outgoing.framing()).isEqualTo(Framing.AWS);
  }

  @Test
  void theSmallestRequestHasMessagesOnly() {
    assertThat(Places.write(ask(user("hi")), Places.LLAMA).text())
        .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}");
  }

  @Test
  void t058ResultsOfParallelCallsStandInOneUserMessage() {
    var draft =
        ask(
            user("go"),
            new Item.ToolCall("a", "weather", "{\"n\":9007199254740993}"),
            new Item.ToolCall("b", "weather", ""),
            new Item.ToolCall("c", "weather", "{broken"),
            new Item.ToolResult("a", "1"),
            new Item.ToolResult("b", ""),
            new Item.ToolResult(
                "c", "", CallKind.FUNCTION, List.of(Part.Text.of("no")), true, null));
    draft.tools.add(WEATHER);
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "messages", "1", "content"))
        .isEqualTo(
            "[{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"weather\",\"input\":"
                + "{\"n\":9007199254740993}}},"
                + "{\"toolUse\":{\"toolUseId\":\"b\",\"name\":\"weather\",\"input\":{}}},"
                + "{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"weather\",\"input\":"
                + "{\"_raw\":\"{broken\"}}}]");
    assertThat(at(written, "messages", "2", "content"))
        .isEqualTo(
            "[{\"toolResult\":{\"toolUseId\":\"a\",\"content\":[{\"text\":\"1\"}]}},"
                + "{\"toolResult\":{\"toolUseId\":\"b\",\"content\":[{\"text\":\"(no output)\"}]}},"
                + "{\"toolResult\":{\"toolUseId\":\"c\",\"content\":[{\"text\":\"no\"}],"
                + "\"status\":\"error\"}}]");
    assertThat(written.warnings()).anyMatch(w -> w.startsWith("changed=tool_calls.arguments"));
    var llama = Places.write(draft, Places.LLAMA);
    assertThat(llama.text()).contains("Error: no").doesNotContain("\"status\"");
  }

  @Test
  void t082NoToolsGoAlongWhenNoneMayBeCalled() {
    var draft = ask(user("hi"));
    draft.tools.add(WEATHER);
    draft.toolChoice = new ToolChoice.None();
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(written.text()).doesNotContain("toolConfig");
    assertThat(written.warnings()).anyMatch(w -> w.startsWith("emulated=tool_choice"));
    draft.items.add(new Item.ToolCall("a", "weather", "{}"));
    draft.items.add(new Item.ToolResult("a", "1"));
    var later = Places.write(draft, Places.SONNET_45);
    assertThat(later.text()).contains("toolConfig").doesNotContain("toolChoice");
    assertThat(later.warnings()).anyMatch(w -> w.startsWith("dropped=tool_choice"));
    assertThatThrownBy(() -> Places.write(draft, Places.SONNET_45, true))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void callsInTheHistoryBringToolsAlong() {
    var draft =
        ask(user("go"), new Item.ToolCall("a", "gone", "{}"), new Item.ToolResult("a", "1"));
    assertThat(at(Places.write(draft, Places.SONNET_45), "toolConfig"))
        .isEqualTo(
            "{\"tools\":[{\"toolSpec\":{\"name\":\"gone\",\"inputSchema\":{\"json\":"
                + "{\"type\":\"object\",\"properties\":{}}}}}]}");
  }

  @Test
  void choicesHaveTheirOwnWords() {
    var draft = ask(user("hi"));
    draft.tools.add(WEATHER);
    draft.toolChoice = new ToolChoice.Required();
    assertThat(at(Places.write(draft, Places.NOVA), "toolConfig", "toolChoice"))
        .isEqualTo("{\"any\":{}}");
    draft.toolChoice = new ToolChoice.Named("weather", CallKind.FUNCTION);
    assertThat(at(Places.write(draft, Places.NOVA), "toolConfig", "toolChoice"))
        .isEqualTo("{\"tool\":{\"name\":\"weather\"}}");
    draft.thinking = Thinking.of(Effort.LOW);
    var thinking = Places.write(draft, Places.SONNET_45);
    assertThat(at(thinking, "toolConfig", "toolChoice")).isEqualTo("{\"auto\":{}}");
    assertThat(thinking.warnings()).anyMatch(w -> w.startsWith("changed=tool_choice"));
  }

  @Test
  void oneCallAtATimeIsToldToClaudeBesideTheTools() {
    var draft = ask(user("hi"));
    draft.tools.add(WEATHER);
    draft.parallelTools = false;
    draft.toolChoice = new ToolChoice.Required();
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "additionalModelRequestFields", "tool_choice"))
        .isEqualTo("{\"type\":\"any\",\"disable_parallel_tool_use\":true}");
    assertThat(at(written, "toolConfig", "toolChoice")).isEmpty();
    assertThat(Places.write(draft, Places.NOVA).warnings())
        .anyMatch(w -> w.startsWith("dropped=parallel_tool_calls"));
  }

  @Test
  void t104TheSchemaOfAnAnswerIsAText() {
    var draft = ask(user("hi"));
    draft.format =
        new OutputFormat.JsonSchema(
            "answer",
            "",
            new Raw(
                "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\","
                    + " \"minimum\": 1}}}"),
            true);
    var format = at(Places.write(draft, Places.SONNET_45), "outputConfig", "textFormat");
    assertThat(format)
        .isEqualTo(
            "{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"schema\":"
                + "\"{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"n\\\":{\\\"type\\\":"
                + "\\\"integer\\\",\\\"description\\\":\\\"{minimum: 1}\\\"}},"
                + "\\\"additionalProperties\\\":false}\",\"name\":\"answer\"}}}");
    var old = Places.write(draft, Places.SONNET_37);
    assertThat(old.text()).doesNotContain("outputConfig");
    assertThat(at(old, "system", "0", "text")).contains("JSON Schema");
    assertThat(old.warnings()).anyMatch(w -> w.startsWith("emulated=response_format"));
  }

  @Test
  void t113WhiteSpaceIsNoContent() {
    var draft = ask(user("hi"), said(" "), new Item.ToolCall("a", "weather", "{}"));
    draft.items.add(new Item.ToolResult("a", "1"));
    draft.tools.add(WEATHER);
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "messages", "1", "content", "0")).startsWith("{\"toolUse\"");
    assertThat(written.text()).doesNotContain("\" \"");
  }

  @Test
  void t109AnInstructionBehindResultsStaysInTheirTurn() {
    var draft =
        ask(
            user("go"),
            new Item.ToolCall("a", "weather", "{}"),
            new Item.ToolResult("a", "1"),
            new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of("be brief"))));
    draft.tools.add(WEATHER);
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "messages", "2", "content", "1", "text"))
        .contains("system-reminder")
        .contains("be brief");
    assertThat(written.text()).doesNotContain("\"system\":");
  }

  @Test
  void t143CachePointsStandBehindWhatTheyMarkAtTheSameLevel() {
    var draft =
        ask(
            system("S", CacheMark.HOUR),
            new Item.User(List.of(Part.Text.of("U").withCache(CacheMark.FIVE_MINUTES))),
            new Item.ToolCall("a", "weather", "{}"),
            new Item.ToolResult(
                "a",
                "",
                CallKind.FUNCTION,
                List.of(Part.Text.of("R").withCache(CacheMark.FIVE_MINUTES)),
                false,
                null));
    draft.tools.add(new Tool.Function("weather", "", "", null, null, CacheMark.HOUR, Map.of()));
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "system"))
        .isEqualTo("[{\"text\":\"S\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]");
    assertThat(at(written, "messages", "0", "content"))
        .isEqualTo("[{\"text\":\"U\"},{\"cachePoint\":{\"type\":\"default\"}}]");
    assertThat(at(written, "messages", "2", "content"))
        .isEqualTo(
            "[{\"toolResult\":{\"toolUseId\":\"a\",\"content\":[{\"text\":\"R\"}]}},"
                + "{\"cachePoint\":{\"type\":\"default\"}}]");
    assertThat(at(written, "toolConfig", "tools", "1"))
        .isEqualTo("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}");
    assertThat(Places.write(draft, Places.LLAMA).text()).doesNotContain("cachePoint");
    assertThat(at(Places.write(draft, Places.NOVA), "toolConfig")).doesNotContain("cachePoint");
  }

  @Test
  void ofManyCachePointsTheLastFourStay() {
    var draft = ask();
    for (int i = 0; i < 6; i++) {
      draft.items.add(
          new Item.User(List.of(Part.Text.of("U" + i).withCache(CacheMark.FIVE_MINUTES))));
    }
    var text = Places.write(draft, Places.SONNET_45).text();
    assertThat(text.split("cachePoint", -1)).hasSize(5);
    assertThat(text).contains("{\"text\":\"U1\"},{\"text\":\"U2\"},{\"cachePoint\"");
  }

  @Test
  void t157DocumentsGetSoundAndUniqueNamesAndTextBesideThem() {
    var pdf = media(Part.Kind.DOCUMENT, "application/pdf", "a/b?.pdf");
    var written = Places.write(ask(new Item.User(List.of(pdf, pdf))), Places.SONNET_45);
    assertThat(at(written, "messages", "0", "content"))
        .isEqualTo(
            "[{\"document\":{\"format\":\"pdf\",\"name\":\"a b\",\"source\":{\"bytes\":\"AAAA\"}}},"
                + "{\"document\":{\"format\":\"pdf\",\"name\":\"a b (2)\",\"source\":"
                + "{\"bytes\":\"AAAA\"}}},{\"text\":\"(a document is attached)\"}]");
  }

  @Test
  void mediaGoAsBytesOrAreRefused() {
    var image = media(Part.Kind.IMAGE, "image/jpg", "");
    assertThat(at(Places.write(ask(new Item.User(List.of(image))), Places.NOVA), "messages", "0"))
        .contains("{\"image\":{\"format\":\"jpeg\",\"source\":{\"bytes\":\"AAAA\"}}}");
    var tiff = media(Part.Kind.IMAGE, "image/tiff", "");
    refused(ask(new Item.User(List.of(tiff))), "messages");
    var url =
        new Part.Media(Part.Kind.IMAGE, new Part.Source.Url("https://x.test/a.png"), "image/png");
    refused(ask(new Item.User(List.of(url))), "messages");
    var s3 = new Part.Media(Part.Kind.IMAGE, new Part.Source.Url("s3://bucket/a.png"), "image/png");
    assertThat(Places.write(ask(new Item.User(List.of(s3))), Places.NOVA).text())
        .contains("\"s3Location\":{\"uri\":\"s3://bucket/a.png\"}");
    var clip = media(Part.Kind.VIDEO, "video/quicktime", "");
    assertThat(Places.write(ask(new Item.User(List.of(clip))), Places.NOVA).text())
        .contains("\"format\":\"mov\"");
  }

  private static void refused(Draft draft, String param) {
    assertThatThrownBy(() -> Places.write(draft, Places.SONNET_45))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        BadRequest.class, b -> assertThat(b.param()).isEqualTo(param)));
  }

  @Test
  void whatTheModelCannotDoIsRefused() {
    var draft = ask(user("hi"));
    draft.logprobs = 3;
    refused(draft, "logprobs");
    var two = ask(user("hi"));
    two.candidates = 2;
    refused(two, "n");
    var loud = ask(user("hi"));
    loud.modalities.add("audio");
    refused(loud, "modalities");
    var hosted = ask(user("hi"));
    hosted.tools.add(
        new Tool.Hosted(Tool.HostedKind.SHELL, "openai.responses", Raw.EMPTY_OBJECT, null));
    refused(hosted, "tools");
  }

  @Test
  void aWebSearchIsNovasGrounding() {
    var draft = ask(user("hi"));
    draft.tools.add(
        new Tool.Hosted(Tool.HostedKind.WEB_SEARCH, "openai.responses", Raw.EMPTY_OBJECT, null));
    assertThat(at(Places.write(draft, Places.NOVA_2), "toolConfig", "tools"))
        .isEqualTo("[{\"systemTool\":{\"name\":\"nova_grounding\"}}]");
  }

  @Test
  void thoughtsGoBackToTheirMaker() {
    var proved =
        new Item.Reasoning(
            "",
            List.of(),
            List.of("hm"),
            new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "sig"));
    var hidden =
        new Item.Reasoning(
            "",
            List.of(),
            List.of(),
            new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.REDACTED, "", "", "EtkE"));
    var draft = ask(user("hi"), proved, hidden, said("yes"), user("go on"));
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "messages", "1", "content"))
        .isEqualTo(
            "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\",\"signature\":\"sig\"}}},"
                + "{\"reasoningContent\":{\"redactedContent\":\"RXRrRQ==\"}},{\"text\":\"yes\"}]");
    var other = Places.write(draft, Places.NOVA_2);
    assertThat(other.text()).doesNotContain("reasoningContent");
    assertThat(other.warnings()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOW|"
            + Places.SONNET_37
            + "|{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}|",
        "HIGH|"
            + Places.OPUS_47
            + "|{\"thinking\":{\"type\":\"adaptive\",\"display\":"
            + "\"summarized\"}}|{\"effort\":\"high\"}",
        "XHIGH|"
            + Places.OPUS_47
            + "|{\"thinking\":{\"type\":\"adaptive\",\"display\":"
            + "\"summarized\"}}|{\"effort\":\"xhigh\"}",
        "NONE|" + Places.SONNET_45 + "|{\"thinking\":{\"type\":\"disabled\"}}|",
        "MEDIUM|"
            + Places.NOVA_2
            + "|{\"reasoningConfig\":{\"type\":\"enabled\","
            + "\"maxReasoningEffort\":\"medium\"}}|",
        "XHIGH|openai.gpt-oss-120b-1:0|{\"reasoning_effort\":\"high\"}|",
        "MEDIUM|" + Places.LLAMA + "||"
      })
  void effortsAreToldAsTheModelWantsThem(
      Effort effort, String model, String fields, String output) {
    var draft = ask(user("hi"));
    draft.thinking = Thinking.of(effort);
    var written = Places.write(draft, model);
    assertThat(at(written, "additionalModelRequestFields")).isEqualTo(fields == null ? "" : fields);
    assertThat(at(written, "outputConfig")).isEqualTo(output == null ? "" : output);
    if (fields == null) {
      assertThat(written.warnings()).anyMatch(w -> w.startsWith("dropped=thinking"));
    }
  }

  @Test
  void theLimitIsRaisedForThoughts() {
    var draft = ask(user("hi"));
    draft.maxTokens = 500L;
    draft.thinking = Thinking.of(Effort.LOW);
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "inferenceConfig")).isEqualTo("{\"maxTokens\":2548}");
    assertThat(written.warnings()).anyMatch(w -> w.startsWith("changed=max_tokens"));
    draft.thinking = new Thinking(null, 4000, null, "", "");
    var named = Places.write(draft, Places.SONNET_45);
    assertThat(named.text()).doesNotContain("thinking");
    assertThat(named.warnings()).anyMatch(w -> w.startsWith("dropped=thinking"));
  }

  @Test
  void samplingIsKeptWithinWhatTheModelTakes() {
    var draft = ask(user("hi"));
    draft.sampling =
        new Sampling(
            new BigDecimal("1.7"),
            new BigDecimal("0.90"),
            new BigDecimal("40"),
            new BigDecimal("0.5"),
            null,
            7L);
    draft.stops.add("END");
    draft.stops.add(" ");
    var written = Places.write(draft, Places.SONNET_45);
    assertThat(at(written, "inferenceConfig"))
        .isEqualTo("{\"temperature\":1,\"stopSequences\":[\"END\"]}");
    assertThat(at(written, "additionalModelRequestFields")).isEqualTo("{\"top_k\":40}");
    assertThat(written.warnings())
        .anyMatch(w -> w.startsWith("changed=temperature"))
        .anyMatch(w -> w.startsWith("dropped=top_p"))
        .anyMatch(w -> w.startsWith("dropped=frequency_penalty"))
        .anyMatch(w -> w.startsWith("dropped=seed"))
        .anyMatch(w -> w.startsWith("dropped=stop"));
    assertThat(at(Places.write(draft, Places.NOVA), "additionalModelRequestFields"))
        .isEqualTo("{\"inferenceConfig\":{\"topK\":40}}");
  }

  @Test
  void tierAndMetadataGoAlongAsFarAsBedrockTakesThem() {
    var draft = ask(user("hi"));
    draft.tier = "flex";
    draft.metadata = new Raw("{\"team\":\"a b\",\"bad\":\"{\",\"n\":1}");
    var written = Places.write(draft, Places.NOVA);
    assertThat(at(written, "serviceTier")).isEqualTo("{\"type\":\"flex\"}");
    assertThat(at(written, "requestMetadata")).isEqualTo("{\"team\":\"a b\"}");
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    var draft = ask(system("S", CacheMark.HOUR), user("hi"));
    draft.tools.add(WEATHER);
    assertThat(Places.write(draft, Places.NOVA).text())
        .isEqualTo(Places.write(draft, Places.NOVA).text());
  }
}
