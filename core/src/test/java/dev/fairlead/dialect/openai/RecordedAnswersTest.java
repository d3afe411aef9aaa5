package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Unfold;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Answers of real providers mean what a plain reading of them says. */
final class RecordedAnswersTest {
  /** Streams up to this length are cut everywhere, longer ones at seeded places. */
  private static final int EVERY_OFFSET = 3_000;

  /** What a plain reading of a choice finds. */
  private static final class Plain {
    final StringBuilder text = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final StringBuilder thoughts = new StringBuilder();
    final Map<String, StringBuilder> calls = new LinkedHashMap<>();
    String finish = "";
  }

  @TestFactory
  List<DynamicTest> aStreamMeansWhatItsChunksSay() {
    var tests = new ArrayList<DynamicTest>();
    for (var recording : Recordings.of("openai.chat")) {
      var sse = recording.response().text("sse");
      if (!sse.isEmpty() && recording.status() == 200) {
        tests.add(DynamicTest.dynamicTest(recording.file(), () -> stream(sse)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(35);
    return tests;
  }

  @TestFactory
  List<DynamicTest> aPlainAnswerMeansWhatItSays() {
    var tests = new ArrayList<DynamicTest>();
    for (var recording : Recordings.of("openai.chat")) {
      var body = recording.response().get("body");
      if (body != null && recording.status() == 200 && body.has("choices")) {
        tests.add(DynamicTest.dynamicTest(recording.file(), () -> plain(body)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(55);
    return tests;
  }

  private static void stream(String sse) {
    var bytes = sse.getBytes(StandardCharsets.UTF_8);
    var chunks = new ArrayList<Node>();
    var scan = new SseScan(16 << 20);
    SseScan.Sink sink =
        (data, from, to, _) -> {
          var text = new String(data, from, to - from, StandardCharsets.UTF_8);
          if (text.startsWith("{")) {
            chunks.add(Node.of(text));
          }
        };
    scan.feed(bytes, 0, bytes.length, sink);
    scan.finish(sink);
    var events = Streams.events(bytes, 0, AnswerReader.How.PLAIN);
    if (chunks.stream().anyMatch(c -> c.get("error") != null)) {
      assertThat(events.getLast()).isInstanceOf(Event.Fail.class);
      return;
    }
    var plain = new TreeMap<Integer, Plain>();
    chunks.forEach(chunk -> read(chunk, plain, "delta"));
    assertThat(events.getLast()).isInstanceOf(Event.End.class);
    var response = Streams.response(events);
    check(response, plain);
    usage(response, chunks);
    cuts(bytes, events);
    again(response);
  }

  private static void plain(Node body) {
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    var response = AnswerReader.whole(bytes, AnswerReader.How.PLAIN);
    var plain = new TreeMap<Integer, Plain>();
    read(body, plain, "message");
    check(response, plain);
    usage(response, List.of(body));
    again(response);
  }

  private static void read(Node chunk, Map<Integer, Plain> all, String member) {
    for (var choice : chunk.items("choices")) {
      var into = all.computeIfAbsent((int) choice.number("index", 0), _ -> new Plain());
      var delta = choice.get(member);
      if (delta != null) {
        into.text.append(delta.text("content"));
        for (var part : delta.items("content")) {
          into.text.append(part.text("text"));
        }
        into.refusal.append(delta.text("refusal"));
        var thought = delta.text("reasoning_content");
        into.thoughts.append(thought.isEmpty() ? delta.text("reasoning") : thought);
        int at = 0;
        for (var call : delta.items("tool_calls")) {
          var key = "" + call.number("index", at++);
          var function = call.get("function");
          into.calls
              .computeIfAbsent(key, _ -> new StringBuilder())
              .append(function == null ? "" : function.text("arguments"));
        }
        var old = delta.get("function_call");
        if (old != null) {
          into.calls.computeIfAbsent("0", _ -> new StringBuilder()).append(old.text("arguments"));
        }
      }
      var finish = choice.text("finish_reason");
      into.finish = finish.isEmpty() ? into.finish : finish;
    }
  }

  private static void check(Response response, Map<Integer, Plain> plain) {
    assertThat(response.choices()).hasSameSizeAs(plain.keySet());
    for (var choice : response.choices()) {
      var expected = plain.getOrDefault(choice.index(), new Plain());
      var text = new StringBuilder();
      var refusal = new StringBuilder();
      var thoughts = new StringBuilder();
      var calls = new ArrayList<String>();
      for (var item : choice.items()) {
        switch (item) {
          case Item.Assistant said ->
              said.parts()
                  .forEach(part -> {
                    if (part instanceof Part.Text t) {
                      text.append(t.text());
                    } else if (part instanceof Part.Refusal(var words)) {
                      refusal.append(words);
                    }
                  });
          case Item.Reasoning thought -> {
            thought.summary().forEach(thoughts::append);
            thought.text().forEach(thoughts::append);
          }
          case Item.ToolCall call -> calls.add(call.input());
          case Item other -> throw new AssertionError(other);
        }
      }
      assertThat(text.toString()).isEqualTo(expected.text.toString());
      assertThat(refusal.toString()).isEqualTo(expected.refusal.toString());
      if (!expected.thoughts.isEmpty()) {
        assertThat(thoughts.toString()).isEqualTo(expected.thoughts.toString());
      }
      assertThat(calls)
          .isEqualTo(expected.calls.values().stream().map(StringBuilder::toString).toList());
      assertThat(choice.finish().word()).isEqualTo(expected.finish);
    }
  }

  private static void usage(Response response, List<Node> chunks) {
    long prompt = -1;
    for (var chunk : chunks) {
      var usage = chunk.get("usage");
      var groq = chunk.get("x_groq");
      if (usage == null && groq != null && prompt < 0) {
        usage = groq.get("usage");
      }
      for (var choice : chunk.items("choices")) {
        usage = choice.get("usage") == null ? usage : choice.get("usage");
      }
      if (usage != null) {
        prompt = usage.number("prompt_tokens", prompt);
      }
    }
    assertThat(response.usage().reported()).isEqualTo(prompt >= 0);
    if (prompt >= 0) {
      assertThat(response.usage().inputs()).isGreaterThanOrEqualTo(prompt);
    }
  }

  /** However the bytes are cut, the events are the same. */
  private static void cuts(byte[] sse, List<Event> events) {
    var random = new Random(sse.length);
    boolean every = sse.length <= EVERY_OFFSET;
    for (int i = 1; i < (every ? sse.length : 40); i++) {
      int cut = every ? i : 1 + random.nextInt(sse.length - 1);
      assertThat(Streams.events(sse, cut, AnswerReader.How.PLAIN).equals(events))
          .as("cut at %d", cut)
          .isTrue();
    }
  }

  /** Written for a caller and read again it is the same, whole and as a stream. */
  private static void again(Response response) {
    var asked = Streams.ANY.draft();
    asked.usageAsked = true;
    var request = asked.request();
    var whole = Streams.written(request, response);
    var plain = new TreeMap<Integer, Plain>();
    read(whole, plain, "message");
    var expected = essence(response);
    assertThat(essence(Streams.whole(whole.toString()))).isEqualTo(expected);
    var events = new ArrayList<Event>();
    Unfold.into(events::add, response);
    var sse = Streams.written(request, events);
    assertThat(essence(Streams.response(sse))).isEqualTo(expected);
  }

  /**
   * What survives a caller's protocol: thoughts come before the text, texts of one message are one,
   * OpenAI has five finish reasons.
   */
  private static String essence(Response response) {
    var out = new StringBuilder();
    for (var choice : response.choices()) {
      var text = new StringBuilder();
      for (var item : choice.items()) {
        if (item instanceof Item.Assistant said) {
          said.parts()
              .forEach(part -> {
                if (part instanceof Part.Text t) {
                  text.append(t.text()).append(t.citations()).append(t.logprobs());
                } else {
                  text.append(part);
                }
              });
        }
      }
      out.append("\n")
          .append(choice.index())
          .append(FinishWords.write(choice.finish(), true, false))
          .append(text);
      for (var item : choice.items()) {
        if (item instanceof Item.Reasoning thought) {
          out.append("\nthought ").append(thought.shown());
          out.append(thought.opaque() == null ? "" : thought.opaque().data());
        } else if (item instanceof Item.ToolCall call) {
          out.append("\ncall ").append(call.callId()).append(' ').append(call.name());
          out.append(' ').append(call.input().isEmpty() ? "{}" : call.input());
          out.append(call.signature());
        }
      }
    }
    return out + "\n" + (response.usage().inputs() > 0 ? response.usage() : "");
  }
}
