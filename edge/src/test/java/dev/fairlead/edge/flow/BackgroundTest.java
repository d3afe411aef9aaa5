package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.state.Head;
import dev.fairlead.state.Head.Context;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that are made in the background: polled, followed, cancelled, left behind. */
@ParameterizedClass
@EnumSource(Mode.class)
final class BackgroundTest {
  private static final String BACKGROUND = "\"background\":true";
  private static final String STREAM = "\"stream\":true";
  private static final String SLOW = "x-simulate: tokens=2000,tokens-per-second=50";

  @Parameter
  @SuppressWarnings("NullAway.Init")
  private Mode mode;

  @TempDir private Path directory;

  private static String path(Node response) {
    return "/v1/responses/" + response.text("id");
  }

  private static Node now(Talk talk, Node response) {
    try {
      return Talk.node(talk.get(path(response)).text());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Node until(Talk talk, Node response, Status status) throws InterruptedException {
    Pair.await(
        "status: " + status.word(), () -> now(talk, response).text("status").equals(status.word()));
    return now(talk, response);
  }

  @Test
  void aResponseIsAcceptedAtOnceAndPolledToItsEnd() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var first = talk.created(Talk.body("chat", "before"));
      var after = "\"previous_response_id\":\"" + first.text("id") + "\"";
      var queued =
          talk.created(
              Talk.body("claude", "hello", BACKGROUND, after, "\"metadata\":{\"a\":\"b\"}"));
      assertThat(queued.text("status")).isEqualTo("queued");
      assertThat(Talk.at(queued, "background").raw().text()).isEqualTo("true");
      assertThat(Talk.at(queued, "metadata").raw().text()).isEqualTo("{\"a\":\"b\"}");
      var done = until(talk, queued, Status.COMPLETED);
      assertThat(Talk.at(done, "output").raw().text()).contains("hello");
      assertThat(Talk.at(done, "background").raw().text()).isEqualTo("true");
      assertThat(done.text("previous_response_id")).isEqualTo(first.text("id"));
      assertThat(talk.sent("claude")).containsSubsequence("before", "before", "hello");
      assertThat(talk.get(path(queued) + "/input_items").text())
          .contains("hello")
          .contains("before");
      var next =
          talk.created(
              Talk.body("own", "on", "\"previous_response_id\":\"" + done.text("id") + "\""));
      assertThat(next.text("status")).isEqualTo("completed");
      Pair.await("three settlements", () -> talk.records.size() == 3);
      assertThat(talk.records).allMatch(record -> record.end() == End.ANSWERED);
    }
  }

