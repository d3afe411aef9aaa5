package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.OUT;
import static dev.fairlead.dialect.gemini.Gemini.VERTEX;
import static dev.fairlead.dialect.gemini.Gemini.asked;
import static dev.fairlead.dialect.gemini.Gemini.plain;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static dev.fairlead.dialect.gemini.Gemini.to;
import static dev.fairlead.dialect.gemini.Gemini.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing in a document fails the test. */
@SuppressWarnings("NullAway")
final class RequestWriterTest {
  private static final String OLD = "gemini-2.0-flash";
  private static final String FLASH = "gemini-2.5-flash";
  private static final String THIRD = "gemini-3-flash-preview";
  private static final Raw SCHEMA =
      new Raw("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}");

  private final Warnings warnings = new Warnings(false);

  private static Opaque signature(String data) {
    return new Opaque(Opaque.Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, THIRD, "google", data);
  }

  private static Item.ToolCall call(String id, String name, String input) {
    return new Item.ToolCall(id, name, input);
  }

  private Node contents(Request.Draft draft, String model) {
    return written(draft.request(), model, warnings).get("contents");
  }

  @Test
  void thePathNamesTheModelAndTheMethod() {
    var draft = asked("openai.chat");
    assertThat(OUT.write(draft.request(), to(FLASH), warnings).outgoing().path())
        .isEqualTo("/models/gemini-2.5-flash:generateContent");
    draft.stream = true;
    assertThat(OUT.write(draft.request(), to("a b"), warnings).outgoing().path())
        .isEqualTo("/models/a%20b:streamGenerateContent?alt=sse");
    assertThat(VERTEX.write(draft.request(), to(FLASH), warnings).outgoing().path())
        .isEqualTo("/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  }

  @Test
  void turnsAreGroupedAndInstructionsStandApart() {
    var draft = new Request.Draft("openai.chat", "m");
    draft.items.add(
        new Item.Instruction(
            Item.Level.SYSTEM, List.of(Part.Text.of("A"), Part.Text.of(" "), Part.Text.of("B"))));
    draft.items.add(new Item.User(List.of(Part.Text.of("one"))));
    draft.items.add(new Item.User(List.of(Part.Text.of("two"))));
    draft.items.add(new Item.Assistant(List.of(Part.Text.of("three"))));
    draft.items.add(new Item.Instruction(Item.Level.DEVELOPER, List.of(Part.Text.of("M"))));
    assertThat(plain(written(draft.request(), FLASH)))
        .isEqualTo(
            plain(
                """
                {"systemInstruction":{"parts":[{"text":"A"},{"text":"B"}]},
                 "contents":[{"role":"user","parts":[{"text":"one"},{"text":"two"}]},
                  {"role":"model","parts":[{"text":"three"}]},
                  {"role":"user","parts":[{"text":"<system-reminder>M</system-reminder>"}]}]}\
                """));
  }

  @Test
  void t107AnInstructionInTheMiddleLeavesTheFirstOneAsItWas() {
    var first = new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of("A")));
    var draft = asked("openai.responses");
    draft.items.addFirst(first);
    var before = written(draft.request(), FLASH).get("systemInstruction").raw();
    draft.items.add(new Item.Instruction(Item.Level.DEVELOPER, List.of(Part.Text.of("M"))));
    draft.items.add(new Item.User(List.of(Part.Text.of("x"))));
    assertThat(written(draft.request(), FLASH).get("systemInstruction").raw()).isEqualTo(before);
  }

  @Test
  void t076AResultCarriesItsToolsName() {
    var draft = asked("anthropic.messages");
    draft.items.add(call("toolu_1", "look", "{\"id\":2512292042121000001,\"r\":1.10}"));
    draft.items.add(new Item.ToolResult("toolu_1", "found"));
    assertThat(contents(draft, FLASH).raw().text())
        .contains("\"args\":{\"id\":2512292042121000001,\"r\":1.10}")
        .contains("{\"functionResponse\":{\"name\":\"look\",\"response\":{\"output\":\"found\"}}}")
        .doesNotContain("toolu_1");
  }

  @Test
  void idsGoToGeminiThree() {
    var draft = asked("openai.chat");
    draft.items.add(call("c1", "look", "{}"));
    draft.items.add(
        new Item.ToolResult(
            "c1", "", Item.CallKind.FUNCTION, List.of(Part.Text.of("bad")), true, null));
    var contents = contents(draft, THIRD).raw().text();
    assertThat(contents)
        .contains("\"functionCall\":{\"id\":\"c1\",\"name\":\"look\",\"args\":{}}")
        .contains(
            "\"functionResponse\":{\"id\":\"c1\",\"name\":\"look\",\"response\":{\"error\":\"bad\"}}");
    assertThat(written(VERTEX, draft.request(), THIRD, warnings).raw().text()).doesNotContain("c1");
  }

