package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.chat;
import static dev.fairlead.simulator.Caller.events;
import static dev.fairlead.simulator.Caller.joined;
import static dev.fairlead.simulator.Caller.number;
import static dev.fairlead.simulator.Caller.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.script.Script;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChatTest {
  private static final String PATH = "/chat/completions";
  private static final String TOOLS =
      """
      ,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",\
      "properties":{"city":{"type":"string"},"unit":{"enum":["C","F"]}}}}},\
      {"type":"function","function":{"name":"time"}}]\
      """;

  private final Simulator simulator;

  ChatTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @BeforeAll
  void listens() {
    assertThat(simulator.port()).isPositive();
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private String plain(String body) throws Exception {
    var response = post(simulator, PATH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void anEchoSaysWhatTheUserSaidLast() throws Exception {
    var body =
        """
        {"messages":[{"role":"user","content":"first"},{"role":"assistant","content":"x"},
         {"role":"user","content":[{"type":"text","text":"a \\"b\\"\\n\\u00e4"},
          {"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":" \\ud83d\\ude00"}]},
         {"role":"assistant","content":"y"}],"model":"echo"}\
        """;
    var answer = plain(body);
    assertThat(at(answer, "choices 0 message content")).isEqualTo("a \"b\"\nä 😀");
    assertThat(at(answer, "choices 0 finish_reason")).isEqualTo("stop");
    assertThat(at(answer, "object")).isEqualTo("chat.completion");
    assertThat(at(answer, "model")).isEqualTo("echo");
  }

  @Test
  void usageAddsUp() throws Exception {
    var answer = plain(chat("reasoner", ",\"max_tokens\":50"));
    assertThat(at(answer, "usage completion_tokens")).isEqualTo(50);
    assertThat(at(answer, "usage completion_tokens_details reasoning_tokens")).isEqualTo(32);
    assertThat(at(answer, "usage total_tokens"))
        .isEqualTo(number(answer, "usage prompt_tokens") + 50);
  }

  @Test
  void aLongPromptCountsAsHalfCached() throws Exception {
    var body = chat("lorem", "").replace("Hello there", "x".repeat(8000));
    var answer = plain(body);
    assertThat(number(answer, "usage prompt_tokens_details cached_tokens"))
        .isBetween(900, number(answer, "usage prompt_tokens") / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'',64,stop",
    "',\"max_tokens\":5',5,length",
    "',\"max_completion_tokens\":70',70,length"
  })
  void loremFillsItsLimit(String limit, int tokens, String finish) throws Exception {
    var answer = plain(chat("lorem", limit));
    assertThat(at(answer, "usage completion_tokens")).isEqualTo(tokens);
    assertThat(at(answer, "choices 0 finish_reason")).isEqualTo(finish);
  }

  @Test
  void aStopSequenceEndsTheAnswer() throws Exception {
    var answer = plain(chat("lorem", ",\"stop\":[\"nothing\",\" dolor\"]"));
    assertThat(at(answer, "choices 0 message content")).isEqualTo("Lorem ipsum");
    assertThat(at(answer, "choices 0 finish_reason")).isEqualTo("stop");
  }

  @Test
  void aStreamSaysTheSameAsThePlainAnswer() throws Exception {
    var stream = plain(chat("lorem", ",\"stream\":true"));
    var whole = plain(chat("lorem", ""));
    assertThat(joined(stream, "content")).isEqualTo(at(whole, "choices 0 message content"));
    var events = events(stream);
    assertThat(events.getLast()).isEqualTo("[DONE]");
    assertThat(at(events.getFirst(), "choices 0 delta role")).isEqualTo("assistant");
    assertThat(at(events.get(events.size() - 2), "choices 0 finish_reason")).isEqualTo("stop");
    assertThat(stream).doesNotContain("usage");
  }

  @Test
  void usageEndsAStreamThatAsksForIt() throws Exception {
    var more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":7";
    var events = events(plain(chat("lorem", more)));
    var last = events.get(events.size() - 2);
    assertThat(at(last, "choices")).isEqualTo(List.of());
    assertThat(at(last, "usage completion_tokens")).isEqualTo(7);
    assertThat(events.getFirst()).contains("\"usage\":null");
  }

  @ParameterizedTest
  @CsvSource({
    "none,0",
    "every-chunk,6",
    "last-choice,1",
    "choice,1",
    "asked,1",
  })
  void usageStandsWhereTheScriptWantsIt(String place, int events) throws Exception {
    var more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":4";
    var found = events(plain(chat("lorem?usage=" + place, more)));
    assertThat(found.stream().filter(e -> e.contains("prompt_tokens\":"))).hasSize(events);
    assertThat(found.getLast()).isEqualTo("[DONE]");
    if (place.equals("choice")) {
      assertThat(at(found.get(found.size() - 2), "choices 0 usage completion_tokens")).isEqualTo(4);
    }
    if (place.equals("every-chunk")) {
      assertThat(at(found.get(2), "usage completion_tokens")).isEqualTo(2);
    }
  }

  @Test
  void toolsAreCalledWithArgumentsOfTheirSchema() throws Exception {
    var answer = plain(chat("tools", TOOLS));
    var call = "choices 0 message tool_calls 0 ";
    assertThat(at(answer, "choices 0 message content")).isNull();
    assertThat(at(answer, call + "function name")).isEqualTo("weather");
    assertThat(at(answer, call + "function arguments"))
        .isEqualTo("{\"city\":\"some city\",\"unit\":\"C\"}");
    assertThat(at(answer, "choices 0 finish_reason")).isEqualTo("tool_calls");
  }

  @Test
  void aStreamedToolCallJoinsToTheSameArguments() throws Exception {
    var stream = plain(chat("tools?tool-calls=2", ",\"stream\":true" + TOOLS));
    var arguments = new StringBuilder();
    var ids = new HashSet<Object>();
    for (var event : events(stream)) {
      if (event.contains("tool_calls\":[")) {
        var call = "choices 0 delta tool_calls 0 ";
        arguments.append(at(event, call + "index")).append(at(event, call + "function arguments"));
        if (event.contains("\"id\":\"call_")) {
          ids.add(at(event, call + "id"));
          assertThat(at(event, call + "type")).isEqualTo("function");
        }
      }
    }
    assertThat(ids).hasSize(2);
    assertThat(arguments.toString().replaceAll("[01]", ""))
        .isEqualTo("{\"city\":\"some city\",\"unit\":\"C\"}{}");
  }

  @Test
  void aToolResultIsAnsweredWithText() throws Exception {
    var body =
        "{\"model\":\"tools\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"22 degrees\"}]"
            + TOOLS
            + "}";
    assertThat(at(plain(body), "choices 0 message content")).isEqualTo("The tool says: 22 degrees");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools|\"none\"|",
        "lorem|\"auto\"|",
        "lorem|\"required\"|weather",
        "echo|{\"type\":\"function\",\"function\":{\"name\":\"time\"}}|time",
      })
  void toolChoiceDecides(String model, String choice, String name) throws Exception {
    var answer = plain(chat(model, TOOLS + ",\"tool_choice\":" + choice));
    if (name == null) {
      assertThat(answer).doesNotContain("tool_calls");
    } else {
      assertThat(at(answer, "choices 0 message tool_calls 0 function name")).isEqualTo(name);
    }
  }

  @Test
  void aSchemaIsKeptTo() throws Exception {
    var format =
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}";
    assertThat(at(plain(chat("lorem", format)), "choices 0 message content"))
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void severalChoicesComeInTurn() throws Exception {
    var whole = plain(chat("echo", ",\"n\":3"));
    assertThat(at(whole, "choices 2 message content")).isEqualTo("Hello there");
    assertThat(at(whole, "usage completion_tokens")).isEqualTo(6);
    var events = events(plain(chat("echo", ",\"n\":2,\"stream\":true")));
    assertThat(events.stream().filter(e -> e.contains("\"index\":1"))).hasSize(4);
    assertThat(at(events.get(1), "choices 0 index")).isEqualTo(1);
  }

  @Test
  void reasoningComesBeforeTheText() throws Exception {
    var stream = plain(chat("reasoner", ",\"stream\":true"));
    assertThat(joined(stream, "reasoning_content")).startsWith("Lorem ipsum");
    assertThat(stream.lastIndexOf("reasoning_content"))
        .isLessThan(stream.indexOf("\"content\":\"L"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":|400|could not parse",
        "[]|400|could not parse",
        "{\"model\":\"echo\"} x|400|could not parse",
        "{\"messages\":[]}|400|model parameter",
        "{\"model\":\"echo\"}|400|'messages'",
        "{\"model\":\"echo\",\"messages\":[]}|400|empty array",
        "{\"model\":\"nobody\",\"messages\":[{}]}|404|`nobody` does not exist",
        "{\"model\":\"echo\",\"messages\":[{}],\"max_tokens\":0}|400|got 0 instead",
        "{\"model\":\"echo?dance=1\",\"messages\":[{}]}|400|behaviour: dance",
        "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"\\uZZZZ\"}]}|400|parse",
      })
  void aWrongRequestGetsOpenAisError(String body, int status, String message) throws Exception {
    var response = post(simulator, PATH, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(at(response.body(), "error message")).asString().contains(message);
    assertThat(at(response.body(), "error type")).isEqualTo("invalid_request_error");
  }

  @Test
  void theModelMayBeAskedForByTheGatewaysName() throws Exception {
    assertThat(at(plain(chat("simulated/echo", "")), "model")).isEqualTo("simulated/echo");
    assertThat(simulator.journal().byModel()).containsKey("echo");
  }

  @Test
  void theSameRequestGetsTheSameAnswerButForItsId() throws Exception {
    var first = plain(chat("lorem", ""));
    var second = plain(chat("lorem", ""));
    assertThat(at(first, "id")).isNotEqualTo(at(second, "id"));
    assertThat(at(first, "choices")).isEqualTo(at(second, "choices"));
  }
}
