package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of events. The plan of calls counts as thoughts; blocks of text become parts of
 * one item. Not thread-safe; one for each answer.
 */
final class StreamReader implements EventReader {
  private static final int NONE = -1;

  private final String model;
  private final Assembler out;
  private final Map<Integer, Integer> calls = new TreeMap<>();
  private final Map<Integer, Text> texts = new TreeMap<>();
  private Map<String, Raw> extras = new LinkedHashMap<>(0);

  /** The open item of thoughts, a plan among them. */
  private int thought = NONE;

  private int said = NONE;
  private int length;
  private int current = NONE;

  /** A block of text: which part it is, and where it begins among all texts. */
  private record Text(int part, int begin) {}

  StreamReader(String model, Consumer<Event> out) {
    this.model = model;
    this.out = new Assembler(out);
  }

  @Override
  public void event(String type, byte[] data, int from, int to) {
    if (from == to || out.over() || isDone(data, from, to)) {
      return;
    }
    try {
      var root = Node.lenient(data, from, to);
      if (root.isObject()) {
        event(root);
      } else {
        out.fail(Cause.GARBLED, 0, "an event of the stream is not a JSON object");
      }
    } catch (JsonFault e) {
      out.fail(Cause.GARBLED, 0, "an event of the stream is not JSON: " + e.getMessage());
    }
  }

  private static boolean isDone(byte[] data, int from, int to) {
    return to - from >= 6 && data[from] == '[' && data[from + 1] == 'D';
  }

  private void event(Node root) {
    int index = Math.clamp(root.number("index", 0), 0, 1 << 20);
    var delta = root.get("delta");
    var message = delta == null ? null : delta.get("message");
    switch (root.text("type")) {
      case "message-start" -> begun(root.text("id"));
      case "content-start", "content-delta" -> content(index, message, delta);
      case "tool-plan-delta" -> {
        if (message != null) {
          think(message.text("tool_plan"));
        }
      }
      case "tool-call-start" -> callStart(index, function(message), callId(message));
      case "tool-call-delta" -> {
        var function = function(message);
        var item = calls.get(index);
        if (function != null && item != null && out.isOpen(0, item)) {
          out.input(0, item, function.text("arguments"));
        }
      }
      case "tool-call-end" -> callEnd(index);
      case "citation-start" -> cite(message, index);
      case "message-end" -> messageEnd(delta);
      case "content-end" -> endThought();
      case "" -> {
        if (root.has("message")) {
          out.fail(Cause.ERROR_INSIDE, 0, Errors.message(root));
        }
      }
      default -> {
        // citation-end, debug, and what is not known yet.
      }
    }
  }

  private void begun(String id) {
    if (!out.started()) {
      out.start(id, model, 0, Usage.NONE, "");
    }
  }

  private void content(int index, @Nullable Node message, @Nullable Node delta) {
    begun("");
    var content = message == null ? null : message.get("content");
    if (content == null || !content.isObject()) {
      return;
    }
    think(content.text("thinking"));
    var text = content.text("text");
    var pieces = delta == null ? null : delta.get("logprobs");
    if (text.isEmpty() && pieces == null) {
      return;
    }
    endThought();
    if (said == NONE) {
      said = out.open(0, new Item.Assistant(List.of()));
    }
    var block = texts.get(index);
    if (block == null) {
      block = new Text(texts.size(), length);
      texts.put(index, block);
    }
    current = index;
    length += text.length();
    List<TokenLogprob> logprobs =
        pieces == null || !pieces.isObject() ? List.of() : List.of(Logprobs.read(pieces, text));
    out.text(0, said, block.part(), text, logprobs);
  }

  private void think(String text) {
    if (text.isEmpty()) {
      return;
    }
    begun("");
    if (thought == NONE) {
      thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
    }
    out.reasoning(0, thought, false, 0, text);
  }

  private void endThought() {
    if (thought != NONE) {
      out.close(0, thought);
      thought = NONE;
    }
  }

  /** One object, though the name is of several. */
  private static @Nullable Node call(@Nullable Node message) {
    var calls = message == null ? null : message.get("tool_calls");
    if (calls != null && calls.isArray()) {
      for (var first : calls) {
        return first;
      }
    }
    return calls;
  }

  private static @Nullable Node function(@Nullable Node message) {
    var call = call(message);
    return call == null ? null : call.get("function");
  }

  private static String callId(@Nullable Node message) {
    var call = call(message);
    return call == null ? "" : call.text("id");
  }

  private void callStart(int index, @Nullable Node function, String id) {
    begun("");
    endThought();
    callEnd(index);
    if (function != null) {
      int item = out.open(0, new Item.ToolCall(id, function.text("name"), ""));
      calls.put(index, item);
      out.input(0, item, function.text("arguments"));
    }
  }

  private void callEnd(int index) {
    var item = calls.get(index);
    if (item != null && out.isOpen(0, item)) {
      if (out.inputSoFar(0, item).isEmpty()) {
        out.input(0, item, "{}");
      }
      out.close(0, item);
    }
  }

  private void cite(@Nullable Node message, int index) {
    var citation = message == null ? null : message.get("citations");
    if (citation == null || !citation.isObject() || said == NONE) {
      return;
    }
    var block = texts.get((int) citation.number("content_index", current));
    if (block == null) {
      block = texts.get(current);
    }
    if (block == null || index < 0) {
      return;
    }
    var text = out.textSoFar(0, said, block.part());
    for (var one : CitationReader.read(citation, text, block.begin())) {
      out.cite(0, said, block.part(), one);
    }
  }

  private void messageEnd(@Nullable Node delta) {
    begun("");
    if (delta == null) {
      return;
    }
    var usage = UsageReader.read(delta.get("usage"));
    if (usage.reported()) {
      out.usage(usage);
    }
    var word = delta.text("finish_reason");
    var error = delta.text("error");
    if (Finishes.failed(word) || !error.isEmpty()) {
      out.fail(
          Cause.ERROR_INSIDE,
          Finishes.status(word),
          error.isEmpty() ? "it ended its answer with " + word : error);
      return;
    }
    calls.keySet().forEach(this::callEnd);
    extras = AnswerReader.extras(delta.get("usage"));
    out.finish(0, Finishes.read(word, out.called(0)));
    out.end(extras);
  }

  @Override
  public void end() {
    if (!out.over()) {
      out.fail(Cause.CUT, 0, "the stream ended before the message did");
    }
  }

  @Override
  public void stop(Cause cause, String why) {
    out.fail(cause, 0, why);
  }
}
