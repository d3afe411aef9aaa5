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
final class ResponsesTest {
  private static final String PATH = "/v1/responses";
  private static final String TOOLS =
      """
      ,"tools":[{"type":"function","name":"weather","parameters":{"type":"object",\
      "properties":{"city":{"type":"string"}}}},{"type":"custom","name":"patch"}]\
      """;

  private final Simulator simulator;

  ResponsesTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private String plain(String model, String more) throws Exception {
    var body = "{\"model\":\"%s\",\"input\":\"Hello there\"%s}".formatted(model, more);
    var response = send(simulator, PATH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private List<String> stream(String model, String more) throws Exception {
    return data(plain(model, ",\"stream\":true" + more));
  }

  private static List<String> types(List<String> events) {
    return events.stream().map(e -> String.valueOf(at(e, "type"))).distinct().toList();
  }

  @Test
  void aResponseHasAllItsFields() throws Exception {
    var answer = plain("echo", ",\"metadata\":{\"a\":\"b\"},\"temperature\":0.5");
    assertThat(keys(answer, ""))
        .contains(
            "id",
            "object",
            "created_at",
            "completed_at",
            "status",
            "background",
            "error",
            "incomplete_details",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "model",
            "output",
            "parallel_tool_calls",
            "previous_response_id",
            "reasoning",
            "service_tier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "usage",
            "user",
            "metadata");
    assertThat(at(answer, "id")).asString().startsWith("resp_");
    assertThat(at(answer, "status")).isEqualTo("completed");
    assertThat(at(answer, "metadata a")).isEqualTo("b");
    assertThat(at(answer, "temperature")).isEqualTo(0.5);
    assertThat(keys(answer, "output 0"))
        .containsExactlyInAnyOrder("id", "type", "status", "content", "role");
    assertThat(keys(answer, "output 0 content 0"))
        .containsExactlyInAnyOrder("type", "annotations", "logprobs", "text");
    assertThat(at(answer, "output 0 content 0 text")).isEqualTo("Hello there");
  }

  @Test
  void usageCountsReasoningWithinTheOutput() throws Exception {
    var answer = plain("reasoner", "");
    assertThat(number(answer, "usage output_tokens_details reasoning_tokens")).isEqualTo(32);
    assertThat(number(answer, "usage output_tokens")).isEqualTo(32 + 64);
    assertThat(number(answer, "usage total_tokens"))
        .isEqualTo(number(answer, "usage input_tokens") + 96);
    assertThat(at(answer, "usage input_tokens_details cached_tokens")).isEqualTo(0);
  }

  @Test
  void reasoningIsSealedAndItsSummaryComesWhenWanted() throws Exception {
    var hidden = plain("reasoner", "");
    assertThat(list(hidden, "output 0 summary")).isEmpty();
    assertThat(at(hidden, "output 0 encrypted_content")).asString().startsWith("gAAAAA");
    var shown = plain("reasoner", ",\"reasoning\":{\"summary\":\"auto\"}");
    assertThat(at(shown, "output 0 summary 0 type")).isEqualTo("summary_text");
    assertThat(at(shown, "output 0 summary 0 text")).asString().startsWith("Lorem ipsum");
    assertThat(at(plain("reasoner", ",\"reasoning\":{\"effort\":\"none\"}"), "output 0 type"))
        .isEqualTo("message");
  }

  @Test
  void aStreamFollowsTheGrammarAndIsNumberedWithoutGaps() throws Exception {
    var text = plain("reasoner", ",\"stream\":true,\"reasoning\":{\"summary\":\"auto\"}");
    var events = data(text);
    for (int i = 0; i < events.size(); i++) {
      assertThat(number(events.get(i), "sequence_number")).isEqualTo(i);
      assertThat(text).contains("event: " + at(events.get(i), "type") + "\ndata: ");
    }
    assertThat(types(events))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.completed");
    assertThat(text).doesNotContain("[DONE]");
  }

  @Test
  void theLastEventHasWhatThePlainAnswerHas() throws Exception {
    var events = stream("reasoner", "");
    var whole = plain("reasoner", "");
    assertThat(at(events.getLast(), "response output 1 content"))
        .isEqualTo(at(whole, "output 1 content"));
    assertThat(at(events.getLast(), "response usage")).isEqualTo(at(whole, "usage"));
    var joined = new StringBuilder();
    for (var event : events) {
      if ("response.output_text.delta".equals(at(event, "type"))) {
        joined.append(at(event, "delta"));
        assertThat(at(event, "output_index")).isEqualTo(1);
        assertThat(at(event, "content_index")).isEqualTo(0);
        assertThat(at(event, "item_id")).isEqualTo(at(events.getLast(), "response output 1 id"));
      }
    }
    assertThat(joined.toString()).isEqualTo(at(whole, "output 1 content 0 text"));
  }

  @Test
  void functionCallsJoinToTheirArguments() throws Exception {
    var events = stream("tools?tool-calls=2", TOOLS);
    assertThat(types(events))
        .contains(
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.custom_tool_call_input.delta",
            "response.custom_tool_call_input.done");
    var last = events.getLast();
    assertThat(keys(last, "response output 0"))
        .containsExactlyInAnyOrder("id", "type", "status", "arguments", "call_id", "name");
    assertThat(at(last, "response output 0 type")).isEqualTo("function_call");
    assertThat(at(last, "response output 0 arguments")).isEqualTo("{\"city\":\"some city\"}");
    assertThat(at(last, "response output 1 type")).isEqualTo("custom_tool_call");
    assertThat(at(last, "response output 1 input")).isEqualTo("some input");
    assertThat(at(last, "response output 0 call_id"))
        .isNotEqualTo(at(last, "response output 1 call_id"));
  }

  @Test
  void aLimitLeavesTheResponseIncomplete() throws Exception {
    var events = stream("lorem", ",\"max_output_tokens\":16");
    var last = events.getLast();
    assertThat(at(last, "type")).isEqualTo("response.incomplete");
    assertThat(at(last, "response status")).isEqualTo("incomplete");
    assertThat(at(last, "response incomplete_details reason")).isEqualTo("max_output_tokens");
    assertThat(at(last, "response output 0 status")).isEqualTo("incomplete");
    assertThat(number(last, "response usage output_tokens")).isEqualTo(16);
  }

  @Test
  void anErrorInTheMiddleKeepsTheNumbersAndFailsTheResponse() throws Exception {
    var events = stream("lorem?error-in-stream-after=4", "");
    assertThat(events).hasSize(6);
    assertThat(at(events.get(4), "type")).isEqualTo("error");
    assertThat(at(events.get(4), "sequence_number")).isEqualTo(4);
    assertThat(at(events.get(4), "error type")).isEqualTo("server_error");
    assertThat(at(events.get(5), "type")).isEqualTo("response.failed");
    assertThat(at(events.get(5), "sequence_number")).isEqualTo(5);
    assertThat(at(events.get(5), "response error code")).isEqualTo("server_error");
  }

  @Test
  void aSchemaIsKeptTo() throws Exception {
    var format =
        ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}";
    assertThat(at(plain("lorem", format), "output 0 content 0 text")).isEqualTo("{\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":|400|could not parse",
        "{\"input\":\"x\"}|400|parameter: 'model'",
        "{\"model\":\"echo\"}|400|parameter: 'input'",
        "{\"model\":\"echo\",\"input\":[]}|400|parameter: 'input'",
        "{\"model\":\"nobody\",\"input\":\"x\"}|400|model 'nobody' does not exist",
        "{\"model\":\"echo\",\"input\":\"x\",\"max_output_tokens\":3}|400|>= 16, but got 3",
        "{\"model\":\"echo\",\"input\":\"x\",\"previous_response_id\":\"resp_1\"}|400|id 'resp_1' not found",
        "{\"model\":\"echo?dance=1\",\"input\":\"x\"}|400|behaviour: dance",
        "{\"model\":\"down\",\"input\":\"x\"}|503|overloaded",
      })
  void aWrongRequestGetsOpenAisError(String body, int status, String message) throws Exception {
    var response = send(simulator, PATH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(at(response.body(), "error message")).asString().contains(message);
    assertThat(keys(response.body(), "error")).containsExactly("message", "type", "param", "code");
  }

  @Test
  void tokensAreCounted() throws Exception {
    var body = "{\"model\":\"echo\",\"input\":\"Hello there\"}";
    var counted = send(simulator, PATH + "/input_tokens", body).body();
    assertThat(at(counted, "object")).isEqualTo("response.input_tokens");
    assertThat(number(counted, "input_tokens"))
        .isEqualTo(number(plain("echo", ""), "usage input_tokens"));
  }
}
