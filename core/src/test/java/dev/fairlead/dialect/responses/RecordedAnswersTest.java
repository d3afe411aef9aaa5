package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordedAnswersTest {
  private static final Request ASKED = Samples.asked("{'model':'m','input':'hi'}");

  static List<Recording> answers() {
    return Recording.answers();
  }

  static List<Recording> errors() {
    return Recording.errors();
  }

  private static Response read(Recording recording) {
    return Samples.sent(recording.provider(), "m")
        .read(Samples.bytes(Objects.requireNonNull(recording.answer()).toString()));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void itSaysWhatTheRecordingSays(Recording recording) {
    var body = Objects.requireNonNull(recording.answer());
    var response = read(recording);
    var expected = new StringBuilder();
    var calls = new ArrayList<String>();
    int size = 0;
    for (var item : body.items("output")) {
      size++;
      if (item.text("type").equals("function_call")) {
        calls.add(item.text("name") + item.text("arguments"));
      }
      if (item.text("type").equals("message")) {
        for (var part : item.items("content")) {
          expected.append(part.text("text")).append(part.text("refusal"));
        }
      }
    }
    var said = new StringBuilder();
    var called = new ArrayList<String>();
    for (var item : response.choices().getFirst().items()) {
      if (item instanceof Item.Assistant) {
        said.append(Grammar.text(item));
      } else if (item instanceof Item.ToolCall call) {
        called.add(call.name() + call.input());
      }
    }
    assertThat(said.toString()).isEqualTo(expected.toString());
    assertThat(called).isEqualTo(calls);
    assertThat(response.choices().getFirst().items()).hasSize(size);
    var usage = Objects.requireNonNull(body.get("usage"));
    assertThat(response.usage().inputs()).isEqualTo(usage.number("input_tokens", -1));
    assertThat(response.usage().outputs()).isEqualTo(usage.number("output_tokens", -1));
    assertThat(response.usage().reasoning())
        .isEqualTo(
            Objects.requireNonNull(usage.get("output_tokens_details"))
                .number("reasoning_tokens", -1));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatACallerGetsOfItReadsAsTheSame(Recording recording) {
    var response = read(recording);
    var written = Samples.CALLERS.write(response, ASKED, new Warnings(true));
    var again = Samples.sent(recording.provider(), "m").read(written);
    assertThat(again.usage()).isEqualTo(response.usage());
    assertThat(again.model()).isEqualTo(response.model());
    assertThat(again.created()).isEqualTo(response.created());
    assertThat(lines(again)).isEqualTo(lines(response));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void asAStreamItReadsAsTheSame(Recording recording) {
    var response = read(recording);
    var sse = Samples.streamed(Samples.unfolded(response), ASKED);
    Grammar.wire(Samples.frames(sse));
    var events = Samples.events(Samples.sent(recording.provider(), "m"), sse);
    Grammar.neutral(events);
    var collector = new Collector();
    events.forEach(collector);
    assertThat(lines(collector.response())).isEqualTo(lines(response));
    assertThat(collector.response().usage()).isEqualTo(response.usage());
  }

  /** All but ids that are not of this protocol. */
  private static List<String> lines(Response response) {
    var all = new ArrayList<String>();
    var choice = response.choices().getFirst();
    for (var item : choice.items()) {
      all.add(
          switch (item) {
            case Item.Assistant said ->
                ("said " + said.parts() + said.phase()).replaceAll("\\s+", " ");
            case Item.Reasoning thought ->
                "thought " + thought.summary() + thought.text() + thought.opaque();
            case Item.ToolCall call -> call.toString().replaceFirst(" id=[^,]*,", "");
            default -> item.toString().replaceAll("\\s+", " ");
          });
    }
    all.add(choice.finish().toString());
    return all;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void theMeterReadsItAsItPasses(Recording recording) {
    var bytes = Samples.bytes(Objects.requireNonNull(recording.answer()).toString());
    var response = read(recording);
    for (int piece : new int[] {1, 7, 1000, bytes.length}) {
      var meter = Samples.UPSTREAM.answerMeter();
      for (int from = 0; from < bytes.length; from += piece) {
        assertThat(meter.whole()).isFalse();
        meter.feed(bytes, from, Math.min(bytes.length, from + piece));
      }
      assertThat(meter.whole()).isTrue();
      assertThat(meter.failed()).isFalse();
      assertThat(meter.usage()).isEqualTo(response.usage());
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsUnderstood(Recording recording) {
    var body = Samples.bytes(Objects.requireNonNull(recording.answer()).toString());
    var error = Samples.UPSTREAM.error(recording.status(), body);
    assertThat(error.cause()).isEqualTo(Failure.causeOf(recording.status()));
    assertThat(error.message()).isNotEmpty().doesNotStartWith("{");
    assertThat(error.code()).isNotEmpty();
  }
}
