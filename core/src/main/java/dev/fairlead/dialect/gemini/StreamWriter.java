package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound.EventWriter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed answer: a chunk for each delta, calls whole, and at the end one chunk that says
 * why each candidate ended and what was used. Not thread-safe.
 */
final class StreamWriter implements EventWriter {
  private static final byte[] NOTHING = new byte[0];

  private final Frames frames;
  private final Warnings warnings = new Warnings(false);
  private final Map<Integer, Candidate> candidates = new TreeMap<>();
  private String model;
  private String id = "";

  StreamWriter(String askedModel, Framing framing) {
    this.model = askedModel;
    this.frames = new Frames(framing);
  }

  /** What is known of one candidate. */
  private static final class Candidate {
    final CitationWriter sources = new CitationWriter();
    final Map<Integer, Thought> thoughts = new HashMap<>(2);
    @Nullable Finish finish;
    int parts;
  }

  /** Which of its two texts an item's thoughts are told by, and the part of it. */
  private record Thought(boolean summary, int part) {}

  @Override
  public byte[] write(Event event) {
    return switch (event) {
      case Event.Start start -> {
        id = start.id();
        model = start.model().isEmpty() ? model : start.model();
        yield NOTHING;
      }
      case Event.TextDelta(int choice, _, _, var text, var logprobs) ->
          text(choice, text, logprobs);
      case Event.RefusalDelta(int choice, _, _, var text) -> text(choice, text, List.of());
      case Event.ReasoningDelta delta -> thought(delta);
      case Event.PartAdded(int choice, _, var part) -> part(choice, part);
      case Event.ItemEnd(int choice, int item, var whole) -> whole(choice, item, whole);
      case Event.ChoiceEnd(int choice, var finish) -> {
        candidate(choice).finish = finish;
        yield NOTHING;
      }
      case Event.End(var usage, var extras) -> frames.last(end(usage, extras));
      case Event.Fail fail ->
          frames.last(Errors.inside(fail.cause(), fail.status(), fail.message()));
      // Google's own SDKs take comments between events for broken JSON.
      case Event.Ping _, Event.ItemStart _, Event.InputDelta _, Event.Cited _, Event.UsageSoFar _ ->
          NOTHING;
    };
  }

  private Candidate candidate(int choice) {
    return candidates.computeIfAbsent(choice, _ -> new Candidate());
  }

  private JsonWriter open(int size) {
    return new JsonWriter(size + 192)
        .object()
        .array("candidates")
        .object()
        .object("content")
        .array("parts");
  }

  private byte[] close(JsonWriter out, int choice) {
    return close(out, choice, List.of());
  }

  private byte[] close(JsonWriter out, int choice, List<TokenLogprob> logprobs) {
    out.end().put("role", "model").end().put("index", choice);
    if (!logprobs.isEmpty()) {
      Logprobs.write(out, logprobs);
    }
    out.end().end();
    return frames.next(tail(out));
  }

  private byte[] tail(JsonWriter out) {
    return out.put("modelVersion", model).putFilled("responseId", id).end().bytes();
  }

  private byte[] text(int choice, String text, List<TokenLogprob> logprobs) {
    var out = open(text.length());
    PartWriter.text(out, text, null);
    return close(out, choice, logprobs);
  }

  /** Thoughts and their summary are never shown both. */
  private byte[] thought(Event.ReasoningDelta delta) {
    var thoughts = candidate(delta.choice()).thoughts;
    var before = thoughts.get(delta.item());
    if (before != null && before.summary() != delta.summary()) {
      return NOTHING;
    }
    if (before == null || before.part() != delta.part()) {
      thoughts.put(delta.item(), new Thought(delta.summary(), delta.part()));
    }
    var out = open(delta.text().length());
    boolean next = before != null && before.part() != delta.part();
    PartWriter.thought(out, next ? "\n\n" + delta.text() : delta.text(), null);
    return close(out, delta.choice());
  }

