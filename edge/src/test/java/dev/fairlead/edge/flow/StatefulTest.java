package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.state.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are kept and continued, whoever made them. */
@ParameterizedClass
@EnumSource(Mode.class)
final class StatefulTest {
  private static final String STREAM = "\"stream\":true";

  @Parameter
  @SuppressWarnings("NullAway.Init")
  private Mode mode;

  @TempDir private Path directory;

  private static String after(Node response) {
    return "\"previous_response_id\":\"" + response.text("id") + "\"";
  }

  /** The response that a stream ends with. */
  private static Node ended(Wire.Answer answer) {
    var last = Talk.events(answer.bytes()).getLast();
    assertThat(last.text("type")).as(answer.text()).isEqualTo("response.completed");
    return Talk.at(last, "response");
  }

  @Test
  void aTalkGoesOnOverProvidersOfFourDialects() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var first = talk.created(Talk.body("claude", "one", "\"instructions\":\"be brief\""));
      var second = talk.created(Talk.body("chat", "two", after(first)));
      var third = talk.created(Talk.body("gemini", "three", after(second)));
      var fourth = talk.created(Talk.body("own", "four", after(third)));
      assertThat(talk.sent("chat")).contains("one").contains("two").doesNotContain("be brief");
      assertThat(talk.sent("gemini")).containsSubsequence("one", "one", "two", "two", "three");
      assertThat(talk.sent("own"))
          .containsSubsequence("one", "one", "two", "two", "three", "three", "four")
          .contains("\"store\":false")
          .doesNotContain("previous_response_id")
          .doesNotContain("be brief");
      assertThat(fourth.text("previous_response_id")).isEqualTo(third.text("id"));
      var items = talk.get("/v1/responses/" + fourth.text("id") + "/input_items?order=asc");
      assertThat(items.text()).containsSubsequence("one", "one", "two", "two", "three", "four");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "own", "claude", "gemini"})
  void whatIsRetrievedIsWhatTheCallerGot(String model) throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var plain = talk.create(Talk.body(model, "hello", "\"store\":true"));
      var id = Talk.node(plain.text()).text("id");
      assertThat(id).matches("resp_[0-9a-f]{48}");
      assertThat(talk.get("/v1/responses/" + id).text()).isEqualTo(plain.text());
      assertThat(talk.get("/api/v1/responses/" + id).text()).isEqualTo(plain.text());

      var stream = talk.create(Talk.body(model, "hello", STREAM));
      var events = Talk.events(stream.bytes());
      var response = ended(stream);
      assertThat(Talk.at(events.getFirst(), "response").text("id")).isEqualTo(response.text("id"));
      assertThat(talk.get("/v1/responses/" + response.text("id")).text())
          .isEqualTo(response.raw().text());
      assertThat(Talk.at(response, "store").raw().text()).isEqualTo("true");
      assertThat(stream.text()).contains("event: response.completed\ndata: {");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "own"})
  void whereAStreamIsCutOnItsWayDoesNotMatter(String model) throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      for (int length : new int[] {1, 7, 200, 3000}) {
        var stream =
            talk.create(
                Talk.body(model, "one two three", STREAM), "x-simulate: chunk-bytes=" + length);
        var events = Talk.events(stream.bytes());
        var response = ended(stream);
        for (int i = 0; i < events.size(); i++) {
          assertThat(events.get(i).number("sequence_number", -1)).isEqualTo(i);
          var inner = events.get(i).get("response");
          assertThat(inner == null ? response.text("id") : inner.text("id"))
              .isEqualTo(response.text("id"));
        }
        assertThat(stream.text().split("event: ", -1)).hasSize(events.size() + 1);
        assertThat(talk.get("/v1/responses/" + response.text("id")).text())
            .isEqualTo(response.raw().text());
      }
    }
  }

  @Test
  void theNextTurnMayComeWithTheLastByte() throws Exception {
    try (var talk = Talk.start(mode, directory);
        var wire = new Wire(talk.port())) {
      var before = "";
      for (int i = 0; i < 30; i++) {
        boolean streamed = i % 2 == 0;
        var model = i % 3 == 0 ? "own" : "chat";
        var more = before + (streamed ? (before.isEmpty() ? "" : ",") + STREAM : "");
        var body = more.isEmpty() ? Talk.body(model, "t" + i) : Talk.body(model, "t" + i, more);
        wire.send(Talk.line("POST", "/v1/responses", body, Pair.KEY));
        var answer = wire.answer();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        before = after(streamed ? ended(answer) : Talk.node(answer.text()));
      }
      assertThat(talk.sent("chat")).contains("t0").contains("t1").contains("t28");
    }
  }

  @Test
  void whatIsDeletedIsGone() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var response = talk.created(Talk.body("chat", "hello"));
      var path = "/v1/responses/" + response.text("id");
      assertThat(talk.ask("DELETE", path, "").text())
          .isEqualTo(
              "{\"id\":\"%s\",\"object\":\"response\",\"deleted\":true}"
                  .formatted(response.text("id")));
      assertThat(talk.get(path).status()).isEqualTo(404);
      assertThat(talk.ask("DELETE", path, "").status()).isEqualTo(404);
      var next = talk.create(Talk.body("chat", "more", after(response)));
      assertThat(next.status()).isEqualTo(400);
      assertThat(next.text()).contains("previous_response_not_found");
    }
  }

  @Test
  void whatBelongsToAnotherKeyIsNotFound() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var response = talk.created(Talk.body("chat", "hello"));
      var path = "/v1/responses/" + response.text("id");
      assertThat(talk.asAnother("GET", path, "").status()).isEqualTo(404);
      assertThat(talk.asAnother("DELETE", path, "").status()).isEqualTo(404);
      assertThat(talk.asAnother("GET", path + "/input_items", "").status()).isEqualTo(404);
      assertThat(
              talk.asAnother("POST", "/v1/responses", Talk.body("chat", "x", after(response)))
                  .text())
          .contains("previous_response_not_found");
      assertThat(talk.get(path).status()).isEqualTo(200);
    }
  }

  @Test
  void whatMustNotBeStoredLeavesNothing() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var plain = talk.created(Talk.body("own", "secret", "\"store\":false"));
      var stream = talk.create(Talk.body("chat", "secret", "\"store\":false", STREAM));
      assertThat(stream.status()).isEqualTo(200);
      assertThat(directory.resolve("state.db")).doesNotExist();
      assertThat(talk.get("/v1/responses/" + plain.text("id")).status()).isEqualTo(404);
      talk.created(Talk.body("chat", "open"));
    }
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("secret");
      }
    }
  }

  /** T038: thoughts in cipher are enough; nobody looks them up. */
  @Test
  void thoughtsOfAStatelessCallerComeWithTheRequest() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var first = talk.created(Talk.body("own", "hello", "\"store\":false"));
      var items = Talk.at(first, "output").raw().text();
      assertThat(items).contains("encrypted_content");
      var input =
          items.substring(0, items.length() - 1) + ",{\"role\":\"user\",\"content\":\"on\"}]";
      var next = talk.create("{\"model\":\"test/own\",\"store\":false,\"input\":" + input + "}");
      assertThat(next.status()).as(next.text()).isEqualTo(200);
      assertThat(talk.sent("own")).contains(input);
    }
  }

  @Test
  void aConversationGrowsWithEachResponse() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var made =
          talk.ask(
              "POST",
              "/v1/conversations",
              "{\"metadata\":{\"a\":\"b\"},\"items\":[{\"role\":\"user\",\"content\":\"before\"}]}");
      var id = Talk.node(made.text()).text("id");
      var in = "\"conversation\":\"" + id + "\"";
      talk.created(Talk.body("claude", "one", in));
      var second =
          talk.create(Talk.body("chat", "two", "\"conversation\":{\"id\":\"" + id + "\"}", STREAM));
      assertThat(Talk.at(ended(second), "conversation").text("id")).isEqualTo(id);
      assertThat(talk.sent("chat")).containsSubsequence("before", "one", "one", "two");
      var path = "/v1/conversations/" + id;
      var items = talk.get(path + "/items?order=asc&limit=100");
      assertThat(items.text()).containsSubsequence("before", "one", "one", "two", "two");
      var first = Talk.node(items.text()).text("first_id");
      assertThat(talk.get(path + "/items/" + first).text()).contains("before");
      assertThat(talk.ask("DELETE", path + "/items/" + first, "").text()).contains(id);
      assertThat(talk.get(path + "/items/" + first).status()).isEqualTo(404);
      assertThat(talk.ask("POST", path, "{\"metadata\":{\"c\":\"d\"}}").text())
          .contains("{\"c\":\"d\"}");
      var added = "{\"items\":[{\"role\":\"user\",\"content\":\"added\"}]}";
      assertThat(talk.ask("POST", path + "/items", added).text()).contains("added");
      assertThat(talk.get(path).text()).contains("{\"c\":\"d\"}");
      assertThat(talk.asAnother("GET", path, "").status()).isEqualTo(404);
      assertThat(talk.ask("DELETE", path, "").text()).contains("conversation.deleted");
      assertThat(talk.get(path).status()).isEqualTo(404);
      assertThat(talk.create(Talk.body("chat", "x", in)).status()).isEqualTo(404);
    }
  }

  @Test
  void aReferenceIsReplacedByWhatItNames() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var first = talk.created(Talk.body("claude", "remember me"));
      var id = "";
      for (var item : first.items("output")) {
        id = item.text("id");
      }
      var reference = "{\"type\":\"item_reference\",\"id\":\"" + id + "\"}";
      var body =
          "{\"model\":\"test/chat\",\"input\":[%s,{\"role\":\"user\",\"content\":\"on\"}]}"
              .formatted(reference);
      var answer = talk.create(body);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(talk.sent("chat")).contains("remember me").doesNotContain("item_reference");
      var missing = talk.create(body.replace(id, "msg_none"));
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.text()).contains("Item with id 'msg_none' not found");
    }
  }

  @Test
  void whatIsWrongIsSaidBeforeAnybodyIsAsked() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      assertThat(talk.create(Talk.body("chat", "x", "\"previous_response_id\":\"resp_1\"")).text())
          .contains("previous_response_not_found");
      assertThat(talk.create(Talk.body("chat", "x", "\"conversation\":\"conv_1\"")).status())
          .isEqualTo(404);
      assertThat(
              talk.create(Talk.body("chat", "x", "\"background\":true", "\"store\":false")).text())
          .contains("Background mode requires 'store' to be true.");
      assertThat(talk.get("/v1/responses/resp_1").status()).isEqualTo(404);
      assertThat(talk.ask("POST", "/v1/responses/resp_1/cancel", "").status()).isEqualTo(404);
      assertThat(talk.ask("PUT", "/v1/responses/resp_1", "").status()).isEqualTo(405);
      assertThat(talk.get("/v1/responses/resp_1/nothing").status()).isEqualTo(404);
      assertThat(talk.simulator("chat").requests()).isEmpty();
      try (var wire = new Wire(talk.port())) {
        wire.send("GET /v1/responses/resp_1 HTTP/1.1\r\nHost: test\r\n\r\n");
        assertThat(wire.answer().status()).isEqualTo(401);
      }
    }
  }

  @Test
  void aGatewayThatKeepsNothingFindsNothing() throws Exception {
    try (var talk = Talk.forgetful(mode, directory)) {
      var response = talk.created(Talk.body("chat", "hello"));
      assertThat(talk.get("/v1/responses/" + response.text("id")).status()).isEqualTo(404);
      assertThat(talk.create(Talk.body("chat", "x", after(response))).text())
          .contains("previous_response_not_found");
      assertThat(talk.create(Talk.body("chat", "x", "\"background\":true")).status())
          .isEqualTo(400);
      assertThat(talk.ask("POST", "/v1/conversations", "{}").text()).contains("state.keep: false");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anAnswerThatFailsIsNotKept() throws Exception {
    try (var talk = Talk.start(mode, directory)) {
      var failed = talk.create(Talk.body("own", "hello", STREAM), "x-simulate: status=500");
      assertThat(failed.status()).isGreaterThanOrEqualTo(500);
      var cut =
          talk.create(Talk.body("own", "hello", STREAM), "x-simulate: tokens=60,cut-after=40");
      assertThat(cut.text()).doesNotContain("response.completed");
      assertThat(kept(talk, cut)).isFalse();
    }
  }

  private static boolean kept(Talk talk, Wire.Answer answer) throws IOException {
    var events = Talk.events(answer.bytes());
    var id = Talk.at(events.getFirst(), "response").text("id");
    return talk.store.responses().find(new Ref("key-1", id)).isPresent();
  }
}
