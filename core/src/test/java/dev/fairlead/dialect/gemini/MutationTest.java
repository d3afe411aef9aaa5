package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.IN;
import static dev.fairlead.dialect.gemini.Gemini.OUT;
import static dev.fairlead.dialect.gemini.Gemini.VERTEX;
import static dev.fairlead.dialect.gemini.Gemini.call;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static dev.fairlead.dialect.gemini.Gemini.to;
import static dev.fairlead.dialect.gemini.Gemini.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recorded bodies with random damage: they are refused or read, and nothing else happens. */
final class MutationTest {
  private static final int ROUNDS = 2000;
  private static final String[] OTHERS = {
    "null",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "\"\"",
    "\"x\"",
    "\"\\ud83d\"",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "{\"a\":{}}",
    "{\"text\":3}",
    "[null]"
  };

  private final Random random = new Random(11);

  private List<String> small(boolean request) {
    var bodies = new ArrayList<String>();
    for (var r : Recordings.all()) {
      if (request) {
        bodies.add(r.request());
      } else {
        bodies.add(r.body());
        bodies.addAll(Independent.chunks(r.sse()));
      }
    }
    bodies.removeIf(body -> body.isEmpty() || body.length() > 8_000);
    return bodies;
  }

  private String damaged(String body) {
    var node = Node.of(body);
    var out = new JsonWriter();
    write(node, 1 + random.nextInt(Math.max(1, size(node))), new int[1], out);
    return out.toRaw().text();
  }

  private static int size(Node node) {
    int size = 1;
    for (var inner : node) {
      size += size(inner);
    }
    return size;
  }

  private void write(Node node, int hit, int[] at, JsonWriter out) {
    if (++at[0] == hit) {
      out.raw(new Raw(OTHERS[random.nextInt(OTHERS.length)]));
    } else if (node.isObject()) {
      out.object();
      for (var member : node) {
        if (random.nextInt(200) > 0) {
          out.name(member.name());
          write(member, hit, at, out);
        }
      }
      out.end();
    } else if (node.isArray()) {
      out.array();
      node.forEach(element -> write(element, hit, at, out));
      out.end();
    } else {
      out.raw(node.raw());
    }
  }

  @Test
  void damagedRequestsAreRefusedOrWritten() {
    var bodies = small(true);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = damaged(bodies.get(i % bodies.size()));
      try {
        var request = IN.read(IN.envelope(call(false), utf8(body)), new Warnings(false));
        for (var model : List.of("gemini-2.0-flash", "gemini-2.5-flash", "gemini-3-pro")) {
          for (Outbound out : List.of(OUT, VERTEX)) {
            var written = out.write(request, to(model), new Warnings(false)).outgoing().body();
            Node.strict(written, 0, written.length);
          }
        }
        read++;
      } catch (FailureException e) {
        assertThat(e.failure()).isInstanceOf(BadRequest.class);
        refused++;
      }
    }
    assertThat(read).isGreaterThan(300);
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void damagedAnswersAreFaultsOrWritten() {
    var bodies = small(false);
    var asked = Gemini.asked(GeminiGenerate.ID).request();
    var sent = Gemini.sent();
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var body = damaged(bodies.get(i % bodies.size()));
      var events = Gemini.events(sent, body);
      Grammar.check(events);
      var writer = IN.stream(asked, Framing.SSE);
      for (var event : events) {
        var frame = text(writer.write(event));
        if (!frame.isEmpty()) {
          Node.of(frame.substring(6, frame.length() - 4));
          assertThat(frame.indexOf('\n')).isEqualTo(frame.length() - 3);
        }
      }
      meters(body);
      try {
        var response = sent.read(utf8(body));
        Node.of(text(IN.write(response, asked, new Warnings(false))));
        read++;
      } catch (AnswerFault e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  private static void meters(String body) {
    var bytes = utf8(body);
    var stream = OUT.streamMeter();
    assertThat(stream.event(bytes, 0, bytes.length)).isNotNull();
    var plain = OUT.answerMeter();
    plain.feed(bytes, 0, bytes.length);
    assertThat(plain.usage()).isNotNull();
    assertThat(plain.finish()).isNotNull();
    assertThat(plain.message()).isNotNull();
    assertThat(OUT.error(500, bytes).message()).isNotNull();
  }
}
