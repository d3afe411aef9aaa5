package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.fit.Conversations.Feature;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Request;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Both ends speak a dialect of lines; see {@link Lines}. */
final class TranslationTest {

  private static Request asked(Consumer<Request.Draft> change) {
    var draft = new Request.Draft("caller", "m");
    draft.items.add(Ends.user("hello"));
    draft.stream = true;
    change.accept(draft);
    return draft.request();
  }

  private static Translation translation(Request request) {
    return new Translation(
        new Translation.Sides(new Lines.In(), new Lines.Out(Ends.responses()), Lines.nowhere()),
        request,
        Ends.keeping(ReasoningMemory.none()),
        false,
        List.of("dropped=x", "dropped=seed"));
  }

  private static String event(Relay relay, String line) {
    var bytes = Ends.utf8("??" + line + "!");
    return new String(relay.event("", bytes, 2, bytes.length - 1), StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theEndpointGetsWhatFitsAndTheCallerIsTold() {
    var translation =
        translation(
            asked(d -> {
              d.items.addFirst(new Item.Foreign("caller", "odd", new dev.fairlead.json.Raw("1")));
              d.stops.add("X");
            }));
    assertThat(text(translation.outgoing().body())).isEqualTo("user:hello\n");
    assertThat(translation.warnings())
        .containsExactly(
            "dropped=x",
            "dropped=seed",
            "emulated=stop;the gateway ends the answer at a stop text",
            "dropped=odd");
  }

  @Test
  void aStreamGoesThroughAndIsCommittedByItsFirstContent() {
    var relay = translation(asked(_ -> {})).stream();
    assertThat(event(relay, "start")).isEqualTo("Start\n");
    assertThat(event(relay, "open")).isEqualTo("ItemStart\n");
    assertThat(relay.committed()).isFalse();
    assertThat(event(relay, "text Hi")).isEqualTo("TextDelta Hi\n");
    assertThat(relay.committed()).isTrue();
    assertThat(event(relay, "finish stop")).isEqualTo("ItemEnd\nChoiceEnd STOP\n");
    assertThat(relay.complete()).isFalse();
    assertThat(event(relay, "usage 12 34")).isEqualTo("UsageSoFar\n");
    assertThat(event(relay, "end")).isEqualTo("End\n");
    assertThat(relay.complete()).isTrue();
    assertThat(relay.failure()).isNull();
    assertThat(relay.finish()).isEqualTo("stop");
    assertThat(relay.usage().input()).isEqualTo(12);
    assertThat(relay.usage().reported()).isTrue();
    assertThat(relay.end()).isEmpty();
    assertThat(relay.stop(Cause.CUT, "late")).isEmpty();
    assertThat(relay.failure()).isNull();
  }

  @Test
  void aFailureBeforeTheFirstContentWritesNothing() {
    var relay = translation(asked(_ -> {})).stream();
    event(relay, "start");
    assertThat(event(relay, "fail overloaded")).isEmpty();
    assertThat(relay.committed()).isFalse();
    assertThat(relay.failure()).isNotNull().extracting(Event.Fail::message).isEqualTo("overloaded");
  }

  @Test
  void t139AnEmptyAnswerThatEndsBadlyIsAFailureThatAnotherMayMend() {
    var relay = translation(asked(_ -> {})).stream();
    event(relay, "start");
    event(relay, "finish malformed");
    event(relay, "end");
    assertThat(relay.committed()).isFalse();
    assertThat(relay.complete()).isFalse();
    assertThat(relay.failure()).isNotNull();

    var thrown =
        catchThrowableOfType(
            AnswerFault.class,
            () -> translation(asked(_ -> {})).plain(Ends.utf8("start\nfinish malformed\nend")));
    assertThat(thrown.reason()).isEqualTo(Cause.ERROR_INSIDE);
  }

  @Test
  void aFailureAfterwardsIsToldInTheCallersStream() {
    var relay = translation(asked(_ -> {})).stream();
    event(relay, "start");
    event(relay, "open");
    event(relay, "text Hi there, how are you?");
    assertThat(text(relay.stop(Cause.TIMEOUT, "too slow"))).isEqualTo("ItemEnd\nFail too slow\n");
    var failure = relay.failure();
    assertThat(failure).isNotNull();
    assertThat(relay.complete()).isFalse();
    // What was sent to the caller is estimated, so that it can be settled.
    assertThat(relay.usage().output()).isBetween(5L, 20L);
    assertThat(relay.usage().reported()).isFalse();
  }

  @Test
  void anEndThatIsNoneIsAFailure() {
    var relay = translation(asked(_ -> {})).stream();
    event(relay, "start");
    event(relay, "open");
    event(relay, "text Hi");
    assertThat(text(relay.end())).endsWith("Fail cut\n");
  }

  @Test
  void t013UsageThatNobodyToldIsEstimated() {
    var relay = translation(asked(_ -> {})).stream();
    for (var line : List.of("start", "open", "text one two three four", "finish stop", "end")) {
      event(relay, line);
    }
    assertThat(relay.usage().reported()).isFalse();
    assertThat(relay.usage().input()).isBetween(5L, 30L);
    assertThat(relay.usage().output()).isBetween(4L, 20L);

    var plain = translation(asked(_ -> {}));
    assertThat(
            text(plain.plain(Ends.utf8("start\nopen\ntext one two three four\nfinish stop\nend"))))
        .isEqualTo("Assistant STOP " + relay.usage().output() + "\n");
    assertThat(plain.usage()).isEqualTo(relay.usage());
    assertThat(plain.finish()).isEqualTo("stop");
  }

  @Test
  void t167AStopTextEndsTheStreamAndTheEndpointMayBeLeft() {
    var relay = translation(asked(d -> d.stops.add("X"))).stream();
    event(relay, "start");
    event(relay, "open");
    assertThat(event(relay, "text abXcd")).isEqualTo("TextDelta ab\n");
    assertThat(relay.enough()).isTrue();
    assertThat(text(relay.stop(Cause.CUT, "enough")))
        .isEqualTo("ItemEnd\nChoiceEnd STOP_SEQUENCE\nEnd\n");
    assertThat(relay.complete()).isTrue();
    assertThat(relay.failure()).isNull();
  }

  @Test
  void whatTheEndpointCannotDoIsRefusedBeforeItIsAsked() {
    var thrown =
        catchThrowableOfType(
            FailureException.class, () -> translation(asked(d -> d.candidates = 2)));
    assertThat(((BadRequest) thrown.failure()).param()).isEqualTo("n");
  }

  @Test
  void anyConversationCanBeTranslated() {
    var features = EnumSet.allOf(Feature.class);
    features.removeAll(EnumSet.of(Feature.CANDIDATES, Feature.AUDIO));
    for (long seed = 0; seed < 100; seed++) {
      var made = new Conversations(seed, "caller", Opaque.Family.OPENAI, features);
      assertThat(text(translation(made.request()).outgoing().body())).contains("user:");
    }
  }
}
