package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.model.Response.Choice;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Answers that were recorded, plain and streamed. */
class RecordedAnswersTest {
  private static final int SMALL = 20_000;

  private static Stream<Recording> plain() {
    return Recording.all().stream().filter(r -> r.answer() != null && r.status() == 200);
  }

  private static Stream<DynamicTest> streams(Consumer<String> check) {
    return Recording.all().stream()
        .flatMap(r -> {
          var streams = r.streams();
          return IntStream.range(0, streams.size())
              .mapToObj(
                  i -> DynamicTest.dynamicTest(r + " " + i, () -> check.accept(streams.get(i))));
        });
  }

  @TestFactory
  Stream<DynamicTest> aPlainAnswerIsReadWhole() {
    return plain()
        .map(r ->
            DynamicTest.dynamicTest(
                r.toString(),
                () -> {
                  var bytes = r.answerBytes();
                  same(read(bytes), Plainly.answer(Node.lenient(bytes, 0, bytes.length)));
                  var meter = new PlainMeter();
                  meter.feed(bytes, 0, bytes.length / 2);
                  assertThat(meter.whole()).isFalse();
                  meter.feed(bytes, bytes.length / 2, bytes.length);
                  assertThat(meter.whole()).isTrue();
                  assertThat(meter.failed()).isFalse();
                  assertThat(meter.usage()).isEqualTo(read(bytes).usage());
                }));
  }

  private static Response read(byte[] bytes) {
    return AnswerReader.read(bytes, Family.ANTHROPIC);
  }

  @TestFactory
  Stream<DynamicTest> aStreamIsReadWhole() {
    return streams(sse -> {
      var response = Played.of(sse).response();
      same(response, Plainly.stream(sse));
      var meter = new Meter();
      var scan = new SseScan(1 << 22);
      var bytes = sse.getBytes(StandardCharsets.UTF_8);
      scan.feed(bytes, 0, bytes.length, (data, from, to, _) -> meter.event(data, from, to));
      assertThat(meter.complete()).isTrue();
      assertThat(meter.usage()).isEqualTo(response.usage());
      assertThat(meter.finish()).isEqualTo(response.choices().getFirst().finish().word());
    });
  }

  private static void same(Response response, Plainly plainly) {
    assertThat(Played.text(response)).isEqualTo(plainly.text.toString());
    assertThat(Played.calls(response)).isEqualTo(plainly.calls.toString());
    assertThat(Played.thoughts(response)).isEqualTo(plainly.thoughts.toString());
    assertThat(response.choices().getFirst().finish().word()).isEqualTo(plainly.stop);
    var usage = response.usage();
    if (plainly.usage("compaction") == 0) {
      assertThat(usage.input()).isEqualTo(plainly.usage("input_tokens"));
      assertThat(usage.cacheRead()).isEqualTo(plainly.usage("cache_read_input_tokens"));
    }
    assertThat(usage.outputs())
        .isEqualTo(plainly.usage("output_tokens") + plainly.usage("compaction"));
    assertThat(usage.cacheWrite() + usage.cacheWrite1h())
        .isEqualTo(plainly.usage("cache_creation_input_tokens"));
    assertThat(usage.cacheWrite1h()).isEqualTo(plainly.usage("1h"));
    long blocks = plainly.types.stream().filter(t -> !t.equals("text")).count();
    assertThat(
            response.choices().getFirst().items().stream()
                .filter(i -> !(i instanceof Item.Assistant)))
        .hasSize((int) blocks);
  }

  @TestFactory
  Stream<DynamicTest> t026AStreamMayBeCutAnywhere() {
    return streams(sse -> {
      var bytes = sse.getBytes(StandardCharsets.UTF_8);
      var whole = Played.of(bytes, bytes.length).events();
      if (bytes.length <= SMALL) {
        for (int cut = 0; cut < bytes.length; cut++) {
          same(Played.of(bytes, cut).events(), whole);
        }
      } else {
        var random = new Random(bytes.length);
        for (int i = 0; i < 20; i++) {
          same(Played.of(bytes, random.nextInt(bytes.length)).events(), whole);
        }
      }
    });
  }

  /** Looked at closely only if they differ: there are very many. */
  private static void same(List<Event> events, List<Event> whole) {
    if (!events.equals(whole)) {
      assertThat(events).isEqualTo(whole);
    }
  }

