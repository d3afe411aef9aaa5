package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.IN;
import static dev.fairlead.dialect.gemini.Gemini.OUT;
import static dev.fairlead.dialect.gemini.Gemini.VERTEX;
import static dev.fairlead.dialect.gemini.Gemini.call;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static dev.fairlead.dialect.gemini.Gemini.to;
import static dev.fairlead.dialect.gemini.Gemini.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.gemini.Recordings.Recording;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every recorded exchange, read and written again. */
final class RecordingsTest {

  private static Outbound out(Recording recording) {
    return recording.vertex() ? VERTEX : OUT;
  }

  private static Request read(Recording r) {
    var call =
        new Call(
            r.count() ? Action.COUNT : Action.CHAT, r.model(), !r.sse().isEmpty(), Framing.SSE, "");
    return IN.read(IN.envelope(call, utf8(r.request())), new Warnings(true));
  }

  private static Outbound.Sent sent(Recording r) {
    return out(r).write(read(r), to(r.model()), new Warnings(false));
  }

  @Test
  void requestsSurviveTheNeutralForm() {
    for (var r : Recordings.all()) {
      var written = Node.of(text(sent(r).outgoing().body()));
      assertThat(Normal.request(written))
          .as(r.name())
          .isEqualTo(Normal.request(Node.of(r.request())));
    }
  }

