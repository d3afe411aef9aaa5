package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.provider.Accent.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the deltas of one choice, or a whole message as one delta. Not thread-safe. */
final class ChoiceReader implements ThinkSplitter.Sink {
  private static final int NONE = -1;

  private final Assembler out;
  private final int choice;
  private final List<String> stops;
  private final CallReader calls;
  private final @Nullable ThinkSplitter tags;
  private final @Nullable NullFilter nulls;

  private int thought = NONE;
  private long thoughtIndex = NONE;
  private boolean thoughtSealed;
  private boolean detailed;
  private int said = NONE;
  private int lastSaid = NONE;
  private int refusal = NONE;
  private int parts;
  private int text = NONE;

  /** How much text the message had, in UTF-16 units, and had when the open item began. */
  private int length;

  private int base;
  private String word = "";
  private String stopped = "";
  private final StringBuilder refused = new StringBuilder(0);
  private final StringBuilder audio = new StringBuilder(0);
  private final StringBuilder transcript = new StringBuilder(0);
  private String audioId = "";
  private List<TokenLogprob> logprobs = List.of();
  private boolean anything;

  ChoiceReader(
      Assembler out,
      int choice,
      Tags tags,
      List<String> stops,
      Map<String, Shape> toolShapes,
      @Nullable Shape shape) {
    this.out = out;
    this.choice = choice;
    this.stops = stops;
    this.calls = new CallReader(out, choice, toolShapes);
    this.tags = tags == Tags.NONE ? null : new ThinkSplitter(tags == Tags.IMPLICIT_OPEN, this);
    this.nulls = shape == null ? null : new NullFilter(shape);
  }

  void seed(String responseId) {
    calls.seed(responseId);
  }

  /** What the provider said of its end; empty if it has not ended. */
  String word() {
    return word;
  }

  /** Whether anything has come that is an answer. */
  boolean anything() {
    return anything;
  }

  void choice(Node element, boolean whole) {
    logprobs = Logprobs.read(element);
    var delta = element.get("delta");
    if (delta == null && (whole || !anything)) {
      delta = element.get("message");
    }
    if (delta != null && delta.isObject()) {
      delta(delta, whole);
    }
    if (!logprobs.isEmpty() && said != NONE && text != NONE) {
      out.text(choice, said, text, "", logprobs);
    }
    var reason = element.text("finish_reason");
    if (!reason.isEmpty()) {
      word = reason;
    }
    stopped(element, "stop_reason");
    stopped(element, "matched_stop");
  }

  /** vLLM and SGLang tell which stop sequence was hit. */
  private void stopped(Node element, String name) {
    var hit = element.text(name);
    if (!hit.isEmpty() && stops.contains(hit)) {
      stopped = hit;
    }
  }

  private void delta(Node delta, boolean whole) {
    var callPieces = delta.get("tool_calls");
    var details = delta.get("reasoning_details");
    thoughts(delta, details);
    var content = delta.get("content");
    if (content != null) {
      content(content);
    }
    var no = delta.text("refusal");
    if (!no.isEmpty()) {
      refusal(no);
    }
    if (callPieces != null) {
      callPieces(callPieces, whole);
    }
    var old = delta.get("function_call");
    if (old != null && old.isObject()) {
      beforeCall();
      calls.legacy(old);
    }
    media(delta);
    if (details != null) {
      late(details);
    }
  }

  private void callPieces(Node pieces, boolean whole) {
    if (pieces.isObject()) {
      beforeCall();
      calls.piece(pieces, whole);
      return;
    }
    for (var piece : pieces) {
      beforeCall();
      calls.piece(piece, whole);
    }
  }

  /** A call closes the text and the thoughts before it. */
  private void beforeCall() {
    anything = true;
    closeThought();
    closeSaid();
  }

  private void thoughts(Node delta, @Nullable Node details) {
    if (details != null) {
      for (var entry : details) {
        detail(entry);
      }
    }
    if (!detailed) {
      thought(ThoughtReader.text(delta));
    }
  }

  private void detail(Node entry) {
    var text = entry.text("text");
    var summary = entry.text("summary");
    var opaque = ThoughtReader.opaque(entry);
    if (opaque != null && text.isEmpty() && summary.isEmpty() && isOfCall(entry)) {
      return;
    }
    long index = entry.number("index", NONE);
    boolean another =
        thought != NONE
            && (thoughtSealed && (opaque != null || !text.isEmpty())
                || index >= 0 && thoughtIndex >= 0 && index != thoughtIndex);
    if (another) {
      closeThought();
    }
    if (!text.isEmpty() || !summary.isEmpty()) {
      detailed = true;
      openThought(entry.text("id"), index);
      out.reasoning(choice, thought, !summary.isEmpty(), 0, text.isEmpty() ? summary : text);
    }
    if (opaque != null) {
      openThought(entry.text("id"), index);
      out.opaque(choice, thought, opaque);
      thoughtSealed = true;
    }
  }

  /** Google's signature of a call has the call's id: it is looked at when the call is there. */
  private static boolean isOfCall(Node entry) {
    return entry.text("format").contains("google") && !entry.text("id").isEmpty();
  }

