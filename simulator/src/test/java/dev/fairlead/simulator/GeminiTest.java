package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.data;
import static dev.fairlead.simulator.Caller.keys;
import static dev.fairlead.simulator.Caller.list;
import static dev.fairlead.simulator.Caller.number;
import static dev.fairlead.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.script.Script;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GeminiTest {
  private static final String MODELS = "/v1beta/models/";
  private static final String PART = "candidates 0 content parts 0 ";
  private static final String TOOLS =
      """
      ,"tools":[{"functionDeclarations":[{"name":"weather","parameters":{"type":"OBJECT",\
      "properties":{"city":{"type":"STRING"},"days":{"type":"INTEGER"}}}},{"name":"time"}]}]\
      """;

  private final Simulator simulator;

  GeminiTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private static String body(String more) {
    return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello there\"}]}]%s}"
        .formatted(more);
  }

  private String call(String call, String more) throws Exception {
    var response = send(simulator, MODELS + call, body(more));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private String plain(String model, String more) throws Exception {
    return call(model + ":generateContent", more);
  }

  private List<String> stream(String model, String more) throws Exception {
    return data(call(model + ":streamGenerateContent?alt=sse", more));
  }

  private static String text(String answer) {
    var text = new StringBuilder();
    list(answer, "candidates 0 content parts")
        .forEach(part -> {
          if (part instanceof java.util.Map<?, ?> map && map.get("text") instanceof String s) {
            text.append(Boolean.TRUE.equals(map.get("thought")) ? "" : s);
          }
        });
    return text.toString();
  }

  @Test
  void anAnswerHasAllItsFields() throws Exception {
    var answer = plain("echo", "");
    assertThat(keys(answer, ""))
        .containsExactlyInAnyOrder("candidates", "usageMetadata", "modelVersion", "responseId");
    assertThat(keys(answer, "candidates 0"))
        .containsExactlyInAnyOrder("content", "finishReason", "index");
    assertThat(at(answer, "candidates 0 content role")).isEqualTo("model");
    assertThat(at(answer, PART + "text")).isEqualTo("Hello there");
    assertThat(at(answer, "candidates 0 finishReason")).isEqualTo("STOP");
    assertThat(number(answer, "usageMetadata totalTokenCount"))
        .isEqualTo(
            number(answer, "usageMetadata promptTokenCount")
                + number(answer, "usageMetadata candidatesTokenCount"));
  }

  @Test
  void thoughtsAreCountedBesideTheAnswer() throws Exception {
    var answer = plain("reasoner", "");
    assertThat(number(answer, "usageMetadata thoughtsTokenCount")).isEqualTo(32);
    assertThat(number(answer, "usageMetadata candidatesTokenCount")).isEqualTo(64);
    assertThat(number(answer, "usageMetadata totalTokenCount"))
        .isEqualTo(number(answer, "usageMetadata promptTokenCount") + 96);
    assertThat(at(answer, PART + "thoughtSignature")).asString().isNotEmpty();
    assertThat(at(answer, PART + "text")).asString().startsWith("Lorem");
  }

  @ParameterizedTest
  @CsvSource({
    "generationConfig,thinkingConfig,includeThoughts",
    "generation_config,thinking_config,include_thoughts",
  })
  void thoughtsAreShownWhenWantedInEitherSpelling(String outer, String inner, String name)
      throws Exception {
    var config = ",\"%s\":{\"%s\":{\"%s\":true}}".formatted(outer, inner, name);
    var answer = plain("reasoner", config);
    assertThat(at(answer, PART + "thought")).isEqualTo(true);
    assertThat(list(answer, "candidates 0 content parts")).hasSize(2);
  }

  @Test
  void aBudgetOfNothingTurnsThinkingOff() throws Exception {
    var config = ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}";
    assertThat(plain("reasoner", config)).doesNotContain("thought");
  }

  @Test
  void aStreamIsPartialResponsesWithGoogleLineEnds() throws Exception {
    var raw = call("reasoner:streamGenerateContent?alt=sse", "");
    assertThat(raw).startsWith("data: {").endsWith("}\r\n\r\n").doesNotContain("[DONE]");
    var events = data(raw);
    assertThat(raw.split("\r\n\r\n", -1)).hasSize(events.size() + 1);
    var joined = new StringBuilder();
    for (var event : events) {
      joined.append(text(event));
      assertThat(keys(event, "candidates 0").contains("finishReason"))
          .isEqualTo(event.equals(events.getLast()));
    }
    assertThat(joined.toString()).isEqualTo(text(plain("reasoner", "")));
    assertThat(at(events.getLast(), PART + "text")).isEqualTo("");
    assertThat(at(events.getLast(), PART + "thoughtSignature")).asString().isNotEmpty();
    assertThat(number(events.get(3), "usageMetadata candidatesTokenCount")).isEqualTo(4);
    assertThat(at(events.getLast(), "usageMetadata"))
        .isEqualTo(at(plain("reasoner", ""), "usageMetadata"));
  }

  @Test
  void withoutSseAStreamIsOneJsonArray() throws Exception {
    var response = send(simulator, MODELS + "lorem:streamGenerateContent", body(""));
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    var all = list("{\"all\":" + response.body() + "}", "all");
    assertThat(all).hasSize(65);
    var cut =
        send(simulator, MODELS + "lorem%3Ferror-in-stream-after=2:streamGenerateContent", body(""));
    assertThat(list("{\"all\":" + cut.body() + "}", "all")).hasSize(3);
    assertThat(at("{\"all\":" + cut.body() + "}", "all 2 error code")).isEqualTo(502);
  }

  @Test
  void functionsAreCalledWithAnObject() throws Exception {
    for (var answer : List.of(plain("tools", TOOLS), stream("tools", TOOLS).getLast())) {
      assertThat(at(answer, PART + "functionCall name")).isEqualTo("weather");
      assertThat(at(answer, PART + "functionCall args city")).isEqualTo("some city");
      assertThat(at(answer, PART + "functionCall args days")).isEqualTo(1);
      assertThat(at(answer, "candidates 0 finishReason")).isEqualTo("STOP");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\":\"ANY\"}|weather",
        "{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"time\"]}|time",
        "{\"mode\":\"NONE\"}|",
        "{\"mode\":\"AUTO\"}|",
      })
  void theCallingModeDecides(String config, String name) throws Exception {
    var more = TOOLS + ",\"toolConfig\":{\"functionCallingConfig\":" + config + "}";
    var answer = plain("echo", more);
    if (name == null) {
      assertThat(answer).doesNotContain("functionCall");
    } else {
      assertThat(at(answer, PART + "functionCall name")).isEqualTo(name);
    }
  }

  @Test
  void limitsAndStopsEndTheAnswer() throws Exception {
    var limited = plain("lorem", ",\"generationConfig\":{\"maxOutputTokens\":5}");
    assertThat(at(limited, "candidates 0 finishReason")).isEqualTo("MAX_TOKENS");
    assertThat(number(limited, "usageMetadata candidatesTokenCount")).isEqualTo(5);
    var stopped = plain("lorem", ",\"generationConfig\":{\"stopSequences\":[\" dolor\"]}");
    assertThat(text(stopped)).isEqualTo("Lorem ipsum");
  }

  @Test
  void aSchemaInGooglesWordsIsKeptTo() throws Exception {
    var config =
        ",\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":"
            + "{\"type\":\"OBJECT\",\"properties\":{\"n\":{\"type\":\"INTEGER\"}}}}";
    assertThat(text(plain("lorem", config))).isEqualTo("{\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo:generateContent|{|400|INVALID_ARGUMENT|Invalid JSON",
        "echo:generateContent|{}|400|INVALID_ARGUMENT|contents is not specified",
        "nobody:generateContent|+|404|NOT_FOUND|models/nobody is not found",
        "echo:dance|+|404|NOT_FOUND|not found",
        "down:generateContent|+|503|UNAVAILABLE|overloaded",
        "limited:generateContent|+|429|RESOURCE_EXHAUSTED|retry in 1s",
        "echo%3Fstatus=500:generateContent|+|500|INTERNAL|internal error",
        "echo%3Fdance:generateContent|+|400|INVALID_ARGUMENT|dance",
      })
  void aWrongRequestGetsGooglesError(
      String call, String body, int status, String word, String message) throws Exception {
    var response = send(simulator, MODELS + call, body.equals("+") ? body("") : body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(at(response.body(), "error code")).isEqualTo(status);
    assertThat(at(response.body(), "error status")).isEqualTo(word);
    assertThat(at(response.body(), "error message")).asString().contains(message);
  }

  @Test
  void whenToComeAgainStandsInTheDetails() throws Exception {
    var response = send(simulator, MODELS + "echo%3Fretry-after=1.5s:generateContent", body(""));
    assertThat(at(response.body(), "error details 0 @type"))
        .isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    assertThat(at(response.body(), "error details 0 retryDelay")).isEqualTo("1.5s");
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void tokensAreCounted() throws Exception {
    var counted = call("echo:countTokens", "");
    assertThat(number(counted, "totalTokens"))
        .isEqualTo(number(plain("echo", ""), "usageMetadata promptTokenCount"));
    var wrapped = "{\"generateContentRequest\":" + body("") + "}";
    assertThat(send(simulator, MODELS + "echo:countTokens", wrapped).body()).isEqualTo(counted);
  }

  @Test
  void theSameTextGetsTheSameVector() throws Exception {
    var one = "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":4}";
    var single = send(simulator, MODELS + "embed:embedContent", one).body();
    var batch =
        send(
                simulator,
                MODELS + "embed:batchEmbedContents",
                "{\"requests\":[%s,%s]}".formatted(one.replace("\"a\"", "\"b\""), one))
            .body();
    assertThat(list(single, "embedding values")).hasSize(4);
    assertThat(at(batch, "embeddings 1 values")).isEqualTo(at(single, "embedding values"));
    assertThat(at(batch, "embeddings 0 values")).isNotEqualTo(at(single, "embedding values"));
  }
}
