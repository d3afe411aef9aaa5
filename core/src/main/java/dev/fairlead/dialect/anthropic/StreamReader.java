package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Opaque.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of message events. Neighbouring text blocks become one item with several texts;
 * unknown events and deltas are skipped. Not thread-safe; one for each answer.
 */
final class StreamReader implements EventReader {
  private static final int NONE = -1;

  private final Assembler out;
  private final Family family;
  private final Map<String, Raw> extras = new LinkedHashMap<>(0);
  private final UsageTally tally = new UsageTally();
  private final List<Citation> cited = new ArrayList<>(0);
  private AssistantReader blocks;
  private @Nullable Finish finish;

  /** The item of texts, as long as blocks of text follow one another. */
  private int said = NONE;

  private int part = NONE;
  private int begin;
  private int length;

  /** The item of the open block that is no text. */
  private int item = NONE;

  private String type = "";
  private @Nullable Node block;
  private final StringBuilder input = new StringBuilder(0);
  private final StringBuilder signature = new StringBuilder(0);

  StreamReader(Family family, Consumer<Event> out) {
    this.family = family;
    this.out = new Assembler(out);
    this.blocks = new AssistantReader(family, "", null, new ArrayList<>(0));
  }

  @Override
  public void event(String frame, byte[] data, int from, int to) {
    if (from == to || out.over()) {
      return;
    }
    try {
      var root = Frames.inner(Node.lenient(data, from, to));
      if (!root.isObject()) {
        out.fail(Cause.GARBLED, 0, "an event of the stream is not a JSON object");
      } else if (frame.endsWith("Exception")) {
        exception(frame, root);
      } else {
        event(root);
      }
    } catch (JsonFault e) {
      if (!isDone(data, from, to)) {
        out.fail(Cause.GARBLED, 0, "an event of the stream is not JSON: " + e.getMessage());
      }
    }
  }

  /** Some compatible servers end as OpenAI does. */
  static boolean isDone(byte[] d, int from, int to) {
    return to - from >= 6 && d[from] == '[' && d[from + 1] == 'D' && d[from + 5] == ']';
  }

  private void exception(String frame, Node root) {
    int status =
        switch (frame) {
          case "throttlingException" -> 429;
          case "validationException" -> 400;
          case "serviceUnavailableException" -> 503;
          case "modelTimeoutException" -> 408;
          default -> 500;
        };
    out.fail(Cause.ERROR_INSIDE, status, ErrorReader.inside(root).message());
  }

  private void event(Node root) {
    switch (root.text("type")) {
      case "content_block_delta" -> {
        var delta = root.get("delta");
        if (delta != null) {
          delta(delta);
        }
      }
      case "message_start" -> start(root.get("message"));
      case "content_block_start" -> {
        var begun = root.get("content_block");
        if (begun != null) {
          open(begun);
        }
      }
      case "content_block_stop" -> close();
      case "message_delta" -> last(root);
      case "message_stop" -> complete();
      case "ping" -> {
        if (out.started()) {
          out.ping();
        }
      }
      case "error" -> error(root);
      default -> {
        if (root.has("error")) {
          error(root);
        }
      }
    }
  }

  private void error(Node root) {
    var error = ErrorReader.inside(root);
    out.fail(Cause.ERROR_INSIDE, error.status(), error.message());
  }

  private void start(@Nullable Node message) {
    if (message == null || out.started()) {
      return;
    }
    var model = message.text("model");
    blocks = new AssistantReader(family, model, null, new ArrayList<>(0));
    var usage = message.get("usage");
    if (usage != null) {
      tally.add(usage);
    }
    out.start(message.text("id"), model, 0, tally.usage(), tally.tier());
    extras.putAll(AnswerReader.extras(message));
    for (var whole : message.items("content")) {
      open(whole);
      close();
    }
    if (!message.text("stop_reason").isEmpty()) {
      finish = Stops.read(message, out.called(0));
    }
  }

  private void begun() {
    if (!out.started()) {
      out.start("", "", 0, tally.usage(), "");
    }
  }

  private void open(Node begun) {
    begun();
    close();
    type = begun.text("type");
    block = begun;
    input.setLength(0);
    signature.setLength(0);
    switch (type) {
      case "text" -> openText(begun);
      case "thinking" -> {
        item = openItem(new Item.Reasoning("", List.of(), List.of(), null));
        out.reasoning(0, item, false, 0, begun.text("thinking"));
        signature.append(begun.text("signature"));
      }
      case "redacted_thinking" ->
          item =
              openItem(
                  new Item.Reasoning(
                      "", List.of(), List.of(), blocks.opaque(Kind.REDACTED, begun.text("data"))));
      case "tool_use" -> openCall(begun);
      case "" -> block = null;
      default -> saidAll();
    }
  }

