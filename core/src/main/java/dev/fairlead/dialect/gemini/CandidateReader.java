package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.TokenLogprob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one candidate of an answer, chunk by chunk. Not thread-safe. */
final class CandidateReader {
  private static final int NONE = -1;

  private final Assembler out;
  private final int choice;
  private final Asked asked;
  private final Map<String, Raw> extras;
  private final Spoken spoken = new Spoken();
  private final Map<Integer, Integer> lastParts = new HashMap<>(2);
  private final StringBuilder held = new StringBuilder(0);
  private @Nullable Opaque heldSignature;
  private int text = NONE;
  private int part;
  private int length;
  private boolean said;
  private boolean closing;
  private int thought = NONE;
  private int calls;
  private boolean filled;
  private String word = "";
  private String message = "";
  private @Nullable Raw grounding;
  private @Nullable Raw citations;

  CandidateReader(Assembler out, int choice, Asked asked, Map<String, Raw> extras) {
    this.out = out;
    this.choice = choice;
    this.asked = asked;
    this.extras = extras;
  }

  /** Whether it was told why it ended. */
  boolean ended() {
    return !word.isEmpty();
  }

  /** Whether it has anything. */
  boolean filled() {
    return filled;
  }

  /** What to say of a candidate that went wrong before it had anything; empty if it did not. */
  String broken() {
    if (filled) {
      return "";
    }
    return switch (Finishes.read(word, message, false, false).kind()) {
      case MALFORMED_TOOL_CALL, ERROR ->
          "the model gave no answer: " + (message.isEmpty() ? word : word + ", " + message);
      case STOP,
          STOP_SEQUENCE,
          LENGTH,
          CONTEXT_EXCEEDED,
          TOOL_CALLS,
          CONTENT_FILTER,
          REFUSAL,
          PAUSE,
          RECITATION ->
          "";
    };
  }

  /** More of it. */
  void read(Node candidate, String answer) {
    List<TokenLogprob> logprobs = List.of();
    for (var member : candidate) {
      if (member.isNull()) {
        continue;
      }
      switch (Spelling.camel(member.name())) {
        case "logprobsResult" -> logprobs = Logprobs.read(member);
        case "finishReason" -> finished(member.text());
        case "finishMessage" -> message = member.text();
        case "groundingMetadata" -> grounding = better(grounding, member);
        case "citationMetadata" -> citations = member.raw();
        case "content", "index" -> {
          // Read below, and above.
        }
        default ->
            extras.put(
                "candidates[" + choice + "]." + Spelling.camel(member.name()),
                member.raw().compact());
      }
    }
    parts(candidate.get("content"), answer, logprobs);
  }

  private void finished(String reason) {
    if (!reason.isEmpty() && !reason.equals("FINISH_REASON_UNSPECIFIED")) {
      word = reason;
    }
  }

  /** The later one, unless it is empty. */
  private static @Nullable Raw better(@Nullable Raw before, Node now) {
    return now.size() > 0 ? now.raw() : before;
  }

  private void parts(@Nullable Node content, String answer, List<TokenLogprob> logprobs) {
    boolean first = true;
    var untold = logprobs;
    if (content != null) {
      for (var one : content.items("parts")) {
        if (one.isObject()) {
          var wire = WirePart.of(one, asked.model());
          part(wire, first, answer, untold);
          boolean told = "text".equals(wire.kind()) && !wire.thought();
          untold = told ? List.of() : untold;
          first = false;
        }
      }
    }
  }

  private void part(WirePart wire, boolean first, String answer, List<TokenLogprob> logprobs) {
    switch (wire.kind()) {
      case "text" -> {
        var words = wire.value().isText() ? wire.value().text() : "";
        if (wire.thought()) {
          thought(words, wire.signature());
        } else {
          text(words, wire.signature(), logprobs, first);
        }
      }
      case "functionCall" -> call(wire, answer);
      case "inlineData", "fileData" -> medium(wire);
      case "" -> nothing(wire, first);
      default -> hosted(wire);
    }
  }

  private void nothing(WirePart wire, boolean first) {
    if (wire.signature() != null && wire.others().isEmpty()) {
      if (wire.thought()) {
        thought("", wire.signature());
      } else {
        text("", wire.signature(), List.of(), first);
      }
    } else if (!wire.others().isEmpty()) {
      between();
      whole(new Item.Foreign(GeminiGenerate.ID, wire.others(), wire.whole().raw().compact()));
    }
  }