  @Test
  void t041OnlyTheFirstOfParallelCallsHasASignature() {
    var draft = asked("anthropic.messages");
    draft.items.add(call("a", "f", "{}").withSignature(signature("QQ==")));
    draft.items.add(call("b", "f", "{}"));
    draft.items.add(call("c", "f", "{}"));
    var parts = contents(draft, THIRD).raw().text();
    assertThat(parts).containsOnlyOnce("thoughtSignature").contains("\"QQ==\"");
    assertThat(warnings.list()).isEmpty();
  }

  @Test
  void t040AStepWithoutASignatureGetsGooglesDummy() {
    var draft = asked("openai.chat");
    for (var id : List.of("a", "b")) {
      draft.items.add(call(id, "f", "{}"));
      draft.items.add(call(id + "2", "f", "{}"));
      draft.items.add(new Item.ToolResult(id, "x"));
      draft.items.add(new Item.ToolResult(id + "2", "x"));
    }
    var contents = contents(draft, THIRD);
    assertThat(contents.raw().text().split("skip_thought_signature_validator", -1)).hasSize(3);
    assertThat(warnings.list())
        .containsExactly("emulated=thoughtSignature;skip_thought_signature_validator");
    assertThat(contents(draft, FLASH).raw().text()).doesNotContain("thoughtSignature");
  }

  @Test
  void t043ASignatureAloneStaysInAPartOfItsOwn() {
    var draft = asked("openai.chat");
    draft.items.add(
        new Item.Assistant(
            List.of(
                Part.Text.of("Hello"),
                new Part.Text("", List.of(), null, signature("QQ=="), null))));
    draft.items.add(new Item.User(List.of(Part.Text.of("more"))));
    assertThat(contents(draft, THIRD).raw().text())
        .contains("[{\"text\":\"Hello\"},{\"text\":\"\",\"thoughtSignature\":\"QQ==\"}]");
  }

