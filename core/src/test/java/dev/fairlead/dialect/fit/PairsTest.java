package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.fit.Conversations.Feature;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dialect at one end, each at the other: what a caller asks and gets survives. */
final class PairsTest {
  static Stream<Arguments> pairs() {
    return Side.callers().stream().flatMap(a -> Side.ALL.stream().map(b -> Arguments.of(a, b)));
  }

  private static final Keeping KEEPING = Ends.keeping(ReasoningMemory.none());

  private static Set<Feature> features() {
    var all = EnumSet.allOf(Feature.class);
    all.removeAll(
        EnumSet.of(
            Feature.AUDIO,
            Feature.URLS,
            Feature.CANDIDATES,
            Feature.HOSTED_CALLS,
            Feature.FOREIGN,
            Feature.STOPS));
    return all;
  }

  private static String text(byte[] b) {
    return new String(b, StandardCharsets.UTF_8);
  }

  /** How many conversations for each pair; {@code -Dpairs.rounds=1000} for a long run. */
  private static final int ROUNDS = Integer.getInteger("pairs.rounds", 40);

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void conversationsAndAnswersSurvive(Side a, Side b) {
    int done = 0;
    for (long seed = 0; seed < ROUNDS; seed++) {
      try {
        round(a, b, seed);
        done++;
      } catch (FailureException e) {
        assertThat(e.failure()).as("seed " + seed).isInstanceOf(BadRequest.class);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(done).as("conversations that were not refused").isGreaterThan(ROUNDS / 4);
  }

  /**
   * With one feature at a time: what the caller said and the provider does not get has been warned
   * of, or the request was refused.
   */
  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void nothingIsLostInSilence(Side a, Side b) {
    for (var feature : Feature.values()) {
      for (long seed = 0; seed < Math.max(2, ROUNDS / 10); seed++) {
        var features = EnumSet.of(feature, Feature.TOOLS, Feature.SYSTEM, Feature.MULTIPLE_PARTS);
        try {
          silence(a, b, new Conversations(seed, a.in().id(), a.family(), features), feature);
        } catch (FailureException e) {
          assertThat(e.failure()).as(feature + " " + seed).isInstanceOf(BadRequest.class);
        }
      }
    }
  }

  private static void silence(Side a, Side b, Conversations made, Feature feature) {
    var terms = new Terms(a.out().dialect(), a.out().manners(a.to()), Map.of(), KEEPING);
    var fitted = Fit.fit(made.request(), terms, new Warnings(false)).request();
    var body = a.out().write(fitted, a.to(), new Warnings(false)).outgoing().body();
    var read = new Warnings(false);
    var asked = a.reread(body, read);
    var translation =
        new Translation(
            new Translation.Sides(a.in(), b.out(), b.to()), asked, KEEPING, false, read.list());
    var sent = translation.outgoing().body();
    var lost = Facts.of(asked).without(Facts.of(b.reread(sent, new Warnings(false))));
    if (!lost.isEmpty()) {
      assertThat(translation.warnings())
          .as("%s: %s\nof %s\nis not in %s", feature, lost, text(body), text(sent))
          .isNotEmpty();
    }
  }

  private static void round(Side a, Side b, long seed) {
    var made = new Conversations(seed, "nobody's", a.family(), features());
    var neutral = made.request();
    // As a caller of A writes it.
    var fitted =
        Fit.fit(
            neutral,
            new Terms("x", a.out().manners(a.to()), Map.of(), KEEPING),
            new Warnings(false));
    byte[] body = a.out().write(fitted.request(), a.to(), new Warnings(false)).outgoing().body();
    var asked = a.reread(body, new Warnings(false));
    var translation =
        new Translation(
            new Translation.Sides(a.in(), b.out(), b.to()), asked, KEEPING, false, List.of());
    Node.of(text(translation.outgoing().body()));
    // Deterministic.
    var again =
        new Translation(
            new Translation.Sides(a.in(), b.out(), b.to()),
            a.reread(body, new Warnings(false)),
            KEEPING,
            false,
            List.of());
    assertThat(text(again.outgoing().body())).isEqualTo(text(translation.outgoing().body()));

    // The answer as provider B says it.
    var answer = plainCalls(made.response());
    byte[] wire = b.in().write(answer, asked, new Warnings(false));
    byte[] seen = translation.plain(wire);
    var reader = a.out().write(fitted.request(), a.to(), new Warnings(false));
    var told = reader.read(seen);
    assertThat(said(told)).as("plain " + text(seen)).isEqualTo(said(answer));
    counted(told.usage(), answer.usage());

    // The same as a stream.
    var out = new StringBuilder();
    var writer = b.in().stream(asked);
    Unfold.into(event -> out.append(text(writer.write(event))), answer);
    var relay = translation.stream();
    var got = new StringBuilder();
    for (var data : Side.events(out.toString())) {
      byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
      got.append(text(relay.event("", bytes, 0, bytes.length)));
    }
    got.append(text(relay.end()));
    assertThat(relay.failure()).as("stream of " + out).isNull();
    assertThat(relay.complete()).isTrue();
    var whole = new Collector();
    var grammar = new Grammar();
    var last =
        reader.stream(event -> {
          grammar.accept(event);
          whole.accept(event);
        });
    for (var data : Side.events(got.toString())) {
      byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
      last.event("", bytes, 0, bytes.length);
    }
    last.end();
    assertThat(grammar.seen().getLast()).as("" + got).isInstanceOf(Event.End.class);
    assertThat(said(whole.response())).as("stream " + got).isEqualTo(said(answer));
    if (whole.response().usage().reported()) {
      counted(whole.response().usage(), answer.usage());
    }
  }

  /** Whatever a protocol tells apart, all that was read and written stays the same. */
  private static void counted(Usage told, Usage usage) {
    assertThat(told.inputs()).isEqualTo(usage.inputs());
    assertThat(told.outputs()).isEqualTo(usage.outputs());
  }

  /** Calls of functions only. */
  private static Response plainCalls(Response answer) {
    var choices = new ArrayList<Response.Choice>();
    for (var choice : answer.choices()) {
      var items = new ArrayList<Item>();
      for (var item : choice.items()) {
        if (item instanceof Item.ToolCall) {
          items.add(
              new Item.ToolCall(
                  "call_a" + items.size(),
                  "plain_tool",
                  "{\"z\":9007199254740993123,\"a\":\"ü\\n\"}"));
        } else if (item instanceof Item.Assistant said) {
          items.add(new Item.Assistant(List.of(Part.Text.of(texts(said)))));
        } else {
          items.add(item);
        }
      }
      choices.add(new Response.Choice(choice.index(), items, choice.finish()));
    }
    return answer.withChoices(choices);
  }

  private static String texts(Item.Assistant said) {
    var all = new StringBuilder();
    for (var part : said.parts()) {
      if (part instanceof Part.Text t) {
        all.append(t.text());
      }
    }
    return all.toString();
  }

  /** What a person would compare: texts and calls. */
  private static List<String> said(Response answer) {
    var all = new ArrayList<String>();
    var text = new StringBuilder();
    for (var item : answer.choices().getFirst().items()) {
      if (item instanceof Item.Assistant said) {
        text.append(texts(said));
      } else if (item instanceof Item.ToolCall call) {
        all.add(call.name() + call.input());
      }
    }
    if (!text.toString().isBlank()) {
      all.add(0, text.toString());
    }
    all.add(answer.choices().getFirst().finish().kind().name());
    return all;
  }
}
