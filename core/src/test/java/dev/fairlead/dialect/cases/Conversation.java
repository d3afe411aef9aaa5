package dev.fairlead.dialect.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.json.Tree;
import java.util.List;
import java.util.Map;

/** Holds the conversation of a case once, and checks what comes and goes. */
final class Conversation {
  private final Case one;
  private final int seed;
  private final Bench bench = new Bench();
  private Object last = Map.of();
  private byte[] before = new byte[0];

  /**
   * @param seed how streams are cut
   */
  Conversation(Case one, int seed) {
    this.one = one;
    this.seed = seed;
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

  private void hold(Case step) {
    if (Boolean.TRUE.equals(step.get("forget"))) {
      bench.forget();
    }
    if (step.has("files")) {
      bench.files(Case.object(step.get("files")));
    }
    var request =
        step.has("request_text")
            ? step.text("request_text")
            : Filling.json(step.get("request"), last);
    if (step.has("counted")) {
      var counted = bench.count(step, request.getBytes(UTF_8));
      assertThat(Matching.within(step.get("counted"), counted)).as("count").isEmpty();
      return;
    }
    var sent = bench.send(step, request.getBytes(UTF_8));
    if (step.has("rejected")) {
      assertThat(sent.rejection()).as("rejection").isNotNull();
      assertThat(Matching.within(step.get("rejected"), sent.rejection())).isEmpty();
      return;
    }
    assertThat(sent.rejection()).as("rejection").isNull();
    upstream(step, sent);
    warnings(step, sent);
    answer(step, sent);
    before = sent.body();
  }

  private void upstream(Case step, Bench.Sent sent) {
    var body = sent.body();
    var text = new String(body, UTF_8);
    var found = Tree.json(body, 0, body.length);
    if (step.has("upstream")) {
      assertThat(Matching.equal(step.get("upstream"), found)).as("upstream %s", text).isEmpty();
    }
    if (step.has("upstream_has")) {
      assertThat(Matching.within(step.get("upstream_has"), found))
          .as("upstream %s", text)
          .isEmpty();
    }
    step.texts("upstream_text").forEach(part -> assertThat(text).contains(part));
    step.texts("upstream_text_lacks").forEach(part -> assertThat(text).doesNotContain(part));
    if (step.has("upstream_exact")) {
      assertThat(text).isEqualTo(step.get("upstream_exact"));
    }
    if (step.has("upstream_path")) {
      assertThat(sent.path()).isEqualTo(step.get("upstream_path"));
    }
    if (step.has("upstream_headers")) {
      assertThat(Matching.within(step.get("upstream_headers"), sent.headers())).isEmpty();
    }
    step.texts("upstream_goes_on").forEach(member -> goesOn(member, body));
  }

  /** A member's bytes begin as in the step before; one that is no list is the same. */
  private void goesOn(String member, byte[] body) {
    var now = raw(member, body);
    var then = raw(member, before);
    assertThat(now)
        .as(member)
        .startsWith(then.endsWith("]") ? then.substring(0, then.length() - 1) : then);
  }

  private static String raw(String member, byte[] body) {
    var raw = Node.lenient(body, 0, body.length).raw(member);
    if (raw == null) {
      throw new AssertionError(member + " is not in " + new String(body, UTF_8));
    }
    return raw.text();
  }

  private static void warnings(Case step, Bench.Sent sent) {
    for (var warning : step.texts("warnings")) {
      assertThat(sent.warnings()).anyMatch(w -> w.startsWith(warning));
    }
    if (step.has("warnings") && step.texts("warnings").isEmpty()) {
      assertThat(sent.warnings()).isEmpty();
    }
  }

  private void answer(Case step, Bench.Sent sent) {
    if (step.has("error")) {
      last = sent.error(Case.object(step.get("error")));
      assertThat(Matching.within(step.get("client"), last)).as("client %s", last).isEmpty();
    } else if (step.get("answer_events") instanceof List<?> events) {
      var told = sent.stream(events, !Boolean.FALSE.equals(step.get("complete")), seed);
      last = told.events();
      if (step.has("client_events")) {
        assertThat(Matching.within(step.get("client_events"), told.events()))
            .as("client events %s", told.text())
            .isEmpty();
      }
      texts(step, told.text());
      fault(step, told.fault());
      usage(step, told.usage());
    } else if (step.has("answer") || step.has("answer_text")) {
      plain(step, sent);
    }
  }

  private void plain(Case step, Bench.Sent sent) {
    var text =
        step.has("answer_text") ? step.text("answer_text") : Filling.json(step.get("answer"), last);
    var told = sent.plain(text.getBytes(UTF_8));
    fault(step, told.fault());
    if (step.has("fault")) {
      return;
    }
    last = told.value();
    assertThat(Matching.within(step.get("client"), last)).as("client %s", last).isEmpty();
    texts(step, told.text());
    for (var warning : step.texts("answer_warnings")) {
      assertThat(sent.warnings()).as("of the answer").anyMatch(w -> w.startsWith(warning));
    }
    usage(step, told.usage());
  }

  private static void texts(Case step, String told) {
    step.texts("client_text").forEach(part -> assertThat(told).contains(part));
    step.texts("client_text_lacks").forEach(part -> assertThat(told).doesNotContain(part));
  }

  private static void fault(Case step, String fault) {
    assertThat(fault).as("fault").isEqualTo(step.text("fault"));
  }

  private static void usage(Case step, Map<String, Object> usage) {
    if (step.has("usage")) {
      assertThat(Matching.within(step.get("usage"), usage)).as("usage %s", usage).isEmpty();
    }
  }
}
