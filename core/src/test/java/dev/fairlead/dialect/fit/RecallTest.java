package dev.fairlead.dialect.fit;

import static dev.fairlead.dialect.fit.Ends.call;
import static dev.fairlead.dialect.fit.Ends.result;
import static dev.fairlead.dialect.fit.Ends.said;
import static dev.fairlead.dialect.fit.Ends.signature;
import static dev.fairlead.dialect.fit.Ends.thought;
import static dev.fairlead.dialect.fit.Ends.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasoning of callers that do not send it back. */
final class RecallTest {
  private final ReasoningMemory memory =
      new RecentReasoning(1000, 1 << 20, Duration.ofHours(1), InstantSource.fixed(Instant.EPOCH));

  private static Opaque sig(String data) {
    return signature(Family.ANTHROPIC, data);
  }

  /** The provider answers; the caller gets it and keeps what its protocol keeps. */
  private void answered(Manners manners, boolean stream, Item... items) {
    var answer =
        new Response(
            "i",
            "m",
            0,
            List.of(new Response.Choice(0, List.of(items), Finish.of(Finish.Kind.STOP, "stop"))),
            Usage.NONE,
            "",
            Map.of());
    var undo = fit(Ends.request(user("x")), manners).undo();
    if (stream) {
      Unfold.into(undo.events(new Grammar()), answer);
    } else {
      undo.response(answer);
    }
  }

  private Fitted fit(Request request, Manners manners) {
    return Fit.fit(request, Ends.terms("target", manners, memory), new Warnings(true));
  }

  private List<Item> next(Manners manners, Item... items) {
    return fit(Ends.request(items), manners).request().items();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t031ThoughtsThatACallerDroppedComeBackBeforeTheirCall(boolean stream) {
    var a = thought("A", sig("sig1"));
    var hidden =
        new Item.Reasoning(
            "",
            List.of(),
            List.of(),
            new Opaque(Family.ANTHROPIC, Opaque.Kind.REDACTED, "", "", "xx"));
    var b = thought("B", sig("sig2"));
    answered(
        Ends.anthropic(),
        stream,
        a,
        hidden,
        b,
        said("Let me see."),
        call("c1", "f"),
        call("c2", "f"));
    assertThat(
            next(
                Ends.anthropic(),
                user("x"),
                said("Let me see."),
                call("c1", "f"),
                call("c2", "f"),
                result("c1", "r"),
                result("c2", "r")))
        .containsExactly(
            user("x"),
            a,
            hidden,
            b,
            said("Let me see."),
            call("c1", "f"),
            call("c2", "f"),
            result("c1", "r"),
            result("c2", "r"));
    // Also when the caller dropped the text.
    assertThat(
            next(
                Ends.anthropic(),
                user("x"),
                call("c1", "f"),
                call("c2", "f"),
                result("c1", "r"),
                result("c2", "r")))
        .startsWith(user("x"), a, hidden, b, call("c1", "f"));
  }

  @Test
  void t040TheSignatureOfACallComesBackToIt() {
    var made =
        call("c1", "f")
            .withSignature(signature(Family.GOOGLE, "S"))
            .withInput("{\"a\":\"h\u00e9\"}");
    answered(Ends.gemini(), true, made, call("c2", "f"));
    // The client has written the input anew, with white space and escapes.
    assertThat(
            next(
                Ends.gemini(),
                user("x"),
                call("c1", "f").withInput("{ \"a\": \"h\\u00e9\" }"),
                call("c2", "f"),
                result("c1", "r"),
                result("c2", "r")))
        .containsExactly(
            user("x"),
            call("c1", "f")
                .withInput("{ \"a\": \"h\\u00e9\" }")
                .withSignature(signature(Family.GOOGLE, "S")),
            call("c2", "f"),
            result("c1", "r"),
            result("c2", "r"));
  }

  @Test
  void t043ASignatureOnAnEmptyTextComesBackOnOne() {
    var empty = new Part.Text("", List.of(), null, signature(Family.GOOGLE, "S"), null);
    answered(Ends.gemini(), false, new Item.Assistant(List.of(Part.Text.of("hello"), empty)));
    assertThat(next(Ends.gemini(), user("x"), said("hello"), user("y")))
        .containsExactly(
            user("x"), new Item.Assistant(List.of(Part.Text.of("hello"), empty)), user("y"));
  }

  @Test
  void t044PlainThoughtsComeBackWhereTheyAreTaken() {
    answered(Ends.mistral(), true, thought("hm", null), call("abcdefgh1", "f"));
    answered(Ends.mistral(), true, thought("so", null), said("It rains."));
    assertThat(
            next(
                Ends.mistral(),
                user("x"),
                call("abcdefgh1", "f"),
                result("abcdefgh1", "r"),
                said(" It rains.\n"),
                user("y")))
        .containsExactly(
            user("x"),
            thought("hm", null),
            call("abcdefgh1", "f"),
            result("abcdefgh1", "r"),
            thought("so", null),
            said(" It rains.\n"),
            user("y"));
  }

  @Test
  void aTurnWithItsOwnProofIsLeftAlone() {
    answered(Ends.anthropic(), true, thought("A", sig("1")), call("c", "f"));
    var own = thought("mine", sig("2"));
    assertThat(next(Ends.anthropic(), user("x"), own, call("c", "f"), result("c", "r")))
        .containsExactly(user("x"), own, call("c", "f"), result("c", "r"));
  }

  @Test
  void thoughtsWithoutProofAreReplacedByThoseWithIt() {
    answered(Ends.anthropic(), true, thought("A", sig("1")), call("c", "f"));
    assertThat(
            next(Ends.anthropic(), user("x"), thought("A", null), call("c", "f"), result("c", "r")))
        .containsExactly(user("x"), thought("A", sig("1")), call("c", "f"), result("c", "r"));
  }

  @Test
  void anotherModelOrTenantFindsNothing() {
    answered(Ends.anthropic(), true, thought("A", sig("1")), call("c", "f"));
    assertThat(next(Ends.gemini(), user("x"), call("c", "f"), result("c", "r"))).hasSize(3);
    var other =
        new Terms("target", Ends.anthropic(), Map.of(), new Keeping("other", Ends.SEALING, memory));
    var asked = Ends.request(user("x"), call("c", "f"), result("c", "r"));
    assertThat(Fit.fit(asked, other, new Warnings(true)).request()).isSameAs(asked);
    assertThat(next(Ends.anthropic(), user("x"), call("c", "g"), result("c", "r"))).hasSize(3);
  }

  @Test
  void whatTheCallerSeesIsSealedWhatIsRememberedIsNot() {
    answered(Ends.anthropic(), true, thought("A", sig("1")), call("c", "f"));
    var items = next(Ends.anthropic(), user("x"), call("c", "f"), result("c", "r"));
    assertThat(((Item.Reasoning) items.get(1)).opaque()).isEqualTo(sig("1"));
  }
}
