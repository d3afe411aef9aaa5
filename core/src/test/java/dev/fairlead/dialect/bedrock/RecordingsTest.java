package dev.fairlead.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.recorded.Grammar;
import dev.fairlead.dialect.recorded.Recorded;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.provider.aws.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordingsTest {
  private static final String API = "bedrock.converse";

  private static String model(Recorded one) {
    var url = one.request().text("url");
    var path = url.substring(url.indexOf("/model/") + 7, url.lastIndexOf('/'));
    return java.net.URLDecoder.decode(path, StandardCharsets.UTF_8);
  }

  private static ModelTraits traits(Recorded one) {
    return ModelTraits.of(model(one));
  }

  /** The frames as they were decoded by the recorder. */
  private static Grammar played(Recorded one) {
    var grammar = new Grammar();
    var reader = new StreamReader(model(one), traits(one), grammar);
    for (var frame : one.response().items("events")) {
      var data = payload(frame).getBytes(StandardCharsets.UTF_8);
      reader.event(frame.text("event"), data, 0, data.length);
    }
    reader.end();
    return grammar;
  }

  private static String payload(Node frame) {
    return Objects.requireNonNull(frame.get("payload")).raw().compact().text();
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
      if (one.response().has("events")) {
        var text = new StringBuilder();
        var thought = new StringBuilder();
        var input = new StringBuilder();
        var stop = "";
        long output = 0;
        for (var frame : one.response().items("events")) {
          var payload = Objects.requireNonNull(frame.get("payload"));
          var delta = payload.get("delta");
          if (delta != null) {
            text.append(delta.text("text"));
            var use = delta.get("toolUse");
            input.append(use == null ? "" : use.text("input"));
            var reasoning = delta.get("reasoningContent");
            thought.append(reasoning == null ? "" : reasoning.text("text"));
          }
          stop += payload.text("stopReason");
          var usage = payload.get("usage");
          output += usage == null ? 0 : usage.number("outputTokens", 0);
        }
        var grammar = played(one);
        var response = collected(grammar);
        assertThat(grammar.over()).isTrue();
        assertThat(text(response)).as(one.name()).isEqualTo(text.toString());
        assertThat(parts(response)).as("one part for each block").isLessThanOrEqualTo(blocks(one));
        assertThat(thoughts(response)).as(one.name()).isEqualTo(thought.toString());
        assertThat(inputs(response)).as(one.name()).isEqualTo(input.toString());
        assertThat(response.choices().getFirst().finish().word()).isEqualTo(stop);
        assertThat(response.usage().output()).isEqualTo(output);
      }
    }
  }

  @Test
  void framesCutAnywhereGiveTheSameEvents() {
    var random = new Random(7);
    for (var one : Recorded.of(API)) {
      var base64 = one.response().text("eventstream_base64");
      if (!base64.isEmpty()) {
        var bytes = Base64.getDecoder().decode(base64);
        var whole = played(one).events();
        for (int i = 0; i < 60; i++) {
          int cut = random.nextInt(bytes.length);
          assertThat(decoded(one, bytes, cut)).as(one.name() + " cut at " + cut).isEqualTo(whole);
        }
      }
    }
  }

  private static List<Event> decoded(Recorded one, byte[] bytes, int cut) {
    var grammar = new Grammar();
    var reader = new StreamReader(model(one), traits(one), grammar);
    var stream = new EventStream();
    EventStream.Sink sink =
        (frame, data, from, to) -> reader.event(frame.eventType(), data, from, to);
    stream.feed(bytes, 0, cut, sink);
    stream.feed(bytes, cut, bytes.length, sink);
    reader.end();
    return grammar.events();
  }

  @Test
  void aStreamThatEndsEarlyIsSaidToBeCut() {
    for (var one : Recorded.of(API)) {
      var frames = new ArrayList<Node>();
      one.response().items("events").forEach(frames::add);
      for (int end = 0; end < frames.size() - 2; end++) {
        var grammar = new Grammar();
        var reader = new StreamReader(model(one), traits(one), grammar);
        for (var frame : frames.subList(0, end)) {
          var data = payload(frame).getBytes(StandardCharsets.UTF_8);
          reader.event(frame.text("event"), data, 0, data.length);
        }
        reader.end();
        assertThat(grammar.events().getLast())
            .isInstanceOfSatisfying(
                Event.Fail.class, fail -> assertThat(fail.cause()).isEqualTo(Cause.CUT));
      }
    }
  }

  @Test
  void everyPlainAnswerIsRead() {
    for (var one : Recorded.of(API)) {
      if (one.status() == 200 && one.response().has("body")) {
        var body = Recorded.body(one.response());
        var response = AnswerReader.read(body, model(one), traits(one));
        var told = Node.lenient(body, 0, body.length);
        var message =
            Objects.requireNonNull(Objects.requireNonNull(told.get("output")).get("message"));
        var text = new StringBuilder();
        message.items("content").forEach(block -> text.append(block.text("text")));
        assertThat(text(response)).isEqualTo(text.toString());
        var usage = Objects.requireNonNull(told.get("usage"));
        assertThat(response.usage().inputs() + response.usage().outputs())
            .isEqualTo(usage.number("totalTokens", -1));
      }
    }
  }

  @Test
  void whatTheCacheHoldsIsCountedApart() {
    var one = named("us-anthropic-claude-sonnet-4-n-eebdebad");
    var usage = AnswerReader.read(Recorded.body(one.response()), model(one), traits(one)).usage();
    assertThat(usage.input()).isEqualTo(3);
    assertThat(usage.cacheRead()).isEqualTo(1712);
    assertThat(usage.cacheWrite()).isEqualTo(236);
    assertThat(usage.output()).isEqualTo(121);
  }

  @Test
  void toolsThatTheProviderRunsAreKeptApartFromCalls() {
    var one = named("us-amazon-nova-2-lite-v1-0-n-b786e564");
    var response = AnswerReader.read(Recorded.body(one.response()), model(one), traits(one));
    var choice = response.choices().getFirst();
    assertThat(choice.items())
        .extracting(i -> i.getClass().getSimpleName())
        .containsExactly("HostedCall", "HostedCall", "ToolCall");
    assertThat(((Item.ToolCall) choice.items().getLast()).input())
        .isEqualTo("{\"result\":14013304.0}");
    assertThat(choice.finish().kind()).isEqualTo(Finish.Kind.TOOL_CALLS);
  }

  @Test
  void t140AGuardrailIsNoProperEnd() {
    var response = collected(played(named("amazon-nova-lite-v1-0-s-1aa04070")));
    var finish = response.choices().getFirst().finish();
    assertThat(finish.kind()).isEqualTo(Finish.Kind.CONTENT_FILTER);
    assertThat(finish.word()).isEqualTo("guardrail_intervened");
    assertThat(response.extras()).containsKey("trace");
  }

  @Test
  void withheldThoughtsComeBackAsTheyWere() {
    var one = named("us-anthropic-claude-3-7-sonn-s-f67a2c18");
    var items = collected(played(one)).choices().getFirst().items();
    var opaque = Objects.requireNonNull(((Item.Reasoning) items.getFirst()).opaque());
    assertThat(opaque.family()).isEqualTo(Opaque.Family.ANTHROPIC);
    assertThat(opaque.kind()).isEqualTo(Opaque.Kind.REDACTED);
    // Inside the bytes of Converse lies the text of Anthropic's own protocol.
    assertThat(opaque.data()).startsWith("EtkECkg");
    var sent = new ArrayList<String>();
    for (var frame : one.response().items("events")) {
      var delta = Objects.requireNonNull(frame.get("payload")).get("delta");
      var reasoning = delta == null ? null : delta.get("reasoningContent");
      if (reasoning != null) {
        sent.add(reasoning.text("redactedContent"));
      }
    }
    assertThat(Blobs.base64(opaque, traits(one))).isEqualTo(sent.getFirst());
  }

  @Test
  void everyErrorIsUnderstood() {
    for (var one : Recorded.of(API)) {
      if (one.status() >= 400) {
        var body = Recorded.body(one.response());
        var error = new BedrockConverse().error(one.status(), body);
        assertThat(error.cause()).isEqualTo(Cause.REJECTED);
        assertThat(error.message()).isEqualTo(Node.lenient(body, 0, body.length).text("message"));
        assertThatThrownBy(() -> AnswerReader.read(body, model(one), traits(one)))
            .isInstanceOfSatisfying(
                AnswerFault.class, f -> assertThat(f.reason()).isEqualTo(Cause.ERROR_INSIDE));
      }
    }
  }

  @Test
  void brokenAnswersAreFaultsAndNothingElse() {
    var random = new Random(11);
    for (var one : Recorded.of(API)) {
      var body = Recorded.body(one.response());
      for (int i = 0; i < 150 && body.length > 2; i++) {
        var broken = body.clone();
        for (int k = 0; k < 3; k++) {
          broken[random.nextInt(broken.length)] = (byte) "{}[]\",:0nt".charAt(random.nextInt(10));
        }
        try {
          AnswerReader.read(broken, model(one), traits(one));
        } catch (AnswerFault e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
      for (var frame : one.response().items("events")) {
        var data = payload(frame).getBytes(StandardCharsets.UTF_8);
        data[random.nextInt(data.length)] = (byte) "{}[]\",:0nt".charAt(random.nextInt(10));
        var reader = new StreamReader(model(one), traits(one), new Grammar());
        reader.event(frame.text("event"), data, 0, data.length);
        reader.stop(Cause.CUT, "over");
      }
    }
  }

  private static Recorded named(String name) {
    return Recorded.of(API).stream()
        .filter(r -> r.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Response response) {
    var text = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      if (item instanceof Item.Assistant said) {
        for (var part : said.parts()) {
          text.append(part instanceof Part.Text t ? t.text() : "");
        }
      }
    }
    return text.toString();
  }

  private static int parts(Response response) {
    int parts = 0;
    for (var item : response.choices().getFirst().items()) {
      parts += item instanceof Item.Assistant said ? said.parts().size() : 1;
    }
    return parts;
  }

  private static int blocks(Recorded one) {
    int blocks = 0;
    for (var frame : one.response().items("events")) {
      blocks += frame.text("event").equals("contentBlockStop") ? 1 : 0;
    }
    return blocks;
  }

  private static String thoughts(Response response) {
    var text = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      text.append(item instanceof Item.Reasoning r ? r.shown() : "");
    }
    return text.toString();
  }

  private static String inputs(Response response) {
    var text = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      text.append(item instanceof Item.ToolCall c ? c.input() : "");
    }
    return text.toString();
  }
}