  private void thought(String words, @Nullable Opaque signature) {
    if (words.isEmpty() && signature == null) {
      return;
    }
    closeText();
    filled = true;
    if (thought == NONE) {
      spoken.other();
      thought = out.open(choice, new Item.Reasoning("", List.of(), List.of(), null));
    }
    out.reasoning(choice, thought, true, 0, words);
    if (signature != null) {
      out.opaque(choice, thought, signature);
    }
  }

  private void text(
      String words, @Nullable Opaque signature, List<TokenLogprob> logprobs, boolean first) {
    if (words.isEmpty() && signature == null) {
      return;
    }
    filled = true;
    if (asked.format() != null) {
      held.append(words);
      heldSignature = signature == null ? heldSignature : signature;
      return;
    }
    closeThought();
    openText();
    if (signature != null && said) {
      // A signature proves the part it lies in, and no other.
      part++;
    }
    if (!words.isEmpty()) {
      spoken.text(text, part, length, words.length(), first);
    }
    length += words.length();
    out.text(choice, text, part, words, logprobs);
    said |= !words.isEmpty();
    lastParts.put(text, part);
    if (signature != null) {
      // Looking at a part makes it, should it be empty.
      out.textSoFar(choice, text, part);
      out.opaque(choice, text, signature);
      closing = true;
    }
  }

  private void openText() {
    if (text != NONE && closing) {
      closeText();
    }
    if (text == NONE) {
      text = out.open(choice, new Item.Assistant(List.of()));
      part = 0;
      length = 0;
      said = false;
      closing = false;
    }
  }

  /** Sources come at the very end: until then texts stay open if there may be any. */
  private void closeText() {
    if (text != NONE) {
      if (!asked.hosted()) {
        out.close(choice, text);
      }
      text = NONE;
    }
  }

  private void closeThought() {
    if (thought != NONE) {
      out.close(choice, thought);
      thought = NONE;
    }
  }

  private void between() {
    filled = true;
    closeThought();
    closeText();
    spoken.other();
  }

  private void whole(Item item) {
    out.close(choice, out.open(choice, item), item);
  }

  private void medium(WirePart wire) {
    var medium = wire.value().isObject() ? MediaReader.read(wire) : null;
    if (medium != null) {
      filled = true;
      closeThought();
      openText();
      spoken.other();
      out.part(choice, text, medium);
      closing = true;
    }
  }

  private void hosted(WirePart wire) {
    between();
    whole(
        new Item.HostedCall(
            GeminiGenerate.ID,
            wire.kind(),
            wire.value().text("id"),
            wire.whole().raw().compact(),
            null));
  }

  private void call(WirePart wire, String answer) {
    if (!wire.value().isObject()) {
      return;
    }
    between();
    var name = wire.value().text("name");
    var args = wire.value().get("args");
    var input = args == null ? "{}" : args.raw().compact().text();
    var back = asked.tools().get(name);
    var turned = back == null ? input : back.apply(input);
    var given = wire.value().text("id");
    var id = given.isEmpty() ? Ids.ofAnswer(answer, choice, calls, name, input) : given;
    calls++;
    int item =
        out.open(choice, new Item.ToolCall(id, "", name, "", CallKind.FUNCTION, "", null, null));
    out.input(choice, item, turned);
    if (wire.signature() != null) {
      out.opaque(choice, item, wire.signature());
    }
    out.close(choice, item);
  }

  /** Nothing more comes. */
  void finish(@Nullable Finish blocked) {
    release();
    closeThought();
    var sources = new Grounding(out, choice, spoken, this::joined);
    if (citations != null) {
      sources.recited(citations.node());
    }
    if (grounding != null) {
      sources.read(grounding.node());
    }
    out.finish(
        choice,
        blocked != null && word.isEmpty()
            ? blocked
            : Finishes.read(word, message, out.called(choice), filled));
  }

  private String joined(int item) {
    var all = new StringBuilder();
    for (int i = 0; i <= lastParts.getOrDefault(item, -1); i++) {
      all.append(out.textSoFar(choice, item, i));
    }
    return all.toString();
  }

  private void release() {
    var format = asked.format();
    if (format != null && (!held.isEmpty() || heldSignature != null)) {
      closeThought();
      openText();
      var words = format.apply(held.toString());
      spoken.text(text, 0, 0, words.length(), false);
      out.text(choice, text, 0, words);
      lastParts.put(text, 0);
      if (heldSignature != null) {
        out.opaque(choice, text, heldSignature);
      }
    }
  }
}
