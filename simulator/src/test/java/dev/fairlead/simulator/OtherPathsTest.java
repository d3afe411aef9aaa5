package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.chat;
import static dev.fairlead.simulator.Caller.events;
import static dev.fairlead.simulator.Caller.get;
import static dev.fairlead.simulator.Caller.list;
import static dev.fairlead.simulator.Caller.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.simulator.script.Script;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OtherPathsTest {
  private final Simulator simulator;

  OtherPathsTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, Script.standard());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void anEmbeddingHasLengthOneAndDependsOnTheText() throws Exception {
    var body = "{\"model\":\"embed\",\"input\":[\"a\",\"b\",\"a\"],\"dimensions\":8}";
    var answer = post(simulator, "/embeddings", body).body();
    var first = list(answer, "data 0 embedding");
    double square = first.stream().mapToDouble(n -> Math.pow(((Number) n).doubleValue(), 2)).sum();
    assertThat(first).hasSize(8);
    assertThat(square).isCloseTo(1, within(1e-5));
    assertThat(at(answer, "data 2 embedding")).isEqualTo(first);
    assertThat(at(answer, "data 1 embedding")).isNotEqualTo(first);
    assertThat(at(answer, "usage prompt_tokens")).isEqualTo(3);
  }

  @Test
  void base64HoldsTheSameFloats() throws Exception {
    var body = "{\"model\":\"embed\",\"input\":\"a\",\"dimensions\":4%s}";
    var floats =
        list(post(simulator, "/embeddings", body.formatted("")).body(), "data 0 embedding");
    var coded =
        (String)
            at(
                post(simulator, "/embeddings", body.formatted(",\"encoding_format\":\"base64\""))
                    .body(),
                "data 0 embedding");
    var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(coded)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(16);
    for (var number : floats) {
      assertThat(bytes.getFloat()).isEqualTo(((Number) number).floatValue());
    }
  }

  @Test
  void aCompletionAnswersEachPrompt() throws Exception {
    var body = "{\"model\":\"echo\",\"prompt\":[\"one two\",\"three\"],\"n\":2}";
    var answer = post(simulator, "/completions", body).body();
    assertThat(at(answer, "choices 1 text")).isEqualTo("one two");
    assertThat(at(answer, "choices 3 text")).isEqualTo("three");
    assertThat(at(answer, "usage completion_tokens")).isEqualTo(6);
  }

  @Test
  void aCompletionStreams() throws Exception {
    var body =
        "{\"model\":\"echo\",\"prompt\":\"one two\",\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}";
    var events = events(post(simulator, "/completions", body).body());
    assertThat(events).hasSize(5);
    assertThat(at(events.get(0), "choices 0 text")).isEqualTo("one");
    assertThat(at(events.get(2), "choices 0 finish_reason")).isEqualTo("stop");
    assertThat(at(events.get(3), "usage total_tokens")).isEqualTo(4);
    assertThat(events.get(4)).isEqualTo("[DONE]");
  }

  @Test
  void modelsAreListedAndFound() throws Exception {
    assertThat(at(get(simulator, "/models").body(), "data 0 id")).isEqualTo("echo");
    assertThat(at(get(simulator, "/models/lorem").body(), "id")).isEqualTo("lorem");
    assertThat(get(simulator, "/models/nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(get(simulator, "/chat/completions").statusCode()).isEqualTo(405);
    assertThat(get(simulator, "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void withAKeyOnlyItsBearerIsAnswered() throws Exception {
    var settings = Simulator.Settings.STANDARD.key("sk-right");
    try (var closed = Simulator.start(settings)) {
      var path = "/chat/completions";
      var body = chat("echo", "");
      var none = post(closed, path, body);
      var wrong = post(closed, path, body, "Authorization", "Bearer sk-quite-wrong");
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(at(wrong.body(), "error code")).isEqualTo("invalid_api_key");
      assertThat(wrong.body()).doesNotContain("quite");
      assertThat(post(closed, path, body, "authorization", "Bearer sk-right").statusCode())
          .isEqualTo(200);
    }
  }
}