  @Test
  void plainAnswersSayWhatTheyHold() {
    int seen = 0;
    for (var r : Recordings.all()) {
      if (r.ok() && !r.body().isEmpty() && !r.count()) {
        compare(r.name(), sent(r).read(utf8(r.body())), Independent.of(List.of(r.body())));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(15);
  }

  @Test
  void streamsSayWhatTheyHold() {
    int seen = 0;
    for (var r : Recordings.all()) {
      if (r.ok() && !r.sse().isEmpty()) {
        var events = Gemini.events(sent(r), utf8(r.sse()));
        Grammar.check(events);
        compare(r.name(), Gemini.collected(events), Independent.of(Independent.chunks(r.sse())));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  private static void compare(String name, Response response, Independent expected) {
    assertThat(Gemini.shown(response, 0)).as(name).isEqualTo(expected.text());
    var items = response.choices().getFirst().items();
    assertThat(Gemini.items(items, Item.ToolCall.class))
        .as(name)
        .extracting(call -> call.name() + Gemini.plain(call.input()))
        .isEqualTo(expected.calls());
    assertThat(
            Gemini.items(items, Item.Reasoning.class).stream()
                .map(Item.Reasoning::shown)
                .reduce("", String::concat))
        .as(name)
        .isEqualTo(expected.thoughts());
    assertThat(response.choices().getFirst().finish().word()).as(name).isEqualTo(expected.finish());
    assertThat(response.usage()).as(name).isEqualTo(expected.usage());
    assertThat(signatures(items)).as(name).isEqualTo(expected.signatures());
  }

  private static List<String> signatures(List<Item> items) {
    var all = new ArrayList<String>();
    for (var item : items) {
      switch (item) {
        case Item.ToolCall call -> {
          if (call.signature() != null) {
            all.add(call.signature().data());
          }
        }
        case Item.Assistant said -> {
          for (var part : said.parts()) {
            if (part instanceof Part.Text text && text.signature() != null) {
              all.add(text.signature().data());
            }
          }
        }
        case Item.HostedCall hosted -> {
          var signature = hosted.raw().node().text("thoughtSignature");
          if (!signature.isEmpty()) {
            all.add(signature);
          }
        }
        default -> {}
      }
    }
    return all;
  }

  @Test
  void t026WhereverAStreamIsCutTheEventsAreTheSame() {
    for (var r : Recordings.all()) {
      if (r.ok() && !r.sse().isEmpty() && r.sse().length() < 1 << 20) {
        var sse = utf8(r.sse());
        var sent = sent(r);
        var whole = Gemini.events(sent, sse);
        var random = new Random(7);
        int cuts = sse.length <= 20_000 ? sse.length - 1 : 200;
        for (int i = 0; i < cuts; i++) {
          int cut = sse.length <= 20_000 ? i + 1 : 1 + random.nextInt(sse.length - 1);
          if (!whole.equals(Gemini.events(sent, sse, cut))) {
            assertThat(Gemini.events(sent, sse, cut)).as("%s at %d", r, cut).isEqualTo(whole);
          }
        }
      }
    }
  }

  @Test
  void answersSurviveBeingWrittenPlainAndStreamed() {
    for (var r : Recordings.all()) {
      if (r.ok() && !r.count()) {
        var sent = sent(r);
        var response =
            r.sse().isEmpty()
                ? sent.read(utf8(r.body()))
                : Gemini.collected(Gemini.events(sent, utf8(r.sse())));
        var asked = read(r);
        var again = sent.read(IN.write(response, asked, new Warnings(false)));
        assertThat(Normal.response(again)).as(r.name()).isEqualTo(Normal.response(response));
        for (var framing : List.of(Framing.SSE, Framing.JSON_ARRAY)) {
          var streamed = new ArrayList<Event>();
          var bytes = streamed(response, asked, framing);
          if (framing == Framing.SSE) {
            streamed.addAll(Gemini.events(sent, bytes));
          } else {
            var reader = sent.stream(streamed::add);
            reader.event("", bytes, 0, bytes.length);
            reader.end();
          }
          Grammar.check(streamed);
          assertThat(Normal.streamed(Gemini.collected(streamed)))
              .as("%s %s", r, framing)
              .isEqualTo(Normal.streamed(response));
        }
      }
    }
  }

  private static byte[] streamed(Response response, Request asked, Framing framing) {
    var writer = IN.stream(asked, framing);
    var out = new java.io.ByteArrayOutputStream();
    Unfold.into(event -> out.writeBytes(writer.write(event)), response);
    return out.toByteArray();
  }

  @Test
  void whatPassesIsNotTouchedAndItsUsageIsRead() {
    for (var r : Recordings.all()) {
      if (r.ok() && !r.count()) {
        var body = utf8(r.request());
        var envelope = IN.envelope(call(!r.sse().isEmpty()), body);
        var outgoing = out(r).pass(envelope, to(r.model()), new Warnings(true));
        assertThat(Arrays.equals(outgoing.body(), body)).as(r.name()).isTrue();
        if (r.sse().isEmpty()) {
          var meter = out(r).answerMeter();
          var answer = utf8(r.body());
          meter.feed(answer, 0, answer.length);
          var expected = Independent.of(List.of(r.body()));
          assertThat(meter.whole()).isTrue();
          assertThat(meter.failed()).isFalse();
          assertThat(meter.usage()).as(r.name()).isEqualTo(expected.usage());
          if (answer.length < 60_000) {
            assertThat(meter.finish()).as(r.name()).isEqualTo(expected.finish());
          }
        } else {
          passedStream(r);
        }
      }
    }
  }

  private static void passedStream(Recording r) {
    var meter = out(r).streamMeter();
    boolean content = false;
    for (var chunk : Independent.chunks(r.sse())) {
      var bytes = utf8(chunk);
      content |= meter.event(bytes, 0, bytes.length) == StreamMeter.Event.CONTENT;
    }
    var expected = Independent.of(Independent.chunks(r.sse()));
    assertThat(content).isTrue();
    assertThat(meter.complete()).as(r.name()).isTrue();
    assertThat(meter.usage()).as(r.name()).isEqualTo(expected.usage());
    assertThat(meter.finish()).as(r.name()).isEqualTo(expected.finish());
  }

  @Test
  void aStreamWithoutItsEndIsNoticed() {
    for (var r : Recordings.all()) {
      if (r.ok() && !r.sse().isEmpty()) {
        var chunks = Independent.chunks(r.sse());
        var cut = chunks.subList(0, chunks.size() - 1).toArray(String[]::new);
        var events = Gemini.events(sent(r), cut);
        Grammar.check(events);
        assertThat(events.getLast()).isInstanceOf(Event.Fail.class);
        var meter = out(r).streamMeter();
        for (var chunk : cut) {
          meter.event(utf8(chunk), 0, utf8(chunk).length);
        }
        assertThat(meter.complete()).as(r.name()).isFalse();
      }
    }
  }

  @Test
  void errorsAreUnderstood() {
    int seen = 0;
    for (var r : Recordings.all()) {
      if (!r.ok()) {
        var error = out(r).error((int) r.status(), utf8(r.body()));
        assertThat(error.message()).as(r.name()).isNotEmpty().doesNotStartWith("{");
        assertThat(IN.isErrorBody(utf8(r.body()))).isTrue();
        assertThat(error.retryAfter().isPositive()).as(r.name()).isEqualTo(r.status() == 429);
        seen++;
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aCountIsRead() {
    for (var r : Recordings.all()) {
      if (r.count() && r.ok()) {
        assertThat(OUT.counted(utf8(r.body()))).isEqualTo(13);
        var counted = VERTEX.count(read(r), to(r.model()), new Warnings(true));
        assertThat(counted.path())
            .isEqualTo("/publishers/google/models/gemini-2.5-flash:countTokens");
      }
    }
  }

  @Test
  void usageIsNeverNegative() {
    assertThat(Independent.of(List.of("{}")).usage()).isEqualTo(Usage.NONE);
  }
}
