package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.IN;
import static dev.fairlead.dialect.gemini.Gemini.call;
import static dev.fairlead.dialect.gemini.Gemini.plain;
import static dev.fairlead.dialect.gemini.Gemini.read;
import static dev.fairlead.dialect.gemini.Gemini.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Warnings;
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
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing in a document fails the test. */
@SuppressWarnings("NullAway")
final class RequestReaderTest {
  private static final String HI = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]";

  private static Request with(String members) {
    return read(HI + "," + members + "}");
  }

  private static Request said(String contents) {
    return read("{\"contents\":[" + contents + "]}");
  }

  @Test
  void theModelComesFromThePath() {
    var envelope = IN.envelope(call(true), utf8(HI + "}"));
    assertThat(envelope.models()).containsExactly("google/gemini-2.5-flash");
    assertThat(envelope.stream()).isTrue();
    var named = new Call(Action.CHAT, "models/gemini-3-pro", false, Framing.SSE, "");
    assertThat(IN.envelope(named, utf8(HI + "}")).models()).containsExactly("gemini-3-pro");
  }

  @Test
  void wishesAndFurtherModelsAreRead() {
    var envelope =
        IN.envelope(
            call(false),
            utf8(
                HI
                    + ",\"models\":[\"b/c\"],\"provider\":{\"only\":[\"Google\"],"
                    + "\"allow_fallbacks\":false}}"));
    assertThat(envelope.models()).containsExactly("google/gemini-2.5-flash", "b/c");
    assertThat(envelope.wishes().only()).containsExactly("google");
    assertThat(envelope.wishes().fallbacks()).isFalse();
  }

  @Test
  void t184AConversationWithAnInstructionIsRead() {
    var request =
        read(
            """
            {"systemInstruction":{"role":"user","parts":[{"text":"Be kind."},{"text":"Be short."}]},
             "contents":[{"role":"user","parts":[{"text":"a"}]},
               {"role":"MODEL","parts":[{"text":"b"}]},{"parts":[{"text":"c"}]}],
             "generationConfig":{"stopSequences":["1","2","3","4","5"]}}\
            """);
    assertThat(request.items())
        .containsExactly(
            new Item.Instruction(
                Item.Level.SYSTEM, List.of(Part.Text.of("Be kind."), Part.Text.of("Be short."))),
            new Item.User(List.of(Part.Text.of("a"))),
            new Item.Assistant(List.of(Part.Text.of("b"))),
            new Item.User(List.of(Part.Text.of("c"))));
    assertThat(request.stops()).hasSize(5);
  }

  @Test
  void snakeCaseAndAnyCaseOfWordsAreTaken() {
    var request =
        with(
            """
            "system_instruction":{"parts":[{"text":"S"}]},
            "generation_config":{"max_output_tokens":"77","top_k":40,"stop_sequences":["x"],
              "response_mime_type":"application/json","candidate_count":2,
              "response_modalities":["text","Image"],
              "thinking_config":{"thinking_level":"low","include_thoughts":true}},
            "tool_config":{"function_calling_config":{"mode":"any",
              "allowed_function_names":["a","b"]}},
            "tools":[{"function_declarations":[{"name":"a","parameters_json_schema":{"type":"object"}}]},
              {"google_search":{}}],
            "service_tier":"FLEX\
            """
                + "\"");
    assertThat(request.items().getFirst()).isInstanceOf(Item.Instruction.class);
    assertThat(request.maxTokens()).isEqualTo(77L);
    assertThat(request.sampling().topK()).isEqualTo(new BigDecimal("40"));
    assertThat(request.stops()).containsExactly("x");
    assertThat(request.format()).isEqualTo(new OutputFormat.JsonObject());
    assertThat(request.candidates()).isEqualTo(2);
    assertThat(request.modalities()).containsExactly("text", "image");
    assertThat(request.thinking().effort()).isEqualTo(Effort.LOW);
    assertThat(request.thinking().show()).isTrue();
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Subset(List.of("a", "b"), true));
    assertThat(request.tools()).hasSize(2);
    assertThat(request.tools().get(1))
        .isEqualTo(
            new Tool.Hosted(
                Tool.HostedKind.WEB_SEARCH,
                GeminiGenerate.ID,
                new Raw("{\"google_search\":{}}"),
                new Tool.SearchSettings(List.of(), List.of(), "", null, -1)));
    assertThat(request.tier()).isEqualTo("flex");
  }

  @Test
  void t185ModeAnyWithOneNameNamesTheTool() {
    var request =
        with(
            """
            "tools":[{"functionDeclarations":[{"name":"a"}]}],
            "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["a"]}}\
            """);
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("a", Item.CallKind.FUNCTION));
  }

  @Test
  void validatedModeMakesFunctionsStrict() {
    var request =
        with(
            """
            "tools":[{"functionDeclarations":[{"name":"a"}]}],
            "toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}}\
            """);
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Auto());
    assertThat(((Tool.Function) request.tools().getFirst()).strict()).isTrue();
  }

  @Test
  void t187AndT188BudgetsOfThoughtAreKept() {
    var auto =
        with(
            "\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":-1,\"includeThoughts\":true}}");
    assertThat(auto.thinking().budget()).isEqualTo(-1);
    assertThat(auto.thinking().show()).isTrue();
    var off = with("\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}");
    assertThat(off.thinking().budget()).isZero();
    assertThat(off.thinking().show()).isNull();
  }

  @Test
  void t190AnOpenApiSchemaBecomesJsonSchema() {
    var request =
        with(
            """
            "generationConfig":{"responseMimeType":"application/json","responseSchema":{
              "type":"OBJECT","propertyOrdering":["b","a"],"required":["a"],
              "properties":{"a":{"type":"STRING","nullable":true},
                "b":{"type":"ARRAY","minItems":"1","maxItems":"5","items":{"type":"INTEGER"}},
                "type":{"type":"STRING","format":"enum","enum":["X","Y"]}}}}\
            """);
    var schema = ((OutputFormat.JsonSchema) request.format()).schema();
    assertThat(schema.text())
        .isEqualTo(
            "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{"
                + "\"b\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":5,"
                + "\"items\":{\"type\":\"integer\"}},"
                + "\"a\":{\"type\":[\"string\",\"null\"]},"
                + "\"type\":{\"type\":\"string\",\"enum\":[\"X\",\"Y\"]}}}");
    // Properties come in the order that was asked for, behind what stood before them.
    assertThat(schema.text().indexOf("\"b\"")).isLessThan(schema.text().indexOf("\"a\":"));
  }

  @Test
  void nullableChoicesAllowNull() {
    var schema =
        OpenApi.toJsonSchema(
            new Raw("{\"any_of\":[{\"type\":\"STRING\"},{\"type\":\"NUMBER\"}],\"nullable\":true}")
                .node());
    assertThat(schema.text())
        .isEqualTo("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"},{\"type\":\"null\"}]}");
    assertThat(
            OpenApi.toJsonSchema(
                    new Raw("{\"type\":\"STRING\",\"enum\":[\"a\"],\"nullable\":true}").node())
                .text())
        .isEqualTo("{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",null]}");
  }

  @Test
  void callsAndResultsWithoutIdsArePairedByNameInOrder() {
    var request =
        said(
            """
            {"role":"user","parts":[{"text":"go"}]},
            {"role":"model","parts":[{"functionCall":{"name":"f","args":{"n":1}}},
              {"functionCall":{"name":"g"}},{"functionCall":{"name":"f","args":{"n":2}}}]},
            {"role":"function","parts":[{"functionResponse":{"name":"g","response":{"output":"G"}}},
              {"functionResponse":{"name":"f","response":{"output":"1"}}},
              {"functionResponse":{"name":"f","response":{"error":"no"}}}]}\
            """);
    var calls = Gemini.items(request.items(), Item.ToolCall.class);
    var results = Gemini.items(request.items(), Item.ToolResult.class);
    assertThat(calls).extracting(Item.ToolCall::callId).doesNotHaveDuplicates();
    assertThat(calls.getFirst().callId()).matches("call_1_0_[0-9a-f]{8}");
    assertThat(results)
        .extracting(Item.ToolResult::callId)
        .containsExactly(calls.get(1).callId(), calls.get(0).callId(), calls.get(2).callId());
    assertThat(results).extracting(Item.ToolResult::error).containsExactly(false, false, true);
    assertThat(calls.getFirst().input()).isEqualTo("{\"n\":1}");
    assertThat(calls.get(1).input()).isEqualTo("{}");
  }

  @Test
  void callsWithIdsArePairedByThem() {
    var request =
        said(
            """
            {"role":"model","parts":[{"functionCall":{"id":"x","name":"f"}},
              {"functionCall":{"id":"y","name":"f"}}]},
            {"parts":[{"functionResponse":{"id":"y","name":"f","response":{"a":1,"b":2.50}}}]},
            {"parts":[{"functionResponse":{"name":"f","response":{"result":{"k":[1]}}}}]}\
            """);
    var results = Gemini.items(request.items(), Item.ToolResult.class);
    assertThat(results).extracting(Item.ToolResult::callId).containsExactly("y", "x");
    assertThat(results.getFirst().parts()).containsExactly(Part.Text.of("{\"a\":1,\"b\":2.50}"));
  }

  @Test
  void signaturesLieOnTheirParts() {
    var request =
        said(
            """
            {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"QQ=="},
              {"text":"x","thoughtSignature":"Qg=="},
              {"functionCall":{"name":"f"},"thought_signature":"Qw=="},
              {"inlineData":{"mimeType":"image/png","data":"AAAA"},"thoughtSignature":"RA=="},
              {"text":"","thoughtSignature":"RQ=="}]}\
            """);
    var items = request.items();
    assertThat(((Item.Reasoning) items.get(0)).opaque()).isEqualTo(signature("QQ=="));
    assertThat(((Item.Reasoning) items.get(0)).summary()).containsExactly("hm");
    var text = (Part.Text) ((Item.Assistant) items.get(1)).parts().getFirst();
    assertThat(text.signature()).isEqualTo(signature("Qg=="));
    assertThat(((Item.ToolCall) items.get(2)).signature()).isEqualTo(signature("Qw=="));
    var last = ((Item.Assistant) items.get(3)).parts();
    assertThat(((Part.Media) last.get(0)).signature()).isEqualTo(signature("RA=="));
    assertThat(((Part.Text) last.get(1)).signature()).isEqualTo(signature("RQ=="));
  }

  private static Opaque signature(String data) {
    return new Opaque(Opaque.Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, "", "", data);
  }

  @Test
  void sealedSignaturesTravelAsBase64() {
    var sealed = "fl1.abc_-.mac";
    var slot = Base64.getEncoder().encodeToString(utf8(sealed));
    var urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(sealed));
    for (var one : List.of(slot, urlSafe, sealed)) {
      var item =
          said("{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"},\"thoughtSignature\":\""
                  + one
                  + "\"}]}")
              .items()
              .getFirst();
      assertThat(((Item.ToolCall) item).signature().data()).isEqualTo(sealed);
    }
    assertThat(Signatures.forCaller(signature(sealed))).isEqualTo(slot);
    assertThat(Signatures.forGoogle(signature(sealed))).isNull();
    assertThat(slot).startsWith(Signatures.SEALED_BASE64);
  }

  @Test
  void t194FilesOfGoogleAndPagesAreToldApart() {
    var request =
        said(
            """
            {"parts":[{"fileData":{"mimeType":"application/pdf","fileUri":"https://x.org/a.pdf"}},
              {"file_data":{"mime_type":"image/png",
                "file_uri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}},
              {"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/c.mp4"}},
              {"fileData":{"fileUri":"https://www.youtube.com/watch?v=1"}}]}\
            """);
    var parts = ((Item.User) request.items().getFirst()).parts();
    assertThat(parts)
        .containsExactly(
            new Part.Media(
                Part.Kind.DOCUMENT, new Source.Url("https://x.org/a.pdf"), "application/pdf"),
            new Part.Media(
                Part.Kind.IMAGE,
                new Source.FileId(
                    GeminiGenerate.ID,
                    "https://generativelanguage.googleapis.com/v1beta/files/abc"),
                "image/png"),
            new Part.Media(
                Part.Kind.VIDEO, new Source.FileId(GeminiGenerate.ID, "gs://b/c.mp4"), "video/mp4"),
            new Part.Media(
                Part.Kind.VIDEO, new Source.Url("https://www.youtube.com/watch?v=1"), ""));
  }

  @Test
  void t191PicturesAreReadWithTheirTypeAndBase64IsMadeStandard() {
    var request =
        said(
            "{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/heic\",\"data\":\"_-8\"},"
                + "\"mediaResolution\":{\"level\":\"MEDIA_RESOLUTION_LOW\"}}]}");
    var media = (Part.Media) ((Item.User) request.items().getFirst()).parts().getFirst();
    assertThat(media.mime()).isEqualTo("image/heic");
    assertThat(media.source()).isEqualTo(new Source.Inline("/+8="));
    assertThat(media.detail()).isEqualTo("low");
  }

  @Test
  void theResolutionOfAllIsThatOfEachPicture() {
    var request =
        read(
            "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}],"
                + "\"generationConfig\":{\"mediaResolution\":\"MEDIA_RESOLUTION_HIGH\"}}");
    var media = (Part.Media) ((Item.User) request.items().getFirst()).parts().getFirst();
    assertThat(media.detail()).isEqualTo("high");
  }

  @Test
  void t179WhatOnlyGeminiKnowsIsKeptAndItsFateTold() {
    var request =
        with(
            """
            "cachedContent":"cachedContents/1","safetySettings":[],"newField":{"a":1},
            "labels":{"team":"x"},
            "generationConfig":{"speechConfig":{"a":1}},"toolConfig":{"retrievalConfig":{}}\
            """);
    assertThat(request.extras())
        .containsOnlyKeys(
            "cachedContent",
            "safetySettings",
            "newField",
            "generationConfig.speechConfig",
            "toolConfig.retrievalConfig");
    assertThat(IN.fields().get("cachedContent")).isEqualTo(Fate.REJECTED);
    assertThat(IN.fields().get("safetySettings")).isEqualTo(Fate.DROPPED);
    assertThat(IN.fields().get("newField")).isNull();
    assertThat(IN.fields()).containsKeys("generationConfig.speechConfig");
    assertThat(request.metadata()).isEqualTo(new Raw("{\"team\":\"x\"}"));
  }

  @Test
  void logprobsAndCandidatesAreRead() {
    var request =
        with(
            "\"generationConfig\":{\"responseLogprobs\":true,\"logprobs\":3,\"candidateCount\":2,\"seed\":\"-5\"}");
    assertThat(request.logprobs()).isEqualTo(3);
    assertThat(request.candidates()).isEqualTo(2);
    assertThat(request.sampling().seed()).isEqualTo(-5L);
    assertThat(with("\"generationConfig\":{\"logprobs\":3}").logprobs()).isEqualTo(-1);
  }

  @Test
  void whatGooglesOwnToolsDidIsKeptAsItStands() {
    var raw =
        "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"},\"thoughtSignature\":\"QQ==\"}";
    var request = said("{\"role\":\"model\",\"parts\":[" + raw + "]}");
    assertThat(request.items())
        .containsExactly(
            new Item.HostedCall(GeminiGenerate.ID, "executableCode", "", new Raw(raw), null));
  }

  @Test
  void aCountIsReadWithAndWithoutItsWrapping() {
    var call = new Call(Action.COUNT, "m", false, Framing.SSE, "");
    var wrapped =
        "{\"generateContentRequest\":{\"model\":\"models/m\",\"systemInstruction\":"
            + "{\"parts\":[{\"text\":\"S\"}]},\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}}";
    for (var body : List.of(wrapped, HI + "}")) {
      var request = IN.read(IN.envelope(call, utf8(body)), new Warnings(true));
      assertThat(request.items().getLast()).isEqualTo(new Item.User(List.of(Part.Text.of("Hi"))));
    }
    assertThat(plain(Gemini.text(IN.count(31, 0)))).isEqualTo(plain("{\"totalTokens\":31}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"contents":5}                                            | contents
          {"contents":[]}                                           | contents
          {}                                                        | contents
          {"contents":["a"]}                                        | contents[0]
          {"contents":[{"parts":[{"text":"a"}]},7]}                 | contents[1]
          {"contents":[{"role":"user"}]}                            | contents[0].parts
          {"contents":[{"parts":{"text":"a"}}]}                     | contents[0].parts
          {"contents":[{"parts":["a"]}]}                            | contents[0].parts[0]
          {"contents":[{"parts":[{}]}]}                             | contents[0].parts[0]
          {"contents":[{"parts":[{"text":1}]}]}                     | contents[0].parts[0].text
          {"contents":[{"role":"king","parts":[]}]}                 | contents[0].role
          {"contents":[{"role":1,"parts":[]}]}                      | contents[0].role
          {"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"*"}}]}]} | contents[0].parts[0].inlineData.data
          {"contents":[{"parts":[{"inlineData":{"data":"AAAA"}}]}]} | contents[0].parts[0].inlineData.mimeType
          {"contents":[{"parts":[{"fileData":{"mimeType":"a/b"}}]}]} | contents[0].parts[0].fileData.fileUri
          {"contents":[{"parts":[{"inlineData":1}]}]}               | contents[0].parts[0].inlineData
          {"contents":[{"role":"model","parts":[{"functionCall":{}}]}]} | contents[0].parts[0].functionCall.name
          {"contents":[{"role":"model","parts":[{"functionCall":{"name":"a","args":"x"}}]}]} | contents[0].parts[0].functionCall.args
          {"contents":[{"parts":[{"functionResponse":{"response":{}}}]}]} | contents[0].parts[0].functionResponse.name
          {"contents":[{"parts":[{"functionResponse":{"name":"a","response":"x"}}]}]} | contents[0].parts[0].functionResponse.response
          {"contents":[{"parts":[{"functionResponse":{"name":"a","parts":[{"text":"x"}]}}]}]} | contents[0].parts[0].functionResponse.parts[0]
          {"contents":[{"parts":[{"text":"a"}]}],"systemInstruction":3} | systemInstruction
          {"contents":[{"parts":[{"text":"a"}]}],"systemInstruction":{"parts":[{"x":1}]}} | systemInstruction.parts[0].text
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":[]} | generationConfig
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"temperature":"hot"}} | generationConfig.temperature
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":0}} | generationConfig.maxOutputTokens
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":1.5}} | generationConfig.maxOutputTokens
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"seed":3000000000}} | generationConfig.seed
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"stopSequences":"x"}} | generationConfig.stopSequences
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"candidateCount":-1}} | generationConfig.candidateCount
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"responseSchema":"x"}} | generationConfig.responseSchema
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"responseMimeType":"a/b"}} | generationConfig.responseMimeType
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"lots"}}} | generationConfig.thinkingConfig.thinkingLevel
          {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW","thinkingBudget":1}}} | generationConfig.thinkingConfig
          {"contents":[{"parts":[{"text":"a"}]}],"tools":{}}        | tools
          {"contents":[{"parts":[{"text":"a"}]}],"tools":[1]}       | tools[0]
          {"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":{}}]} | tools[0].functionDeclarations
          {"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":""}]}]} | tools[0].functionDeclarations[0].name
          {"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":"a","parameters":1}]}]} | tools[0].functionDeclarations[0].parameters
          {"contents":[{"parts":[{"text":"a"}]}],"toolConfig":{"functionCallingConfig":{"mode":"X"}}} | toolConfig.functionCallingConfig.mode
          {"contents":[{"parts":[{"text":"a"}]}],"toolConfig":1}    | toolConfig
          {"contents":[{"parts":[{"text":"a"}]}],"serviceTier":"gold"} | serviceTier
          {"contents":[{"parts":[{"text":"a"}]}],"models":"x"}      | models
          {"contents":[{"parts":[{"text":"a"}]}],"provider":{"sort":"price"}} | provider.sort
          """)
  void aWrongMemberIsNamed(String body, String param) {
    var thrown = catchThrowableOfType(FailureException.class, () -> read(body));
    assertThat(thrown).as(body).isNotNull();
    var failure = (BadRequest) thrown.failure();
    assertThat(failure.param()).isEqualTo(param);
    assertThat(failure.message()).contains(param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``
          [1]
          {"contents":
          nonsense
          """)
  void whatIsNoJsonObjectIsRefused(String body) {
    var thrown = catchThrowableOfType(FailureException.class, () -> read(body));
    assertThat(((BadRequest) thrown.failure()).code()).isEqualTo("invalid_json");
  }
}