  private void late(Node details) {
    for (var entry : details) {
      var opaque = ThoughtReader.opaque(entry);
      boolean alone = entry.text("text").isEmpty() && entry.text("summary").isEmpty();
      if (opaque != null && alone && isOfCall(entry) && !calls.sign(entry.text("id"), opaque)) {
        openThought(entry.text("id"), NONE);
        out.opaque(choice, thought, opaque);
        closeThought();
      }
    }
  }

  private void openThought(String id, long index) {
    if (thought == NONE) {
      closeSaid();
      anything = true;
      thought = out.open(choice, new Item.Reasoning(id, List.of(), List.of(), null));
      thoughtSealed = false;
    }
    thoughtIndex = index < 0 ? thoughtIndex : index;
  }

  @Override
  public void thought(String more) {
    if (!more.isEmpty()) {
      openThought("", NONE);
      out.reasoning(choice, thought, false, 0, more);
    }
  }

  private void content(Node content) {
    if (content.isText()) {
      split(content.text());
      return;
    }
    for (var part : content) {
      switch (part.text("type")) {
        case "thinking" -> thought(ThoughtReader.mistralText(part));
        case "text" -> split(part.text("text"));
        case "image_url" -> image(part);
        default -> {
          // References and what else there may be have no words of their own.
        }
      }
    }
  }

  private void split(String more) {
    if (more.isEmpty()) {
      return;
    }
    anything = true;
    if (tags == null) {
      text(more);
    } else {
      tags.more(more);
    }
  }

  @Override
  public void text(String more) {
    var kept = nulls == null ? more : nulls.more(more);
    if (kept.isEmpty()) {
      return;
    }
    openSaid();
    if (text == NONE) {
      text = parts++;
    }
    length += kept.length();
    out.text(choice, said, text, kept, logprobs);
    logprobs = List.of();
  }

  private void openSaid() {
    anything = true;
    if (said == NONE) {
      closeThought();
      said = out.open(choice, new Item.Assistant(List.of()));
      lastSaid = said;
      parts = 0;
      base = length;
      text = NONE;
      refusal = NONE;
    }
  }

  private void refusal(String more) {
    openSaid();
    if (refusal == NONE) {
      refusal = parts++;
    }
    refused.append(more);
    out.refusal(choice, said, refusal, more);
  }

  private void media(Node delta) {
    for (var image : delta.items("images")) {
      image(image);
    }
    var sound = delta.get("audio");
    if (sound != null) {
      anything = true;
      audioId = audioId.isEmpty() ? sound.text("id") : audioId;
      audio.append(sound.text("data"));
      transcript.append(sound.text("transcript"));
    }
    for (var annotation : delta.items("annotations")) {
      var citation = Citations.annotation(annotation);
      if (citation != null) {
        cite(citation);
      }
    }
  }

  private void image(Node image) {
    var value = image.get("image_url");
    var url = value == null ? "" : value.isText() ? value.text() : value.text("url");
    var data = DataUrl.of(url);
    if (data != null) {
      openSaid();
      out.part(
          choice,
          said,
          new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline(data.base64()), data.mime()));
    } else if (!url.isEmpty()) {
      openSaid();
      out.part(choice, said, new Part.Media(Part.Kind.IMAGE, new Part.Source.Url(url), ""));
    }
  }

  /** A citation of the last text; one that comes before any text is not sent. */
  void cite(Citation citation) {
    if (lastSaid != NONE && out.isOpen(choice, lastSaid)) {
      int from = citation.from();
      out.cite(
          choice,
          lastSaid,
          Math.max(0, text),
          base == 0 || from < base ? citation : citation.at(from - base, citation.to() - base));
    }
  }

  private void closeThought() {
    if (thought != NONE) {
      out.close(choice, thought);
      thought = NONE;
      thoughtIndex = NONE;
      thoughtSealed = false;
      detailed = false;
    }
  }

  private void closeSaid() {
    if (said != NONE) {
      out.close(choice, said);
      said = NONE;
    }
  }

  /** Nothing more comes. */
  void end() {
    if (tags != null) {
      tags.end();
    }
    if (nulls != null) {
      var rest = nulls.end();
      if (!rest.isEmpty() && said != NONE) {
        out.text(choice, said, Math.max(0, text), rest);
      }
    }
    if (!audio.isEmpty() || !transcript.isEmpty()) {
      openSaid();
      out.part(
          choice,
          said,
          new Part.Media(
              Part.Kind.AUDIO,
              new Part.Source.Inline(audio.toString()),
              "",
              audioId,
              transcript.toString(),
              "",
              false,
              null,
              (Opaque) null));
    }
    closeThought();
    closeSaid();
    calls.end();
  }

  /** Why it ended, as far as the word and the content tell. */
  Finish finish() {
    var kind = FinishWords.read(word);
    if (kind == Finish.Kind.STOP && calls.any()) {
      kind = Finish.Kind.TOOL_CALLS;
    } else if (kind == Finish.Kind.TOOL_CALLS && !calls.any()) {
      kind = Finish.Kind.STOP;
    }
    if (kind == Finish.Kind.STOP && !refused.isEmpty()) {
      return new Finish(Finish.Kind.REFUSAL, word, refused.toString(), "");
    }
    if (kind == Finish.Kind.STOP && !stopped.isEmpty()) {
      return new Finish(Finish.Kind.STOP_SEQUENCE, word, stopped, "");
    }
    return Finish.of(kind, word);
  }
}