  @TestFactory
  Stream<DynamicTest> aStreamThatBreaksOffIsNoticed() {
    return streams(sse -> {
      int end = sse.indexOf("event: message_delta");
      if (end < 0
          || sse.contains(
              "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":0")) {
        return;
      }
      var events = Played.of(sse.substring(0, end)).events();
      assertThat(events.getLast()).isInstanceOf(Event.Fail.class);
      assertThat(((Event.Fail) events.getLast()).cause()).isEqualTo(Cause.CUT);
      new Played(events).grammar();
    });
  }

  @TestFactory
  Stream<DynamicTest> anAnswerWrittenAgainReadsTheSame() {
    return plain()
        .map(r ->
            DynamicTest.dynamicTest(
                r.toString(),
                () -> {
                  var response = read(r.answerBytes());
                  var asked = Fixture.chat().request();
                  var warnings = new Warnings(true);
                  var again = read(AnswerWriter.write(response, asked, warnings));
                  assertThat(told(again)).isEqualTo(told(response));
                  assertThat(warnings.list()).isEmpty();
                }));
  }

  @TestFactory
  Stream<DynamicTest> anAnswerStreamedAgainReadsTheSame() {
    var responses = new ArrayList<DynamicTest>();
    plain().forEach(r -> responses.add(streamed(r.toString(), read(r.answerBytes()))));
    return Stream.concat(
        responses.stream(), streams(sse -> streamed(told(Played.of(sse).response()))));
  }

  private static DynamicTest streamed(String name, Response response) {
    return DynamicTest.dynamicTest(name, () -> streamed(told(response)));
  }

  private static void streamed(Response response) {
    var sse = new StringBuilder();
    var writer = new StreamWriter(Fixture.chat().request());
    Unfold.into(
        event -> sse.append(new String(writer.write(event), StandardCharsets.UTF_8)), response);
    var again = told(Played.of(sse.toString()).response());
    assertThat(again.choices()).isEqualTo(response.choices());
    assertThat(again).isEqualTo(response);
    Grammar.check(sse.toString());
  }

  /**
   * What of a response can be told again: no empty texts, no diagnostics but those that stand in
   * both forms, and usage without what only sums can show.
   */
  private static Response told(Response response) {
    var choice = response.choices().getFirst();
    var items = new ArrayList<Item>();
    for (var item : choice.items()) {
      if (item instanceof Item.Assistant said) {
        var parts =
            said.parts().stream()
                .filter(p -> !(p instanceof Part.Text t && t.text().isEmpty()))
                .map(RecordedAnswersTest::compact)
                .toList();
        if (!parts.isEmpty()) {
          items.add(new Item.Assistant(parts));
        }
      } else if (item instanceof Item.HostedCall h) {
        var raw = h.raw().compact();
        items.add(new Item.HostedCall(h.dialect(), h.type(), h.id(), raw, h.search()));
      } else if (item instanceof Item.Foreign(var dialect, var type, var raw)) {
        items.add(new Item.Foreign(dialect, type, raw.compact()));
      } else {
        items.add(item);
      }
    }
    var extras = new TreeMap<String, Raw>();
    response.extras().forEach((name, raw) -> extras.put(name, raw.compact()));
    return new Response(
        response.id(),
        response.model(),
        0,
        List.of(new Choice(0, items, choice.finish())),
        response.usage(),
        response.tier(),
        extras);
  }

  private static Part compact(Part part) {
    if (!(part instanceof Part.Text t)) {
      return part;
    }
    var citations = t.citations().stream().map(RecordedAnswersTest::compact).toList();
    return new Part.Text(t.text(), citations, t.cache(), t.signature(), t.logprobs());
  }

  private static Citation compact(Citation c) {
    var raw = c.raw() == null ? null : c.raw().compact();
    return new Citation(
        c.kind(), c.url(), c.title(), c.fileId(), c.cited(), c.from(), c.to(), c.dialect(), raw);
  }

  @TestFactory
  Stream<DynamicTest> aRecordedErrorIsAnError() {
    return Recording.all().stream()
        .filter(r -> r.answer() != null && r.status() >= 400)
        .map(r ->
            DynamicTest.dynamicTest(
                r.toString(),
                () -> {
                  var error = ErrorReader.read(r.status(), r.answerBytes());
                  assertThat(error.message()).isNotEmpty();
                  if (r.api().equals("anthropic.messages")) {
                    assertThatThrownBy(() -> read(r.answerBytes()))
                        .isInstanceOf(AnswerFault.class)
                        .hasMessage(error.message());
                    assertThat(ErrorReader.own(r.answerBytes())).isTrue();
                  }
                }));
  }
}
