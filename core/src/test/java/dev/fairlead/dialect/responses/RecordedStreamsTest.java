package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordedStreamsTest {
  private static final Request ASKED = Samples.asked("{'model':'m','input':'hi','stream':true}");

  static List<Recording> streams() {
    return Recording.streams();
  }

  private static List<Event> events(Recording recording, int... cuts) {
    return Samples.events(Samples.sent(recording.provider(), "m"), recording.stream(), cuts);
  }

  private static Response collected(List<Event> events) {
    var collector = new Collector();
    events.forEach(collector);
    return collector.response();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void itsEventsKeepToTheGrammarAndSayWhatTheRecordingSays(Recording recording) {
    var events = events(recording);
    Grammar.neutral(events);
    var frames = Samples.frames(recording.stream());
    var failed = frames.stream().anyMatch(f -> f.text("type").matches("error|response.failed"));
    assertThat(events.getLast() instanceof Event.Fail).isEqualTo(failed);
    var text = new StringBuilder();
    var calls = new ArrayList<String>();
    for (var frame : frames) {
      switch (frame.text("type")) {
        case "response.output_text.delta", "response.refusal.delta" ->
            text.append(frame.text("delta"));
        case "response.output_item.done" -> {
          var item = Objects.requireNonNull(frame.get("item"));
          if (item.text("type").matches("function_call|custom_tool_call")) {
            calls.add(
                item.text("call_id")
                    + item.text("name")
                    + item.text("arguments")
                    + item.text("input"));
          }
        }
        default -> {}
      }
    }
    var read = new StringBuilder();
    var readCalls = new ArrayList<String>();
    for (var event : events) {
      if (event instanceof Event.TextDelta d) {
        read.append(d.text());
      } else if (event instanceof Event.RefusalDelta d) {
        read.append(d.text());
      } else if (event instanceof Event.ItemEnd(_, _, Item.ToolCall call)) {
        readCalls.add(call.callId() + call.name() + call.input());
      }
    }
    assertThat(read.toString()).isEqualTo(text.toString());
    assertThat(readCalls).containsExactlyInAnyOrderElementsOf(calls);
    if (!failed) {
      ending(frames.getLast(), events, !calls.isEmpty());
    }
  }

  private static void ending(Node last, List<Event> events, boolean called) {
    var response = Objects.requireNonNull(last.get("response"));
    var answer = collected(events);
    var usage = Objects.requireNonNull(response.get("usage"));
    assertThat(answer.usage().inputs()).isEqualTo(usage.number("input_tokens", -1));
    assertThat(answer.usage().outputs()).isEqualTo(usage.number("output_tokens", -1));
    assertThat(answer.id()).isEqualTo(response.text("id"));
    assertThat(answer.model()).isEqualTo(response.text("model"));
    var finish = answer.choices().getFirst().finish().kind();
    if (response.text("status").equals("incomplete")) {
      assertThat(finish).isIn(Finish.Kind.LENGTH, Finish.Kind.CONTENT_FILTER);
    } else if (called) {
      assertThat(finish).isEqualTo(Finish.Kind.TOOL_CALLS);
    } else {
      assertThat(finish).isIn(Finish.Kind.STOP, Finish.Kind.REFUSAL);
    }
    int output = 0;
    for (var _ : response.items("output")) {
      output++;
    }
    assertThat(answer.choices().getFirst().items()).hasSizeGreaterThanOrEqualTo(output);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void itIsTheSameInHoweverManyPiecesItComes(Recording recording) {
    var whole = events(recording);
    var payloads = payloads(recording.stream(), 0);
    int length = recording.stream().length;
    var random = new Random(7);
    boolean few = length <= 8_000;
    for (int i = 1; i < (few ? length : Math.min(200, 4_000_000 / length)); i++) {
      int cut = few ? i : 1 + random.nextInt(length - 1);
      if (!payloads(recording.stream(), cut).equals(payloads)) {
        assertThat(payloads(recording.stream(), cut)).as("cut at %d", cut).isEqualTo(payloads);
      }
    }
    for (int i = 0; i < 5; i++) {
      int cut = 1 + random.nextInt(length - 1);
      assertThat(events(recording, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(events(recording, IntStream.range(1, length).toArray()))
        .as("byte by byte")
        .isEqualTo(whole);
  }

  /** What a reader is given, as one text. */
  private static String payloads(byte[] sse, int cut) {
    var all = new StringBuilder(sse.length);
    SseScan.Sink sink =
        (data, from, to, end) ->
            all.append(new String(data, from, to - from, StandardCharsets.ISO_8859_1)).append('|');
    var scan = new SseScan(1 << 20);
    scan.feed(sse, 0, cut, sink);
    scan.feed(sse, cut, sse.length, sink);
    scan.finish(sink);
    return all.toString();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void whatACallerGetsOfItIsAStreamOfThisProtocol(Recording recording) {
    Grammar.wire(Samples.frames(Samples.streamed(events(recording), ASKED)));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void whatACallerGetsOfItReadsAsTheSame(Recording recording) {
    var events = events(recording);
    var again =
        Samples.events(Samples.sent(recording.provider(), "m"), Samples.streamed(events, ASKED));
    assertThat(again.getLast().getClass()).isEqualTo(events.getLast().getClass());
    assertThat(said(collected(again))).isEqualTo(said(collected(events)));
    assertThat(collected(again).usage().inputs()).isEqualTo(collected(events).usage().inputs());
  }

  private static List<String> cited(Item.Assistant said) {
    return said.parts().stream()
        .filter(Part.Text.class::isInstance)
        .flatMap(part -> ((Part.Text) part).citations().stream())
        .map(citation -> citation.url() + citation.title() + citation.fileId())
        .toList();
  }

  /** All but the ids of the items, which are made new, and what xAI leaves out of searches. */
  private static List<String> said(Response response) {
    var all = new ArrayList<String>();
    for (var choice : response.choices()) {
      for (var item : choice.items()) {
        all.add(
            switch (item) {
              case Item.Assistant said -> "said " + Grammar.text(said) + cited(said) + said.phase();
              case Item.HostedCall hosted when hosted.search() != null ->
                  "searched " + hosted.id() + hosted.search();
              case Item.Reasoning thought ->
                  "thought " + thought.summary() + thought.text() + thought.opaque();
              case Item.ToolCall call -> "called " + call.callId() + call.name() + call.input();
              default -> item.toString().replaceAll("\\s+", " ");
            });
      }
      all.add(choice.finish().kind().toString());
    }
    // An item that began and lies in another ends where it ends.
    Collections.sort(all);
    return all;
  }
}