  @Test
  void aStreamIsResumedAfterAnyOfItsEvents() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var answer = talk.create(Talk.body("gemini", "one two three four", BACKGROUND, STREAM));
      assertThat(answer.header("content-type")).startsWith("text/event-stream");
      var events = Talk.events(answer.bytes());
      assertThat(events.getFirst().text("type")).isEqualTo("response.queued");
      var response = Talk.at(events.getLast(), "response");
      assertThat(events.getLast().text("type")).isEqualTo("response.completed");
      assertThat(events)
          .allMatch(event ->
              !event.has("response")
                  || Talk.at(event, "response").text("id").equals(response.text("id")));
      assertThat(talk.get(path(response)).text()).isEqualTo(response.raw().text());
      var all = texts(events);
      for (int i = -1; i < events.size(); i++) {
        if (i >= 0) {
          assertThat(events.get(i).number("sequence_number", -1)).isEqualTo(i);
        }
        var query = "?stream=true" + (i < 0 ? "" : "&starting_after=" + i);
        var tail = talk.get(path(response) + query);
        assertThat(texts(Talk.events(tail.bytes()))).isEqualTo(all.subList(i + 1, all.size()));
      }
    }
  }

  private static List<String> texts(List<Node> events) {
    return events.stream().map(event -> event.raw().text()).toList();
  }

  @Test
  void whatIsStillMadeIsFollowedLiveAndCancelled() throws Exception {
    try (var talk = Talk.start(mode, directory);
        var wire = new Wire(talk.port())) {
      var queued = talk.created(Talk.body("own", "hello", BACKGROUND), SLOW);
      wire.send(Talk.line("GET", path(queued) + "?stream=true", "", Pair.KEY));
      assertThat(wire.head().status()).isEqualTo(200);
      var seen = new StringBuilder();
      while (!seen.toString().contains("output_text.delta")) {
        seen.append(new String(wire.chunk(), java.nio.charset.StandardCharsets.UTF_8));
      }
      assertThat(now(talk, queued).text("status")).isEqualTo("in_progress");
      var after = "\"previous_response_id\":\"" + queued.text("id") + "\"";
      assertThat(talk.create(Talk.body("own", "x", after)).text())
          .contains("previous_response_not_ended");

      var cancelled = talk.ask("POST", path(queued) + "/cancel", "");
      assertThat(Talk.node(cancelled.text()).text("status")).isEqualTo("cancelled");
      while (wire.chunk().length > 0) {
        // The stream ends by itself.
      }
      talk.simulator("own").awaitCancelled(1, Pair.SOON);
      assertThat(now(talk, queued).text("status")).isEqualTo("cancelled");
      assertThat(talk.ask("POST", path(queued) + "/cancel", "").text()).isEqualTo(cancelled.text());
    }
  }

  @Test
  void aResponseOfTheForegroundIsNeitherCancelledNorFollowed() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var response = talk.created(Talk.body("own", "hello"));
      assertThat(talk.ask("POST", path(response) + "/cancel", "").text())
          .contains("Cannot cancel a synchronous response.");
      assertThat(talk.get(path(response) + "?stream=true").status()).isEqualTo(400);
    }
  }

  @Test
  void itGoesOnWhenItsCallerHasGone() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      String id;
      try (var wire = new Wire(talk.port())) {
        var body = Talk.body("chat", "hello", BACKGROUND, STREAM);
        var pace = "x-simulate: tokens=40,tokens-per-second=100";
        wire.send(Talk.line("POST", "/v1/responses", body, Pair.KEY, pace));
        wire.head();
        id = Talk.at(Talk.events(wire.chunk()).getFirst(), "response").text("id");
      }
      until(talk, Talk.node("{\"id\":\"" + id + "\"}"), Status.COMPLETED);
      Pair.await("nobody follows", () -> talk.edge.counts().running() == 0);
    }
  }

  @Test
  void whatFailsIsToldInTheResponse() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var queued = talk.created(Talk.body("own", "hello", BACKGROUND), "x-simulate: status=500");
      var failed = until(talk, queued, Status.FAILED);
      assertThat(Talk.at(failed, "error").text("code")).isEqualTo("server_error");
      var events = Talk.events(talk.get(path(queued) + "?stream=true").bytes());
      assertThat(events.getLast().text("type")).isEqualTo("response.failed");
      var cut =
          talk.created(Talk.body("own", "x", BACKGROUND), "x-simulate: tokens=60,cut-after=40");
      assertThat(Talk.at(until(talk, cut, Status.FAILED), "error").text("message")).isNotEmpty();
      assertThat(
              talk.create("{\"model\":\"no/model\",\"input\":\"x\"," + BACKGROUND + "}").status())
          .isEqualTo(404);
    }
  }

  @Test
  void whatIsDeletedWhileItIsMadeIsGone() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var queued = talk.created(Talk.body("own", "hello", BACKGROUND), SLOW);
      until(talk, queued, Status.IN_PROGRESS);
      assertThat(talk.ask("DELETE", path(queued), "").status()).isEqualTo(200);
      talk.simulator("own").awaitCancelled(1, Pair.SOON);
      assertThat(talk.get(path(queued)).status()).isEqualTo(404);
    }
  }

  @Test
  void whatIsNotFinishedWhenTheGatewayStopsHasFailed() throws Exception {
    Node queued;
    try (var talk = Talk.start(mode, directory)) {
      queued = talk.created(Talk.body("own", "hello", BACKGROUND), SLOW);
      until(talk, queued, Status.IN_PROGRESS);
      assertThat(talk.edge.drain(Duration.ofMillis(50))).isFalse();
    }
    try (var talk = Talk.start(mode, directory)) {
      var failed = now(talk, queued);
      assertThat(failed.text("status")).isEqualTo("failed");
      assertThat(Talk.at(failed, "error").text("message")).contains("the gateway stopped");
    }
  }

  @Test
  void whatAProcessThatWasKilledLeftBehindHasFailed() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var ref = new Ref("key-1", "resp_left");
      var before = Instant.now().minusSeconds(60);
      var head = new Head(ref, before, before.plusSeconds(3600), "test/own", Context.NONE, true);
      talk.store
          .responses()
          .begin(
              head,
              List.of(),
              new Progress(
                  Status.IN_PROGRESS,
                  "{\"id\":\"resp_left\",\"status\":\"in_progress\",\"output\":[]}",
                  List.of(),
                  ""));
      var queued = talk.created(Talk.body("own", "hello", BACKGROUND), SLOW);
      talk.edge.recover();
      assertThat(Talk.node(talk.get("/v1/responses/resp_left").text()).text("status"))
          .isEqualTo("failed");
      assertThat(now(talk, queued).text("status")).isNotEqualTo("failed");
    }
  }
}
