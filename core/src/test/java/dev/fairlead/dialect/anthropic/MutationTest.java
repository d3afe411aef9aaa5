package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Opaque.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recorded bodies with values changed at random: a fault of its own kind, or a value. */
class MutationTest {
  private static final int ROUNDS = 2000;
  private static final int LARGE = 30_000;
  private static final List<Raw> VALUES =
      List.of(
          new Raw("null"),
          new Raw("-1"),
          new Raw("1e400"),
          new Raw("0.5"),
          new Raw("true"),
          new Raw("\"\""),
          new Raw("\"text\""),
          new Raw("[]"),
          new Raw("{}"),
          new Raw("[[{}]]"),
          new Raw("[null,1,{\"type\":\"text\"}]"));

  private static Raw mutated(Node node, Random random) {
    var out = new JsonWriter();
    copy(node, out, random, 0.03);
    return out.toRaw();
  }

  private static void copy(Node node, JsonWriter out, Random random, double chance) {
    if (random.nextDouble() < chance) {
      out.raw(VALUES.get(random.nextInt(VALUES.size())));
      return;
    }
    switch (node.kind()) {
      case OBJECT -> {
        out.object();
        for (var member : node) {
          if (random.nextDouble() > chance) {
            out.name(member.name());
            copy(member, out, random, chance);
          }
        }
        out.end();
      }
      case ARRAY -> {
        out.array();
        node.forEach(one -> copy(one, out, random, chance));
        out.end();
      }
      default -> out.raw(node.raw());
    }
  }

  @Test
  void aChangedRequestIsRefusedOrRead() {
    var bodies = new ArrayList<Node>();
    for (var recording : Recording.all()) {
      var body = recording.request();
      if (body != null && body.toString().length() < LARGE) {
        bodies.add(body);
      }
    }
    assumeFalse(bodies.isEmpty(), "no recordings");
    var random = new Random(7);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = mutated(bodies.get(random.nextInt(bodies.size())), random);
      try {
        var request = Fixture.read(body.text());
        Fixture.write(request, Fixture.to("claude-opus-4-8"), new Warnings(false));
        read++;
      } catch (FailureException e) {
        assertThat(e.failure()).isNotNull();
      }
    }
    assertThat(read).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void aChangedAnswerIsAFaultOrAnAnswer() {
    var answers =
        Recording.all().stream()
            .filter(r -> r.answer() != null && r.answerBytes().length < LARGE)
            .map(r -> Node.lenient(r.answerBytes(), 0, r.answerBytes().length))
            .toList();
    assumeFalse(answers.isEmpty(), "no recordings");
    var random = new Random(8);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = mutated(answers.get(random.nextInt(answers.size())), random).text();
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var meter = new PlainMeter();
      meter.feed(bytes, 0, bytes.length);
      assertThat(meter.usage()).isNotNull();
      assertThat(meter.message()).isNotNull();
      try {
        var response = AnswerReader.read(bytes, Family.ANTHROPIC);
        AnswerWriter.write(response, Fixture.chat().request(), new Warnings(false));
        read++;
      } catch (AnswerFault e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(ROUNDS / 3);
  }

  @Test
  void aChangedStreamKeepsTheGrammar() {
    var streams =
        Recording.all().stream()
            .flatMap(r -> r.streams().stream())
            .filter(sse -> sse.length() < LARGE)
            .toList();
    assumeFalse(streams.isEmpty(), "no recordings");
    var random = new Random(9);
    for (int i = 0; i < ROUNDS; i++) {
      var sse = new StringBuilder();
      for (var line : streams.get(random.nextInt(streams.size())).split("\n", -1)) {
        if (line.startsWith("data:") && random.nextDouble() > 0.05) {
          sse.append("data: ")
              .append(mutated(Node.of(line.substring(5)), random).compact())
              .append("\n\n");
        }
      }
      var events = Played.of(sse.toString()).events();
      if (!(events.getFirst() instanceof Event.Fail)) {
        new Played(events).grammar();
      }
      var collector = new Collector();
      var writer = new StreamWriter(Fixture.chat().request());
      var out = new StringBuilder();
      for (var event : events) {
        collector.accept(event);
        out.append(new String(writer.write(event), StandardCharsets.UTF_8));
      }
      if (events.getFirst() instanceof Event.Start) {
        assertThat(collector.response()).isNotNull();
        assertThat(out.toString().split("event: message_start", -1)).hasSize(2);
      }
    }
  }
}
