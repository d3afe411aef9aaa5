package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PassThroughTest {

  static List<Recording> streams() {
    return Recording.streams();
  }

  private static String passed(String body) {
    var envelope = Samples.CALLERS.envelope(new Call(Action.CHAT), Samples.bytes(body));
    var outgoing =
        Samples.UPSTREAM.pass(envelope, Samples.to("openai", "gpt-5"), new Warnings(false));
    assertThat(outgoing.path()).isEqualTo("/responses");
    return new String(outgoing.body(), StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheModelAndTheGatewaysOwnMembersAreChanged() {
    assertThat(
            passed(
                "{ \"zz\" : 1.10, \"model\":\"openai/gpt-5\" ,\"provider\":{\"only\":[\"openai\"]},"
                    + "\"input\":\"a\\u00e9\", \"models\":[\"x\"], \"new\":[ 1e2 ]}"))
        .isEqualTo("{ \"zz\" : 1.10, \"model\":\"gpt-5\",\"input\":\"a\\u00e9\", \"new\":[ 1e2 ]}");
  }

  @Test
  void withTheRightModelTheVerySameBytesGo() {
    var body = "{\"model\":\"gpt-5\",\"input\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":0.10}";
    assertThat(passed(body)).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void theMeterReadsAStreamAsItPasses(Recording recording) {
    var meter = Samples.UPSTREAM.streamMeter();
    var seen = new ArrayList<StreamMeter.Event>();
    var frames = Samples.frames(recording.stream());
    for (var frame : frames) {
      assertThat(meter.complete()).isFalse();
      var data = Samples.bytes(frame.toString());
      seen.add(meter.event(data, 0, data.length));
    }
    var last = frames.getLast();
    if (last.text("type").equals("response.failed")) {
      assertThat(seen).contains(StreamMeter.Event.ERROR);
      assertThat(meter.complete()).isFalse();
      assertThat(meter.message()).isNotEmpty();
      return;
    }
    assertThat(seen.getLast()).isEqualTo(StreamMeter.Event.DONE);
    assertThat(seen.getFirst()).isEqualTo(StreamMeter.Event.QUIET);
    assertThat(seen).contains(StreamMeter.Event.CONTENT);
    assertThat(meter.complete()).isTrue();
    assertThat(meter.finish()).isNotEmpty();
    var usage = Objects.requireNonNull(Objects.requireNonNull(last.get("response")).get("usage"));
    assertThat(meter.usage().inputs()).isEqualTo(usage.number("input_tokens", -1));
    assertThat(meter.usage().outputs()).isEqualTo(usage.number("output_tokens", -1));
  }

  private static StreamMeter.Event event(StreamMeter meter, String data) {
    var bytes = Samples.bytes(Samples.json(data));
    return meter.event(bytes, 0, bytes.length);
  }

  @Test
  void errorsAndNonsenseInAStreamAreNoticed() {
    var meter = Samples.UPSTREAM.streamMeter();
    assertThat(event(meter, "{'type':'error','code':'x','message':'no','param':null}"))
        .isEqualTo(StreamMeter.Event.ERROR);
    assertThat(meter.message()).isEqualTo("no");
    assertThat(event(meter, "{'error':{'message':'bad'}}")).isEqualTo(StreamMeter.Event.ERROR);
    assertThat(meter.message()).isEqualTo("bad");
    assertThat(event(meter, "{'type':")).isEqualTo(StreamMeter.Event.GARBLED);
    assertThat(event(meter, "[]")).isEqualTo(StreamMeter.Event.GARBLED);
    assertThat(event(meter, "[DONE]")).isEqualTo(StreamMeter.Event.QUIET);
    assertThat(meter.complete()).isFalse();
  }

  @Test
  void anAnswerThatIsCutOrAnErrorIsNoticed() {
    var cut = Samples.UPSTREAM.answerMeter();
    var half = Samples.bytes("{\"id\":\"resp_1\",\"error\":null,\"output\":[{\"type\"");
    cut.feed(half, 0, half.length);
    assertThat(cut.open()).isTrue();
    assertThat(cut.begun()).isTrue();
    assertThat(cut.cause()).isEqualTo(Cause.CUT);
    assertThat(cut.usage()).isEqualTo(Usage.NONE);
    var failed = Samples.UPSTREAM.answerMeter();
    var error =
        Samples.bytes("{\"status\":\"failed\",\"error\":{\"message\":\"no\"},\"output\":[]}");
    failed.feed(error, 0, error.length);
    assertThat(failed.failed()).isTrue();
    assertThat(failed.message()).isEqualTo("no");
    assertThat(failed.cause()).isEqualTo(Cause.ERROR_INSIDE);
    var page = Samples.UPSTREAM.answerMeter();
    var html = Samples.bytes("<html>");
    page.feed(html, 0, html.length);
    assertThat(page.cause()).isEqualTo(Cause.GARBLED);
    assertThat(page.message()).contains("<html>");
  }
}
