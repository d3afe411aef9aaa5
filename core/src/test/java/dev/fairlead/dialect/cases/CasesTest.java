package dev.fairlead.dialect.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the folder, by its id. */
final class CasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final int CUTS = 6;

  static List<Case> cases() throws IOException {
    return Case.all(FOLDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isCarriedOverAsItShould(Case one) {
    for (int cut = 0; cut < CUTS; cut++) {
      new Conversation(one, cut).hold();
    }
  }

  /** Holds the conversation of a case once; streams are cut as the seed says. */
  private static final class Conversation {
    private final Case one;
    private final int seed;
    private final Bench bench;
    private Object last = Map.of();

    Conversation(Case one, int seed) {
      this.one = one;
      this.seed = seed;
      this.bench = new Bench(one);
    }

    void hold() {
      int number = 0;
      for (var step : one.steps()) {
        try {
          hold(step);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(
              "%s, step %d, cut %d: %s".formatted(one, number, seed, e.getMessage()), e);
        }
        number++;
      }
    }

    private void hold(Map<String, Object> step) {
      var request =
          step.containsKey("request_text")
              ? Case.text(step, "request_text")
              : Filling.json(step.get("request"), last);
      var sent = bench.send(request.getBytes(UTF_8), Case.text(step, "path"));
      if (step.containsKey("rejected")) {
        assertThat(sent.rejection()).as("rejection").isNotNull();
        assertThat(Matching.within(step.get("rejected"), sent.rejection())).isEmpty();
        return;
      }
      assertThat(sent.rejection()).as("rejection").isNull();
      upstream(step, sent);
      warnings(step, sent);
      answer(step, sent);
    }

    private void upstream(Map<String, Object> step, Bench.Sent sent) {
      var body = sent.body();
      var found = Tree.json(body, 0, body.length);
      if (step.containsKey("upstream")) {
        assertThat(Matching.equal(step.get("upstream"), found)).as("upstream").isEmpty();
      }
      if (step.containsKey("upstream_has")) {
        assertThat(Matching.within(step.get("upstream_has"), found))
            .as("upstream %s", new String(body, UTF_8))
            .isEmpty();
      }
      for (var text : texts(step, "upstream_text")) {
        assertThat(new String(body, UTF_8)).contains(text);
      }
      for (var text : texts(step, "upstream_text_lacks")) {
        assertThat(new String(body, UTF_8)).doesNotContain(text);
      }
      if (step.containsKey("upstream_path")) {
        assertThat(sent.path()).isEqualTo(step.get("upstream_path"));
      }
      if (step.containsKey("upstream_headers")) {
        assertThat(Matching.within(step.get("upstream_headers"), sent.headers())).isEmpty();
      }
    }

    private static List<String> texts(Map<String, Object> step, String name) {
      var found = new ArrayList<String>();
      if (step.get(name) instanceof List<?> list) {
        list.forEach(t -> found.add(String.valueOf(t)));
      }
      return found;
    }

    private static void warnings(Map<String, Object> step, Bench.Sent sent) {
      for (var warning : texts(step, "warnings")) {
        assertThat(sent.warnings()).anyMatch(w -> w.startsWith(warning));
      }
      if (step.containsKey("warnings") && texts(step, "warnings").isEmpty()) {
        assertThat(sent.warnings()).isEmpty();
      }
    }

    private void answer(Map<String, Object> step, Bench.Sent sent) {
      if (step.containsKey("error")) {
        last = sent.error(Case.object(step.get("error")));
        assertThat(Matching.within(step.get("client"), last)).as("client %s", last).isEmpty();
      } else if (step.get("answer_events") instanceof List<?> events) {
        var told = sent.stream(events, !Boolean.FALSE.equals(step.get("complete")), seed);
        last = told.events();
        if (step.containsKey("client_events")) {
          assertThat(Matching.within(step.get("client_events"), told.events()))
              .as("client events %s", told.text())
              .isEmpty();
        }
        for (var text : texts(step, "client_text")) {
          assertThat(told.text()).contains(text);
        }
        for (var text : texts(step, "client_text_lacks")) {
          assertThat(told.text()).doesNotContain(text);
        }
        if (step.containsKey("fault")) {
          assertThat(told.fault()).isEqualTo(step.get("fault"));
        } else {
          assertThat(told.fault()).isEmpty();
        }
        usage(step, told.usage());
      } else if (step.containsKey("answer") || step.containsKey("answer_text")) {
        var text =
            step.containsKey("answer_text")
                ? Case.text(step, "answer_text")
                : Filling.json(step.get("answer"), last);
        var told = sent.plain(text.getBytes(UTF_8));
        if (step.containsKey("fault")) {
          assertThat(told.fault()).isEqualTo(step.get("fault"));
          return;
        }
        assertThat(told.fault()).isEmpty();
        last = told.value();
        assertThat(Matching.within(step.get("client"), last)).as("client %s", last).isEmpty();
        usage(step, told.usage());
      }
    }

    private static void usage(Map<String, Object> step, Map<String, Object> usage) {
      if (step.containsKey("usage")) {
        assertThat(Matching.within(step.get("usage"), usage)).as("usage %s", usage).isEmpty();
      }
    }
  }
}
