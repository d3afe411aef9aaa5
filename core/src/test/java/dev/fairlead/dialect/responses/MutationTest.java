package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes is a value, a fault of the caller's or a fault of the provider's. */
final class MutationTest {
  private static final int ROUNDS = 2_000;
  private static final Request ASKED = Samples.asked("{'model':'m','input':'hi'}");
  private static final String[] OTHERS = {
    "null",
    "true",
    "0",
    "-1",
    "1e300",
    "99999999999999999999",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[[{}]]",
    "{\"type\":\"message\"}",
    "[null]",
    "\"\\ud83d\"",
    "[\"a\",1]"
  };

  /** The document with one value at random replaced or left out. */
  private static String mutated(Node root, Random random) {
    int target = random.nextInt(Math.max(1, size(root)));
    var out = new JsonWriter(4096);
    copy(root, out, new int[] {target}, random);
    return out.toRaw().text();
  }

  private static int size(Node node) {
    int size = 1;
    for (var inner : node) {
      size += size(inner);
    }
    return size;
  }

  private static void copy(Node node, JsonWriter out, int[] left, Random random) {
    if (left[0]-- == 0) {
      out.raw(new Raw(OTHERS[random.nextInt(OTHERS.length)]));
    } else if (node.isObject()) {
      out.object();
      for (var member : node) {
        if (left[0] == 0 && random.nextBoolean()) {
          left[0] = -1;
        } else {
          out.name(member.name());
          copy(member, out, left, random);
        }
      }
      out.end();
    } else if (node.isArray()) {
      out.array();
      for (var element : node) {
        copy(element, out, left, random);
      }
      out.end();
    } else {
      out.raw(node.raw());
    }
  }

  @Test
  void aBrokenRequestIsReadOrRefused() {
    var random = new Random(11);
    var bodies = new ArrayList<Node>();
    for (var recording : Recording.requests()) {
      var body = recording.request();
      if (body != null && body.toString().length() < 30_000) {
        bodies.add(body);
      }
    }
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = mutated(bodies.get(random.nextInt(bodies.size())), random);
      try {
        var request = Samples.read(body);
        Samples.write(request, Samples.to(i % 2 == 0 ? "openai" : "other", "gpt-5.6"));
        Samples.CALLERS.write(
            Samples.sent("openai", "m").read(Samples.bytes("{\"output\":[]}")),
            request,
            new Warnings(false));
      } catch (FailureException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, ROUNDS - 1);
  }

  @Test
  void aBrokenAnswerIsReadOrIsAFault() {
    var random = new Random(12);
    var bodies = new ArrayList<Node>();
    for (var recording : Recording.answers()) {
      var body = recording.answer();
      if (body != null) {
        bodies.add(body);
      }
    }
    var sent = Samples.sent("openai", "m");
    int faults = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = Samples.bytes(mutated(bodies.get(random.nextInt(bodies.size())), random));
      try {
        var response = sent.read(body);
        Samples.CALLERS.write(response, ASKED, new Warnings(false));
        Grammar.wire(Samples.frames(Samples.streamed(Samples.unfolded(response), ASKED)));
      } catch (AnswerFault e) {
        faults++;
      }
      var meter = Samples.UPSTREAM.answerMeter();
      meter.feed(body, 0, body.length);
      assertThat(meter.usage()).isNotNull();
      assertThat(meter.message()).isNotNull();
    }
    assertThat(faults).isBetween(1, ROUNDS - 1);
  }

  @Test
  void aBrokenStreamEndsProperly() {
    var random = new Random(13);
    var streams = new ArrayList<List<Node>>();
    for (var recording : Recording.streams()) {
      if (recording.sse().length() < 25_000) {
        streams.add(Samples.frames(recording.stream()));
      }
    }
    int failed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var frames = streams.get(random.nextInt(streams.size()));
      int broken = random.nextInt(frames.size());
      boolean lost = random.nextInt(4) == 0;
      var events = new ArrayList<Event>();
      var reader = Samples.sent("openai", "m").stream(events::add);
      var meter = Samples.UPSTREAM.streamMeter();
      for (int k = 0; k < frames.size(); k++) {
        if (k != broken || !lost) {
          var data =
              Samples.bytes(
                  k == broken ? mutated(frames.get(k), random) : frames.get(k).toString());
          meter.event(data, 0, data.length);
          reader.event("", data, 0, data.length);
        }
      }
      reader.end();
      Grammar.neutral(events);
      Grammar.wire(Samples.frames(Samples.streamed(events, ASKED)));
      failed += events.getLast() instanceof Event.Fail ? 1 : 0;
    }
    assertThat(failed).isBetween(1, ROUNDS - 1);
  }
}