  private int openItem(Item skeleton) {
    saidAll();
    return out.open(0, skeleton);
  }

  private void openText(Node begun) {
    if (said == NONE) {
      said = out.open(0, new Item.Assistant(List.of()));
      part = NONE;
      length = 0;
    }
    part++;
    begin = length;
    text(begun.text("text"));
    for (var citation : begun.items("citations")) {
      if (citation.isObject()) {
        cited.add(Citations.one(citation));
      }
    }
  }

  private void text(String more) {
    length += more.length();
    out.text(0, said, part, more);
  }

  private void openCall(Node begun) {
    var call =
        new Item.ToolCall(
            begun.text("id"),
            "",
            begun.text("name"),
            "",
            Item.CallKind.FUNCTION,
            "",
            blocks.caller(begun),
            null);
    item = openItem(call);
    var whole = begun.get("input");
    if (whole != null && whole.size() > 0) {
      out.input(0, item, whole.raw().compact().text());
    }
  }

  /** The texts so far are a whole item. */
  private void saidAll() {
    if (said != NONE) {
      out.close(0, said);
      said = NONE;
    }
  }

  private void delta(Node delta) {
    switch (delta.text("type")) {
      case "text_delta" -> {
        if (!type.equals("text") || block == null) {
          open(Node.of("{\"type\":\"text\"}"));
        }
        text(delta.text("text"));
      }
      case "input_json_delta" -> {
        if (type.equals("tool_use") && item != NONE) {
          out.input(0, item, delta.text("partial_json"));
        } else {
          input.append(delta.text("partial_json"));
        }
      }
      case "thinking_delta" -> {
        if (!type.equals("thinking") || block == null) {
          open(Node.of("{\"type\":\"thinking\"}"));
        }
        out.reasoning(0, item, false, 0, delta.text("thinking"));
      }
      case "signature_delta" -> signature.append(delta.text("signature"));
      case "citations_delta" -> {
        var citation = delta.get("citation");
        if (citation != null && citation.isObject() && type.equals("text")) {
          cited.add(Citations.one(citation));
        }
      }
      case "compaction_delta" -> {
        if (block != null && delta.has("content")) {
          block = Wholes.with(block, "content", delta.raw("content")).node();
        }
      }
      default -> {}
    }
  }

  /** The open block is complete. */
  private void close() {
    if (block == null) {
      return;
    }
    switch (type) {
      case "text" -> {
        for (var citation : cited) {
          out.cite(0, said, part, citation.at(begin, length));
        }
        cited.clear();
      }
      case "thinking" -> {
        if (!signature.isEmpty()) {
          out.opaque(0, item, blocks.opaque(Kind.SIGNATURE, signature.toString()));
        }
        out.close(0, item);
      }
      case "redacted_thinking" -> out.close(0, item);
      case "tool_use" -> {
        if (out.inputSoFar(0, item).isEmpty()) {
          out.input(0, item, "{}");
        }
        out.close(0, item);
      }
      default -> whole(block);
    }
    block = null;
    item = NONE;
  }

  /** A block that means something as a whole only. */
  private void whole(Node begun) {
    var node = begun;
    if (!input.isEmpty()) {
      node = Wholes.with(begun, "input", Wholes.object(input.toString())).node();
    }
    var other = AssistantReader.other(node, type);
    out.close(0, out.open(0, other), other);
  }

  private void last(Node root) {
    begun();
    close();
    var usage = root.get("usage");
    if (usage != null) {
      tally.add(usage);
    }
    var delta = root.get("delta");
    if (delta != null) {
      extras.putAll(AnswerReader.extras(delta));
      if (!delta.text("stop_reason").isEmpty()) {
        finish = Stops.read(delta, out.called(0));
      }
    }
    extras.putAll(AnswerReader.extras(root));
  }

  private void complete() {
    begun();
    close();
    saidAll();
    var found = finish;
    out.finish(
        0,
        found != null
            ? found
            : Finish.of(out.called(0) ? Finish.Kind.TOOL_CALLS : Finish.Kind.STOP, ""));
    if (tally.told()) {
      out.usage(tally.usage());
    }
    out.end(extras);
  }

  @Override
  public void end() {
    if (out.over()) {
      return;
    }
    if (finish == null) {
      stop(Cause.CUT, "the stream ended before the message did");
    } else {
      complete();
    }
  }

  @Override
  public void stop(Cause cause, String why) {
    if (!out.over()) {
      if (out.started() && tally.told()) {
        out.usage(tally.usage());
      }
      out.fail(cause, 0, why);
    }
  }
}
