package dev.fairlead.dialect.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.recorded.Grammar;
import dev.fairlead.dialect.recorded.Recorded;
import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.sse.SseScan;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordingsTest {
  private static final String API = "cohere.chat";

  private static Grammar played(byte[] sse, int cut) {
    var grammar = new Grammar();
    var reader = new StreamReader("m", grammar);
    var scan = new SseScan(1 << 20);
    SseScan.Sink sink = (data, from, to, _) -> reader.event("", data, from, to);
    scan.feed(sse, 0, cut, sink);
    scan.feed(sse, cut, sse.length, sink);
    scan.finish(sink);
    reader.end();
    return grammar;
  }

  private static Response collected(Grammar grammar) {
    var collector = new Collector();
    grammar.events().forEach(collector);
    assertThat(collector.failure()).isNull();
    return collector.response();
  }

  @Test
  void everyStreamIsReadAsAnIndependentReadingHasIt() {
    for (var one : Recorded.of(API)) {
      var sse = one.response().text("sse");
      if (!sse.isEmpty()) {
        var text = new StringBuilder();
        var thought = new StringBuilder();
        var finish = "";
        for (var line : sse.lines().toList()) {
          if (line.startsWith("data: {")) {
            var delta = Node.of(line.substring(6)).get("delta");
            var message = delta == null ? null : delta.get("message");
            var content = message == null ? null : message.get("content");
            text.append(content == null ? "" : content.text("text"));
            thought.append(content == null ? "" : content.text("thinking"));
            thought.append(message == null ? "" : message.text("tool_plan"));
            finish += delta == null ? "" : delta.text("finish_reason");
          }
        }
        var response = collected(played(sse.getBytes(UTF_8), 0));
        assertThat(text(response)).as(one.name()).isEqualTo(text.toString());
        assertThat(thoughts(response)).as(one.name()).isEqualTo(thought.toString());
        assertThat(response.choices().getFirst().finish().word()).isEqualTo(finish);
        assertThat(response.usage().reported()).isTrue();
      }
    }
  }

  @Test
  void streamsCutAnywhereGiveTheSameEvents() {
    var random = new Random(5);
    for (var one : Recorded.of(API)) {
      var sse = one.response().text("sse").getBytes(UTF_8);
      var whole = played(sse, 0).events();
      boolean shortOne = sse.length <= 6 << 10;
      for (int i = 1; i < (shortOne ? sse.length : 80); i++) {
        int cut = shortOne ? i : random.nextInt(sse.length);
        assertThat(played(sse, cut).events()).isEqualTo(whole);
      }
    }
  }

  @Test
  void everyPlainAnswerIsRead() {
    for (var one : Recorded.of(API)) {
      if (one.status() == 200 && one.response().has("body")) {
        var body = Recorded.body(one.response());
        var response = AnswerReader.read(body, "m");
        var message = Objects.requireNonNull(Node.lenient(body, 0, body.length).get("message"));
        var text = new StringBuilder();
        message.items("content").forEach(part -> text.append(part.text("text")));
        assertThat(text(response)).isEqualTo(text.toString());
        assertThat(response.usage().output()).isPositive();
        int calls = 0;
        for (var item : response.choices().getFirst().items()) {
          calls += item instanceof Item.ToolCall ? 1 : 0;
        }
        var told = message.get("tool_calls");
        assertThat(calls).isEqualTo(told == null ? 0 : told.size());
      }
    }
  }

  @Test
  void whatIsBilledIsWhatCounts() {
    var one = named("command-a-03-2025-n-9fac2a0b");
    var response = AnswerReader.read(Recorded.body(one.response()), "m");
    assertThat(response.usage().inputs()).isEqualTo(57);
    assertThat(response.usage().outputs()).isEqualTo(20);
    assertThat(Objects.requireNonNull(response.extras().get("cohere_usage")).text())
        .contains("1490");
  }

  @Test
  void t199CitationsPointIntoTheTextAndNameTheirPage() {
    var one = named("command-a-plus-05-2026-n-910124b3");
    var response = AnswerReader.read(Recorded.body(one.response()), "m");
    var text = text(response);
    var told = Objects.requireNonNull(one.response().get("body"));
    var first = Objects.requireNonNull(told.get("message")).items("citations").iterator().next();
    var said =
        response.choices().getFirst().items().stream()
            .filter(i -> i instanceof Item.Assistant)
            .map(i -> (Item.Assistant) i)
            .findFirst()
            .orElseThrow();
    var citation = ((Part.Text) said.parts().getFirst()).citations().getFirst();
    assertThat(citation.kind()).isEqualTo(Citation.Kind.PAGE);
    assertThat(citation.url()).isEqualTo("https://example.com/ruby-facts");
    assertThat(text.substring(citation.from(), citation.to())).isEqualTo(first.text("text"));
  }

  @Test
  void everyErrorIsUnderstood() {
    var body = Recorded.body(named("command-a-03-2025-n-449084a0").response());
    var error = new CohereChat().error(400, body);
    assertThat(error.cause()).isEqualTo(Cause.REJECTED);
    assertThat(error.code()).isEqualTo("context_length_exceeded");
    assertThat(error.message()).startsWith("too many tokens");
  }

  @Test
  void brokenAnswersAreFaultsAndNothingElse() {
    var random = new Random(13);
    for (var one : Recorded.of(API)) {
      var body = Recorded.body(one.response());
      for (int i = 0; i < 300 && body.length > 2; i++) {
        var broken = broken(body, random);
        try {
          AnswerReader.read(broken, "m");
        } catch (AnswerFault e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
      var sse = one.response().text("sse").getBytes(UTF_8);
      for (int i = 0; i < 100 && sse.length > 2; i++) {
        assertThat(played(broken(sse, random), 0).events().getLast())
            .isInstanceOfAny(Event.End.class, Event.Fail.class);
      }
    }
  }

  private static byte[] broken(byte[] body, Random random) {
    var broken = body.clone();
    for (int k = 0; k < 3; k++) {
      broken[random.nextInt(broken.length)] = (byte) "{}[]\",:0nt".charAt(random.nextInt(10));
    }
    return broken;
  }

  private static Recorded named(String name) {
    return Recorded.of(API).stream()
        .filter(r -> r.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Item> items(Response response) {
    return response.choices().getFirst().items();
  }

  private static String text(Response response) {
    var text = new StringBuilder();
    for (var item : items(response)) {
      if (item instanceof Item.Assistant said) {
        said.parts().forEach(p -> text.append(p instanceof Part.Text t ? t.text() : ""));
      }
    }
    return text.toString();
  }

  private static String thoughts(Response response) {
    var text = new StringBuilder();
    for (var item : items(response)) {
      text.append(item instanceof Item.Reasoning r ? r.shown() : "");
    }
    return text.toString();
  }
}