  @Test
  void foreignAndSealedSignaturesDoNotGo() {
    var draft = asked("anthropic.messages");
    draft.items.add(
        new Item.Reasoning(
            "",
            List.of(),
            List.of("hm"),
            new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "x")));
    draft.items.add(call("a", "f", "{}").withSignature(signature("fl1.x")));
    assertThat(contents(draft, FLASH).raw().text())
        .doesNotContain("hm")
        .doesNotContain("fl1")
        .doesNotContain("thoughtSignature");
    assertThat(warnings.list()).anyMatch(w -> w.startsWith("dropped=reasoning"));
  }

  @Test
  void brokenArgumentsAreWrapped() {
    var draft = asked("openai.chat");
    draft.items.add(call("a", "f", "{\"a\":"));
    draft.items.add(call("b", "f", ""));
    draft.items.add(call("c", "f", "[1]"));
    assertThat(contents(draft, FLASH).raw().text())
        .contains("\"args\":{\"_raw\":\"{\\\"a\\\":\"}")
        .contains("\"args\":{}")
        .contains("\"args\":{\"_raw\":\"[1]\"}");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void aResultWithoutItsCallAndNameIsRefused() {
    var draft = asked("openai.chat");
    draft.items.add(new Item.ToolResult("x", "y"));
    assertThat(refused(draft, FLASH).message()).contains("\"x\"");
  }

  private BadRequest refused(Request.Draft draft, String model) {
    var thrown =
        catchThrowableOfType(
            FailureException.class, () -> OUT.write(draft.request(), to(model, "text"), warnings));
    return (BadRequest) thrown.failure();
  }

  @Test
  void t067APictureInAResultGoesAlong() {
    var draft = asked("anthropic.messages");
    draft.items.add(call("a", "shot", "{}"));
    draft.items.add(
        new Item.ToolResult(
            "a",
            "",
            Item.CallKind.FUNCTION,
            List.of(
                Part.Text.of("here"),
                new Part.Media(Part.Kind.IMAGE, new Source.Inline("AAAA"), "image/png")),
            false,
            null));
    assertThat(contents(draft, THIRD).raw().text())
        .contains(
            "\"response\":{\"output\":\"here\"},\"parts\":[{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}}");
    assertThat(contents(draft, FLASH).raw().text())
        .contains(
            "\"response\":{\"output\":\"here\"}}},{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]");
  }

  @Test
  void t154MediaGoInlineOrByTheirUri() {
    var draft = new Request.Draft("openai.chat", "m");
    draft.items.add(
        new Item.User(
            List.of(
                new Part.Media(Part.Kind.DOCUMENT, new Source.Inline("JVBE"), "application/pdf"),
                new Part.Media(Part.Kind.IMAGE, new Source.Url("https://x.org/a.PNG?y=1"), ""),
                new Part.Media(Part.Kind.VIDEO, new Source.Url("https://youtu.be/1"), ""),
                new Part.Media(Part.Kind.DOCUMENT, new Source.PlainText("hé"), ""))));
    assertThat(plain(contents(draft, FLASH)))
        .isEqualTo(
            plain(
                """
                [{"role":"user","parts":[
                 {"inlineData":{"mimeType":"application/pdf","data":"JVBE"}},
                 {"fileData":{"mimeType":"image/png","fileUri":"https://x.org/a.PNG?y=1"}},
                 {"fileData":{"fileUri":"https://youtu.be/1"}},
                 {"inlineData":{"mimeType":"text/plain","data":"aMOp"}}]}]\
                """));
  }

  @Test
  void anothersFileIsRefused() {
    var draft = new Request.Draft("openai.chat", "m");
    draft.items.add(
        new Item.User(
            List.of(
                new Part.Media(
                    Part.Kind.DOCUMENT, new Source.FileId("openai.chat", "file-1"), ""))));
    assertThat(refused(draft, FLASH).message()).contains("file-1");
  }

  @Test
  void picturesThatAgreeOnTheirDetailSetTheResolution() {
    var draft = new Request.Draft("openai.chat", "m");
    var low =
        new Part.Media(
            Part.Kind.IMAGE,
            new Source.Inline("AAAA"),
            "image/png",
            "",
            "",
            "low",
            false,
            null,
            null);
    draft.items.add(new Item.User(List.of(low, low)));
    assertThat(written(draft.request(), FLASH).get("generationConfig").text("mediaResolution"))
        .isEqualTo("MEDIA_RESOLUTION_LOW");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro-preview, NONE, LOW, 1",
    "gemini-3-pro-preview, MEDIUM, HIGH, 1",
    "gemini-3.1-pro-preview, MEDIUM, MEDIUM, 0",
    "gemini-3-pro-preview, HIGH, HIGH, 0",
    "gemini-3-flash-preview, NONE, MINIMAL, 1",
    "gemini-3-flash-preview, MINIMAL, MINIMAL, 0",
    "gemini-3-flash-preview, LOW, LOW, 0",
    "gemini-3-flash-preview, MAX, HIGH, 1",
    "gemini-2.5-flash, NONE, 0, 0",
    "gemini-2.5-pro, NONE, 128, 1",
    "gemini-2.5-flash, MINIMAL, 512, 0",
    "gemini-2.5-flash, LOW, 1024, 0",
    "gemini-2.5-flash, MEDIUM, 8192, 0",
    "gemini-2.5-flash, HIGH, 24576, 0",
    "gemini-2.5-pro, XHIGH, 32768, 0",
    "gemini-2.5-flash, MAX, 24576, 0",
    "gemini-flash-latest, MEDIUM, 8192, 0",
  })
  void t049EffortBecomesALevelOrABudget(String model, Effort effort, String expected, int said) {
    var draft = asked("openai.chat");
    draft.thinking = Thinking.of(effort);
    var config =
        written(draft.request(), model, warnings).get("generationConfig").get("thinkingConfig");
    boolean level = model.startsWith("gemini-3");
    assertThat(config.has("thinkingLevel")).isEqualTo(level);
    assertThat(config.has("thinkingBudget")).isEqualTo(!level);
    assertThat(config.get(level ? "thinkingLevel" : "thinkingBudget").text()).isEqualTo(expected);
    assertThat(config.has("includeThoughts")).isEqualTo(effort != Effort.NONE);
    assertThat(warnings.list()).hasSize(said);
  }

  @Test
  void t049ALevelAndABudgetAreNeverBothSent() {
    var draft = asked("openai.chat");
    draft.thinking = new Thinking(Effort.MEDIUM, 5000, null, "", "");
    var config =
        written(draft.request(), "gemini-3-pro-preview", warnings)
            .get("generationConfig")
            .get("thinkingConfig");
    assertThat(config.text("thinkingLevel")).isEqualTo("HIGH");
    assertThat(config.has("thinkingBudget")).isFalse();
    assertThat(warnings.list()).anyMatch(w -> w.startsWith("dropped=reasoning_effort"));
  }

  @Test
  void budgetsBecomeLevelsForOthersAndStayForGeminisOwnCallers() {
    var draft = asked("anthropic.messages");
    draft.thinking = new Thinking(null, 8000, true, "", "");
    var level = written(draft.request(), THIRD).get("generationConfig").get("thinkingConfig");
    assertThat(plain(level))
        .isEqualTo(plain("{\"includeThoughts\":true,\"thinkingLevel\":\"MEDIUM\"}"));
    var own = asked(GeminiGenerate.ID);
    own.thinking = draft.thinking;
    assertThat(plain(written(own.request(), THIRD).get("generationConfig").get("thinkingConfig")))
        .isEqualTo(plain("{\"includeThoughts\":true,\"thinkingBudget\":8000}"));
  }

  @Test
  void anOldModelDoesNotThink() {
    var draft = asked("openai.chat");
    draft.thinking = Thinking.of(Effort.HIGH);
    assertThat(written(draft.request(), OLD, warnings).has("generationConfig")).isFalse();
    assertThat(warnings.list())
        .containsExactly("dropped=reasoning_effort;the model does not think");
  }

  @Test
  void samplingGoesAlongAndIsHeldInBounds() {
    var draft = asked("openai.chat");
    draft.sampling =
        new Sampling(
            new BigDecimal("2.5"),
            new BigDecimal("0.90"),
            new BigDecimal("40"),
            new BigDecimal("0.1"),
            new BigDecimal("-0.2"),
            1L << 40);
    draft.stops.add("X");
    draft.maxTokens = 99L;
    draft.candidates = 3;
    draft.logprobs = 2;
    assertThat(plain(written(draft.request(), FLASH, warnings).get("generationConfig")))
        .isEqualTo(
            plain(
                """
                {"temperature":2,"topP":0.90,"topK":40,"presencePenalty":-0.2,
                 "frequencyPenalty":0.1,"maxOutputTokens":99,"stopSequences":["X"],
                 "candidateCount":3,"responseLogprobs":true,"logprobs":2}\
                """));
    assertThat(warnings.list())
        .containsExactly("changed=temperature;2.5 goes as 2", "dropped=seed;more than 32 bits");
  }

  @Test
  void t092ASchemaGoesAsJsonSchemaWithAllItsKeywords() {
    var schema =
        "{\"$schema\":\"x\",\"type\":\"object\",\"additionalProperties\":false,"
            + "\"propertyNames\":{\"pattern\":\"a\"},\"properties\":{\"a\":{\"const\":1},"
            + "\"readOnly\":{\"type\":\"integer\",\"exclusiveMinimum\":0,\"multipleOf\":2,"
            + "\"readOnly\":true}}}";
    var draft = asked("openai.chat");
    draft.tools.add(new Tool.Function("f", "does f", new Raw(schema)));
    assertThat(written(draft.request(), FLASH).get("tools").raw().text())
        .isEqualTo(
            "[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"does f\","
                + "\"parametersJsonSchema\":"
                + schema
                + "}]}]");
    var old = written(draft.request(), OLD).get("tools").raw().text();
    assertThat(old)
        .contains(
            "\"parameters\":{\"type\":\"OBJECT\",\"properties\":{"
                + "\"a\":{\"type\":\"STRING\",\"format\":\"enum\",\"enum\":[\"1\"]},"
                + "\"readOnly\":{\"type\":\"INTEGER\",\"minimum\":0}}}");
  }

  @Test
  void referencesStandAlone() {
    var schema =
        new Raw(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"description\":\"d\",\"$ref\":\"#/$defs/A\"},"
                + "\"$ref\":{\"type\":\"string\",\"title\":\"t\"}},\"$defs\":{\"A\":{\"type\":\"string\"}}}");
    assertThat(References.alone(schema).text())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"},"
                + "\"$ref\":{\"type\":\"string\",\"title\":\"t\"}},\"$defs\":{\"A\":{\"type\":\"string\"}}}");
  }

  @Test
  void aSchemaOfTheAnswerGoesWithItsType() {
    var draft = asked("openai.chat");
    draft.format = new OutputFormat.JsonSchema("n", "d", SCHEMA, true);
    assertThat(plain(written(draft.request(), FLASH).get("generationConfig")))
        .isEqualTo(
            plain(
                "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":"
                    + SCHEMA.text()
                    + "}"));
    assertThat(written(draft.request(), OLD).get("generationConfig").has("responseSchema"))
        .isTrue();
    draft.format = new OutputFormat.JsonObject();
    assertThat(plain(written(draft.request(), FLASH).get("generationConfig")))
        .isEqualTo(plain("{\"responseMimeType\":\"application/json\"}"));
  }

  @Test
  void t080OneCallAtATimeCannotBeAskedFor() {
    var draft = asked("openai.chat");
    draft.tools.add(new Tool.Function("f", "", SCHEMA));
    draft.parallelTools = false;
    assertThat(written(draft.request(), FLASH, warnings).has("toolConfig")).isFalse();
    assertThat(warnings.list())
        .containsExactly("dropped=parallel_tool_calls;Gemini may always call several at once");
  }

  @Test
  void choicesOfToolsBecomeModes() {
    var draft = asked("openai.chat");
    draft.tools.add(new Tool.Function("f", "", SCHEMA));
    assertThat(mode(draft, new ToolChoice.Auto())).isEqualTo("{\"mode\":\"AUTO\"}");
    assertThat(mode(draft, new ToolChoice.None())).isEqualTo("{\"mode\":\"NONE\"}");
    assertThat(mode(draft, new ToolChoice.Required())).isEqualTo("{\"mode\":\"ANY\"}");
    assertThat(mode(draft, new ToolChoice.Named("f", Item.CallKind.FUNCTION)))
        .isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}");
    assertThat(mode(draft, new ToolChoice.Subset(List.of("f", "g"), false)))
        .isEqualTo("{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\",\"g\"]}");
  }

  private static String mode(Request.Draft draft, ToolChoice choice) {
    draft.toolChoice = choice;
    return written(draft.request(), FLASH)
        .get("toolConfig")
        .get("functionCallingConfig")
        .raw()
        .text();
  }

  @Test
  void t158ASearchIsGooglesSearch() {
    var draft = asked("openai.responses");
    draft.toolChoice = new ToolChoice.Auto();
    draft.tools.add(
        new Tool.Hosted(
            Tool.HostedKind.WEB_SEARCH,
            "openai.responses",
            new Raw("{\"type\":\"web_search\"}"),
            new Tool.SearchSettings(List.of("a.org"), List.of("b.org"), "low", null, -1)));
    var body = written(draft.request(), FLASH, warnings);
    assertThat(body.get("tools").raw().text()).isEqualTo("[{\"googleSearch\":{}}]");
    assertThat(body.has("toolConfig")).isFalse();
    assertThat(warnings.list()).hasSize(3);
    assertThat(written(VERTEX, draft.request(), FLASH, warnings).get("tools").raw().text())
        .isEqualTo("[{\"googleSearch\":{\"excludeDomains\":[\"b.org\"]}}]");
  }

  @Test
  void aSearchBesideFunctionsNeedsGeminiThree() {
    var draft = asked("openai.responses");
    draft.tools.add(new Tool.Function("f", "", SCHEMA));
    draft.tools.add(
        new Tool.Hosted(Tool.HostedKind.WEB_SEARCH, "openai.responses", Raw.EMPTY_OBJECT, null));
    assertThat(written(draft.request(), FLASH).get("tools").size()).isEqualTo(1);
    draft.toolChoice = new ToolChoice.Hosted("openai.responses", Raw.EMPTY_OBJECT);
    assertThat(refused(draft, FLASH).message()).contains("\"f\"").contains("web_search");
    draft.toolChoice = null;
    var body = written(draft.request(), THIRD);
    assertThat(body.get("tools").size()).isEqualTo(2);
    assertThat(body.get("toolConfig").yes("includeServerSideToolInvocations")).isTrue();
  }

  @Test
  void otherHostedToolsAreRefusedByName() {
    var draft = asked("openai.responses");
    draft.tools.add(
        new Tool.Hosted(Tool.HostedKind.COMPUTER, "openai.responses", Raw.EMPTY_OBJECT, null));
    assertThat(refused(draft, FLASH).message()).contains("computer").contains(FLASH);
  }

  @Test
  void whatGeminisOwnCallerSentComesBackAsItWas() {
    var body =
        """
        {"contents":[{"role":"user","parts":[{"text":"a"}]},
          {"role":"model","parts":[{"executableCode":{"code":"1"}},{"functionCall":{"name":"f","args":{}}}]},
          {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"deep":{"x":[1,2]}}}}]}],
         "tools":[{"codeExecution":{}},{"functionDeclarations":[{"name":"f",
           "parameters":{"type":"OBJECT","properties":{}},"behavior":"BLOCKING"}]}],
         "toolConfig":{"retrievalConfig":{"languageCode":"de"}},
         "generationConfig":{"speechConfig":{"a":1},"mediaResolution":"MEDIA_RESOLUTION_LOW",
           "responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["A","B"]}},
         "safetySettings":[{"category":"X"}],"cachedContent":"cachedContents/1",
         "labels":{"a":"b"},"newField":7}\
        """;
    var again = (java.util.Map<?, ?>) plain(written(Gemini.read(body), FLASH));
    var expected =
        (java.util.Map<?, ?>) plain(body.replace("\"enum\":", "\"format\":\"enum\",\"enum\":"));
    assertThat(again).isEqualTo(expected);
  }

  @Test
  void t121ALoneSurrogateIsReplaced() {
    var draft = asked("openai.chat");
    draft.items.add(new Item.User(List.of(Part.Text.of("a\ud83d"))));
    var bytes = OUT.write(draft.request(), to(FLASH), warnings).outgoing().body();
    assertThat(text(bytes)).contains("a\ufffd");
  }

  @Test
  void t203AndT193CandidatesAreAskedForTogether() {
    var draft = asked("openai.chat");
    draft.candidates = 3;
    assertThat(written(draft.request(), FLASH).get("generationConfig").number("candidateCount", 0))
        .isEqualTo(3);
    assertThat(OUT.manners(to(FLASH)).candidates()).isTrue();
  }

  @Test
  void t091NamesThatGeminiTakes() {
    var name = OUT.manners(to(FLASH)).toolName();
    assertThat(name.matcher("1-get.x").matches()).isFalse();
    assertThat(name.matcher("get.x-y:z").matches()).isTrue();
  }

  @Test
  void tiersGoToTheGeminiApi() {
    var draft = asked("openai.chat");
    draft.tier = "flex";
    assertThat(written(draft.request(), FLASH).text("serviceTier")).isEqualTo("flex");
    assertThat(written(VERTEX, draft.request(), FLASH, warnings).has("serviceTier")).isFalse();
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void metadataBecomesLabelsAtVertex() {
    var draft = asked("openai.chat");
    draft.metadata = new Raw("{\"Team A\":\"Ü x\",\"1\":\"y\"}");
    assertThat(plain(written(VERTEX, draft.request(), FLASH, warnings).get("labels")))
        .isEqualTo(plain("{\"team_a\":\"__x\"}"));
    assertThat(written(draft.request(), FLASH).has("labels")).isFalse();
    assertThat(warnings.list()).isEmpty();
  }

  @Test
  void aPictureIsNotAskedOfAModelThatMakesNone() {
    var draft = asked("openai.chat");
    draft.modalities.add("image");
    assertThat(refused(draft, FLASH).param()).isEqualTo("modalities");
    assertThat(
            text(
                OUT.write(draft.request(), to(FLASH, "text", "image"), warnings).outgoing().body()))
        .contains("\"responseModalities\":[\"IMAGE\"]");
  }

  @Test
  void aCountHasTheWholeConversation() {
    var draft = asked("anthropic.messages");
    draft.tools.add(new Tool.Function("f", "", SCHEMA));
    var count = OUT.count(draft.request(), to(FLASH), warnings);
    assertThat(count.path()).isEqualTo("/models/gemini-2.5-flash:countTokens");
    var inner = Node.of(text(count.body())).get("generateContentRequest");
    assertThat(inner.text("model")).isEqualTo("models/gemini-2.5-flash");
    assertThat(inner.get("tools").size()).isEqualTo(1);
    assertThat(
            Node.of(text(VERTEX.count(draft.request(), to(FLASH), warnings).body())).has("tools"))
        .isTrue();
    assertThat(OUT.counted(Gemini.utf8("{\"totalTokens\":12}"))).isEqualTo(12);
    assertThat(OUT.counted(Gemini.utf8("nope"))).isEqualTo(-1);
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    var draft = asked("openai.chat");
    draft.tools.add(new Tool.Function("f", "d", SCHEMA));
    draft.items.add(call("a", "f", "{\"z\":1,\"a\":2}"));
    assertThat(OUT.write(draft.request(), to(THIRD), warnings).outgoing().body())
        .isEqualTo(OUT.write(draft.request(), to(THIRD), warnings).outgoing().body());
  }
}