  private byte[] part(int choice, Part part) {
    if (!PartWriter.writes(part)) {
      return NOTHING;
    }
    candidate(choice).parts++;
    int size =
        part instanceof Part.Media m && m.source() instanceof Part.Source.Inline(var data)
            ? data.length()
            : 64;
    var out = open(size);
    PartWriter.part(out, part, warnings);
    return close(out, choice);
  }

  private byte[] whole(int choice, int number, Item item) {
    var candidate = candidate(choice);
    return switch (item) {
      case Item.Assistant said -> {
        candidate.sources.cited(said, candidate.parts);
        candidate.parts += said.parts().size();
        yield signed(choice, said);
      }
      case Item.Reasoning thought -> thought(choice, number, thought);
      case Item.ToolCall call -> {
        candidate.parts++;
        var out = open(call.input().length());
        PartWriter.call(out, call);
        yield close(out, choice);
      }
      case Item.HostedCall hosted -> hosted(choice, hosted);
      case Item.Foreign foreign ->
          foreign.dialect().equals(GeminiGenerate.ID) ? raw(choice, foreign.raw()) : NOTHING;
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> NOTHING;
    };
  }

  /** The signature of a text comes behind it, in a part without text. */
  private byte[] signed(int choice, Item.Assistant said) {
    var out = open(256);
    boolean any = false;
    for (var part : said.parts()) {
      if (part instanceof Part.Text text && text.signature() != null) {
        PartWriter.text(out, "", text.signature());
        any = true;
      }
    }
    return any ? close(out, choice) : NOTHING;
  }

  private byte[] thought(int choice, int number, Item.Reasoning thought) {
    var candidate = candidate(choice);
    boolean told = candidate.thoughts.remove(number) != null;
    var shown = told ? "" : thought.shown();
    if (shown.isEmpty() && thought.opaque() == null) {
      return NOTHING;
    }
    candidate.parts++;
    var out = open(shown.length() + 256);
    PartWriter.thought(out, shown, thought.opaque());
    return close(out, choice);
  }

  private byte[] hosted(int choice, Item.HostedCall hosted) {
    var candidate = candidate(choice);
    var search = hosted.search();
    if (hosted.dialect().equals(GeminiGenerate.ID)) {
      if (!hosted.type().equals(Grounding.SEARCH)) {
        return raw(choice, hosted.raw());
      }
      candidate.sources.own(hosted.raw());
    } else if (search != null) {
      candidate.sources.searched(search);
    }
    return NOTHING;
  }

  private byte[] raw(int choice, Raw part) {
    candidate(choice).parts++;
    return close(open(part.text().length()).raw(part.compact()), choice);
  }

  private byte[] end(Usage usage, Map<String, Raw> extras) {
    var out = new JsonWriter(512).object();
    var feedback = extras.get("promptFeedback");
    boolean blocked =
        feedback != null && candidates.values().stream().allMatch(c -> c.parts == 0 && silent(c));
    if (!blocked) {
      out.array("candidates");
      candidates.forEach((choice, candidate) -> end(out, choice, candidate, extras));
      out.end();
    }
    out.put("promptFeedback", feedback);
    Usages.write(out, usage);
    return tail(out);
  }

  private static boolean silent(Candidate candidate) {
    return candidate.finish == null || candidate.finish.kind() == Finish.Kind.CONTENT_FILTER;
  }

  private static void end(
      JsonWriter out, int choice, Candidate candidate, Map<String, Raw> extras) {
    out.object().object("content").array("parts");
    PartWriter.text(out, "", null);
    out.end().put("role", "model").end();
    var finish = candidate.finish;
    if (finish != null) {
      out.put("finishReason", Finishes.word(finish));
      if (GeminiGenerate.knows(finish)) {
        out.putFilled("finishMessage", finish.detail());
      }
    }
    out.put("index", choice);
    candidate.sources.write(out);
    AnswerWriter.extras(out, extras, choice);
    out.end();
  }
}
