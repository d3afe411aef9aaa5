package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.data;
import static dev.fairlead.simulator.Caller.get;
import static dev.fairlead.simulator.Caller.keys;
import static dev.fairlead.simulator.Caller.number;
import static dev.fairlead.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.script.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessagesTest {
  private static final String PATH = "/v1/messages";
  private static final String TOOLS =
      """
      ,"tools":[{"name":"weather","input_schema":{"type":"object",\
      "properties":{"city":{"type":"string"}}}},{"name":"time","input_schema":{}}]\
      """;

  private final Simulator simulator;

  MessagesTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private static String body(String model, String more) {
    return "{\"model\":\"%s\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]%s}"
        .formatted(model, more);
  }

  private HttpResponse<String> call(String path, String body) throws Exception {
    return send(simulator, path, body, "anthropic-version", "2023-06-01");
  }

  private String plain(String model, String more) throws Exception {
    var response = call(PATH, body(model, more));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private List<String> stream(String model, String more) throws Exception {
    return data(plain(model, ",\"stream\":true" + more));
  }

  private static String joined(List<String> events, String member) {
    var text = new StringBuilder();
    for (var event : events) {
      if (keys(event, "").contains("delta") && keys(event, "delta").contains(member)) {
        text.append(at(event, "delta " + member));
      }
    }
    return text.toString();
  }

  @Test
  void aMessageHasAllItsFields() throws Exception {
    var answer = plain("echo", "");
    assertThat(keys(answer, ""))
        .containsExactlyInAnyOrder(
            "model",
            "id",
            "type",
            "role",
            "content",
            "stop_reason",
            "stop_sequence",
            "stop_details",
            "usage");
    assertThat(keys(answer, "content 0")).containsExactly("type", "text");
    assertThat(at(answer, "type")).isEqualTo("message");
    assertThat(at(answer, "role")).isEqualTo("assistant");
    assertThat(at(answer, "content 0 type")).isEqualTo("text");
    assertThat(at(answer, "content 0 text")).isEqualTo("Hello there");
    assertThat(at(answer, "stop_reason")).isEqualTo("end_turn");
    assertThat(keys(answer, "usage"))
        .contains(
            "input_tokens",
            "cache_creation_input_tokens",
            "cache_read_input_tokens",
            "cache_creation",
            "output_tokens",
            "service_tier");
  }

  @Test
  void whatIsCachedIsNotAmongTheInputTokens() throws Exception {
    var body = body("lorem", "").replace("Hello there", "x".repeat(8000));
    var answer = call(PATH, body).body();
    int counted = number(call(PATH + "/count_tokens", body).body(), "input_tokens");
    int cached = number(answer, "usage cache_read_input_tokens");
    assertThat(cached).isBetween(900, counted / 2);
    assertThat(number(answer, "usage input_tokens")).isEqualTo(counted - cached);
  }

  @Test
  void aStreamIsBlocksInTheirBrackets() throws Exception {
    var text = plain("reasoner?tokens=20", ",\"stream\":true");
    var events = data(text);
    var order = new ArrayList<String>();
    for (var event : events) {
      var type = String.valueOf(at(event, "type"));
      assertThat(text).contains("event: " + type + "\ndata: ");
      var index = keys(event, "").contains("index") ? " " + at(event, "index") : "";
      if (order.isEmpty() || !order.getLast().equals(type + index)) {
        order.add(type + index);
      }
    }
    assertThat(order)
        .containsExactly(
            "message_start",
            "content_block_start 0",
            "ping",
            "content_block_delta 0",
            "content_block_stop 0",
            "content_block_start 1",
            "content_block_delta 1",
            "content_block_stop 1",
            "message_delta",
            "message_stop");
    var whole = plain("reasoner?tokens=20", "");
    assertThat(joined(events, "thinking")).isEqualTo(at(whole, "content 0 thinking"));
    assertThat(joined(events, "signature")).isEqualTo(at(whole, "content 0 signature"));
    assertThat(joined(events, "text")).isEqualTo(at(whole, "content 1 text"));
    var end = events.get(events.size() - 2);
    assertThat(at(end, "delta stop_reason")).isEqualTo("end_turn");
    assertThat(at(end, "usage output_tokens")).isEqualTo(at(whole, "usage output_tokens"));
  }

  @Test
  void thoughtsCanBeLeftOutOrOff() throws Exception {
    var omitted =
        stream("reasoner", ",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}");
    assertThat(joined(omitted, "thinking")).isEmpty();
    assertThat(joined(omitted, "signature")).isNotEmpty();
    var off = plain("reasoner", ",\"thinking\":{\"type\":\"disabled\"}");
    assertThat(at(off, "content 0 type")).isEqualTo("text");
  }

  @Test
  void toolsAreCalledWithAnObject() throws Exception {
    var answer = plain("tools?tool-calls=2", TOOLS);
    assertThat(keys(answer, "content 0"))
        .containsExactlyInAnyOrder("type", "id", "name", "input", "caller");
    assertThat(at(answer, "content 0 input city")).isEqualTo("some city");
    assertThat(at(answer, "content 0 id")).asString().matches("toolu_[a-zA-Z0-9_-]+");
    assertThat(at(answer, "content 1 name")).isEqualTo("time");
    assertThat(at(answer, "content 1 id")).isNotEqualTo(at(answer, "content 0 id"));
    assertThat(at(answer, "stop_reason")).isEqualTo("tool_use");
    var events = stream("tools", TOOLS);
    assertThat(joined(events, "partial_json")).isEqualTo("{\"city\":\"some city\"}");
    assertThat(at(events.get(1), "content_block input")).isEqualTo(java.util.Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"any\"}|weather",
        "{\"type\":\"tool\",\"name\":\"time\"}|time",
        "{\"type\":\"none\"}|",
        "{\"type\":\"auto\"}|",
      })
  void toolChoiceDecides(String choice, String name) throws Exception {
    var answer = plain("echo", TOOLS + ",\"tool_choice\":" + choice);
    assertThat(at(answer, "content 0 type")).isEqualTo(name == null ? "text" : "tool_use");
    if (name != null) {
      assertThat(at(answer, "content 0 name")).isEqualTo(name);
    }
  }

  @Test
  void theReasonForTheEndIsSaid() throws Exception {
    var stopped = plain("lorem", ",\"stop_sequences\":[\"nothing\",\" dolor\"]");
    assertThat(at(stopped, "stop_reason")).isEqualTo("stop_sequence");
    assertThat(at(stopped, "stop_sequence")).isEqualTo(" dolor");
    assertThat(at(stopped, "content 0 text")).isEqualTo("Lorem ipsum");
    var body = body("lorem", "").replace("\"max_tokens\":1000", "\"max_tokens\":5");
    assertThat(at(call(PATH, body).body(), "stop_reason")).isEqualTo("max_tokens");
  }

  @Test
  void aSchemaIsKeptTo() throws Exception {
    var format =
        ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}";
    assertThat(at(plain("lorem", format), "content 0 text")).isEqualTo("{\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":|400|invalid_request_error|not valid JSON",
        "{\"messages\":[]}|400|invalid_request_error|model: Field required",
        "{\"model\":\"echo\",\"messages\":[{}]}|400|invalid_request_error|max_tokens: Field",
        "{\"model\":\"echo\",\"max_tokens\":9}|400|invalid_request_error|messages: Field",
        "{\"model\":\"echo\",\"max_tokens\":9,\"messages\":[]}|400|invalid_request_error|at least one",
        "{\"model\":\"nobody\",\"max_tokens\":9,\"messages\":[{}]}|404|not_found_error|model: nobody",
        "{\"model\":\"down\",\"max_tokens\":9,\"messages\":[{}]}|503|api_error|Internal",
        "{\"model\":\"limited\",\"max_tokens\":9,\"messages\":[{}]}|429|rate_limit_error|rate limit",
        "{\"model\":\"echo?status=529\",\"max_tokens\":9,\"messages\":[{}]}|529|overloaded_error|Over",
        "{\"model\":\"echo?dance\",\"max_tokens\":9,\"messages\":[{}]}|400|invalid_request_error|dance",
      })
  void aWrongRequestGetsAnthropicsError(String body, int status, String type, String message)
      throws Exception {
    var response = call(PATH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(keys(response.body(), "")).containsExactly("type", "error", "request_id");
    assertThat(at(response.body(), "error type")).isEqualTo(type);
    assertThat(at(response.body(), "error message")).asString().contains(message);
  }

  @Test
  void anErrorInTheMiddleIsAnErrorEvent() throws Exception {
    var events = stream("lorem?error-in-stream-after=3", "");
    assertThat(events).hasSize(4);
    assertThat(at(events.get(3), "type")).isEqualTo("error");
    assertThat(at(events.get(3), "error type")).isEqualTo("api_error");
  }

  @Test
  void theVersionMustBeSaid() throws Exception {
    var response = send(simulator, PATH, body("echo", ""));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(at(response.body(), "error message"))
        .isEqualTo("anthropic-version: header is required");
  }

  @Test
  void theModelsAreAnthropicsWhereItsVersionIsSaid() throws Exception {
    var version = new String[] {"anthropic-version", "2023-06-01"};
    var listed = get(simulator, "/models", version).body();
    assertThat(at(listed, "data 0 type")).isEqualTo("model");
    assertThat(at(listed, "has_more")).isEqualTo(false);
    assertThat(at(get(simulator, "/models/lorem", version).body(), "id")).isEqualTo("lorem");
    assertThat(get(simulator, "/models/nobody", version).statusCode()).isEqualTo(404);
    assertThat(at(get(simulator, "/models").body(), "object")).isEqualTo("list");
  }
}
