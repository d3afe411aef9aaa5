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
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.StreamMeter.Event;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import org.junit.jupiter.api.Test;

final class MeterTest {
  private final StreamMeter meter = OUT.streamMeter();

  private Event event(String chunk) {
    var bytes = utf8("xx" + chunk);
    return meter.event(bytes, 2, bytes.length);
  }

  @Test
  void chunksAreToldApart() {
    assertThat(event("")).isEqualTo(Event.QUIET);
    assertThat(event("{\"responseId\":\"x\"}")).isEqualTo(Event.QUIET);
    assertThat(event("{\"candidates\":[{\"content\":{\"role\":\"model\"}}]}"))
        .isEqualTo(Event.QUIET);
    assertThat(event("{\"usageMetadata\":{\"promptTokenCount\":1}}")).isEqualTo(Event.USAGE);
    assertThat(event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}"))
        .isEqualTo(Event.CONTENT);
    assertThat(meter.complete()).isFalse();
    assertThat(event("{\"candidates\":[{\"finishReason\":\"STOP\"}]}")).isEqualTo(Event.CONTENT);
    assertThat(meter.complete()).isTrue();
    assertThat(meter.finish()).isEqualTo("STOP");
    assertThat(meter.usage()).isEqualTo(new Usage(1, 0, 0, 0, 0, 0, 0, 0, true));
  }

  @Test
  void allCandidatesMustEnd() {
    event(
        "{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"index\":1}]}");
    event("{\"candidates\":[{\"index\":1,\"finishReason\":\"STOP\"}]}");
    assertThat(meter.complete()).isFalse();
    event("{\"candidates\":[{\"finishReason\":\"STOP\"}]}");
    assertThat(meter.complete()).isTrue();
  }

  @Test
  void aBlockedPromptIsComplete() {
    assertThat(event("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")).isEqualTo(Event.CONTENT);
    assertThat(meter.complete()).isTrue();
    assertThat(meter.finish()).isEqualTo("SAFETY");
  }

  @Test
  void errorsAndGarbageAreSeen() {
    assertThat(event("{\"error\":{\"code\":500,\"message\":\"oops\"}}")).isEqualTo(Event.ERROR);
    assertThat(meter.message()).isEqualTo("oops");
    assertThat(event("[{\"error\":{\"message\":\"oops\"}}]")).isEqualTo(Event.ERROR);
    assertThat(event("[]")).isEqualTo(Event.GARBLED);
    assertThat(event("{\"candidates\":")).isEqualTo(Event.GARBLED);
    assertThat(event("7")).isEqualTo(Event.GARBLED);
  }

  private static AnswerMeter fed(String body) {
    var meter = OUT.answerMeter();
    var bytes = utf8(body);
    for (int i = 0; i < bytes.length; i++) {
      meter.feed(bytes, i, i + 1);
    }
    return meter;
  }

  @Test
  void plainAnswersAreMeteredByteByByte() {
    var whole =
        fed(
            "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}],\"usageMetadata\":"
                + "{\"promptTokenCount\":3,\"candidatesTokenCount\":2}}");
    assertThat(whole.whole()).isTrue();
    assertThat(whole.failed()).isFalse();
    assertThat(whole.finish()).isEqualTo("MAX_TOKENS");
    assertThat(whole.usage().input()).isEqualTo(3);
    var open = fed("{\"candidates\":[{");
    assertThat(open.begun()).isTrue();
    assertThat(open.cause()).isEqualTo(Cause.CUT);
    assertThat(open.whole()).isFalse();
    var error = fed("{\"error\":{\"message\":\"oops\"}}");
    assertThat(error.failed()).isTrue();
    assertThat(error.cause()).isEqualTo(Cause.ERROR_INSIDE);
    assertThat(error.message()).isEqualTo("oops");
    assertThat(fed("[1]").failed()).isTrue();
    assertThat(fed("<html>").message()).endsWith("begins with: <");
    assertThat(fed("").message()).isEqualTo("an empty answer");
    assertThat(fed("{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}").finish()).isEqualTo("OTHER");
  }

  @Test
  void onlyWhatIsMeantForTheGatewayIsTakenOut() {
    var body =
        "{ \"models\":[\"a/b\"], \"contents\" : [{\"parts\":[{\"text\":\"\\u00e9\"}]}],"
            + "\"provider\":{\"only\":[\"google\"]},\"x_new\": 1.50 }";
    var envelope = IN.envelope(call(true), utf8(body));
    var outgoing = OUT.pass(envelope, to("gemini-2.5-flash"), new Warnings(true));
    assertThat(text(outgoing.body()))
        .isEqualTo("{\"contents\" : [{\"parts\":[{\"text\":\"\\u00e9\"}]}],\"x_new\": 1.50 }");
    assertThat(outgoing.path()).isEqualTo("/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    assertThat(outgoing.framing()).isEqualTo(Framing.SSE);
    assertThat(outgoing.hideUsage()).isFalse();
  }

  @Test
  void aCountPassesWithTheEndpointsModel() {
    var count = new Call(Action.COUNT, "google/m", false, Framing.SSE, "");
    var body =
        "{\"generateContentRequest\":{\"model\":\"models/google/m\",\"contents\":[{}]},\"a\":1}";
    var envelope = IN.envelope(count, utf8(body));
    assertThat(text(OUT.passCount(envelope, to("g-1")).body()))
        .isEqualTo(
            "{\"generateContentRequest\":{\"model\":\"models/g-1\",\"contents\":[{}]},\"a\":1}");
    assertThat(text(VERTEX.passCount(envelope, to("g-1")).body())).isEqualTo("{\"contents\":[{}]}");
    var plain = IN.envelope(count, utf8("{\"contents\":[{}]}"));
    assertThat(text(OUT.passCount(plain, to("g-1")).body())).isEqualTo("{\"contents\":[{}]}");
    assertThat(OUT.passCount(plain, to("g-1")).path()).isEqualTo("/models/g-1:countTokens");
  }
}
