package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Inbound;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Request;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a streamed answer as chunks: the role first, one finish, usage if asked, the end mark. */
final class EventWriter implements Inbound.EventWriter {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] PING = ascii(": ping\n\n");
  private static final byte[] DONE = ascii("data: [DONE]\n\n");
  private static final byte[] DELTA = ascii(",\"delta\":");
  private static final byte[] UNFINISHED = ascii(",\"finish_reason\":null}]");
  private static final byte[] NO_LOGPROBS = ascii(",\"logprobs\":null");
  private static final byte[] NO_USAGE = ascii(",\"usage\":null");
  private static final byte[] END = ascii("}\n\n");
  private static final byte[] ROLE =
      ascii("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
  private static final Raw EMPTY = Raw.EMPTY_OBJECT;

  private final Request asked;
  private final InstantSource clock;
  private final boolean legacy;
  private final boolean shown;
  private final Map<Integer, Choice> choices = new HashMap<>(2);
  private byte[] head = NOTHING;
  private byte[] frames = NOTHING;
  private int length;

  EventWriter(Request asked, InstantSource clock) {
    this.asked = asked;
    this.clock = clock;
    this.legacy = MessageWriter.legacy(asked.tools());
    this.shown = AnswerWriter.shown(asked);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What has gone out of a choice. */
  private static final class Choice {
    final Map<Integer, Integer> calls = new HashMap<>(2);
    final Map<Integer, CallKind> kinds = new HashMap<>(2);
    final Map<Integer, Integer> sent = new HashMap<>(2);
    final Map<Integer, Integer> thoughts = new HashMap<>(2);
    final Map<Integer, Integer> thoughtParts = new HashMap<>(2);
    final Map<Integer, Integer> bases = new HashMap<>(2);
    int text;
    int images;
    boolean refused;
    boolean thought;
  }

  @Override
  public byte[] write(Event event) {
    length = 0;
    switch (event) {
      case Event.Start start -> start(start);
      case Event.ItemStart(int choice, int item, Item skeleton) -> begin(choice, item, skeleton);
      case Event.TextDelta(int choice, int item, int _, var text, var logprobs) ->
          text(choice, item, text, logprobs);
      case Event.RefusalDelta(int choice, int _, int _, var text) -> {
        choice(choice).refused = true;
        chunk(choice, delta().put("refusal", text));
      }
      case Event.ReasoningDelta(int choice, int item, boolean summary, int part, var text) ->
          thought(choice, item, summary, part, text);
      case Event.InputDelta(int choice, int item, var text) -> input(choice, item, text);
      case Event.PartAdded(int choice, int _, var part) -> part(choice, part);
      case Event.Cited(int choice, int item, int _, var citation) -> {
        if (CitationWriter.writes(citation)) {
          var out = delta().array("annotations");
          CitationWriter.write(out, citation, choice(choice).bases.getOrDefault(item, 0));
          chunk(choice, out.end());
        }
      }
      case Event.ItemEnd(int choice, int item, Item whole) -> ended(choice, item, whole);
      case Event.Ping() -> add(PING);
      case Event.UsageSoFar _ -> {
        // Told at the end.
      }
      case Event.ChoiceEnd(int choice, var finish) -> {
        var word = FinishWords.write(finish, choice(choice).refused, legacy);
        finished(choice, word, finish.word());
      }
      case Event.End(var usage, var _) -> end(usage);
      case Event.Fail fail ->
          add(ErrorWriter.inStream(fail.cause(), fail.status(), fail.message()));
    }
    return java.util.Arrays.copyOf(frames, length);
  }

  private void start(Event.Start start) {
    var h = AnswerHead.of(start.id(), start.created(), start.model(), asked, clock);
    var out =
        new JsonWriter(256)
            .object()
            .put("id", h.id())
            .put("object", "chat.completion.chunk")
            .put("created", h.created())
            .put("model", h.model())
            .putFilled("service_tier", start.tier());
    var text = new String(out.bytes(), StandardCharsets.UTF_8);
    head = ("data: " + text + ",\"choices\":[").getBytes(StandardCharsets.UTF_8);
    choice(0);
  }

  private Choice choice(int index) {
    var choice = choices.get(index);
    if (choice == null) {
      choice = new Choice();
      choices.put(index, choice);
      frame(index, ROLE, ROLE.length, List.of());
    }
    return choice;
  }

  private static JsonWriter delta() {
    return new JsonWriter(128).object();
  }

  private void chunk(int choice, JsonWriter delta) {
    chunk(choice, delta, List.of());
  }

  private void chunk(int choice, JsonWriter delta, List<TokenLogprob> logprobs) {
    choice(choice);
    var bytes = delta.end().bytes();
    frame(choice, bytes, bytes.length, logprobs);
  }

  private void frame(int choice, byte[] delta, int size, List<TokenLogprob> logprobs) {
    add(head);
    add(ascii("{\"index\":" + choice));
    add(DELTA);
    add(delta, size);
    if (logprobs.isEmpty()) {
      add(NO_LOGPROBS);
    } else {
      var out = new JsonWriter(256).object();
      Logprobs.write(out, logprobs);
      var bytes = out.end().bytes();
      bytes[0] = ',';
      add(bytes, bytes.length - 1);
    }
    add(UNFINISHED);
    if (asked.usageAsked()) {
      add(NO_USAGE);
    }
    add(END);
  }

  private void begin(int choice, int item, Item skeleton) {
    switch (skeleton) {
      case Item.ToolCall call -> call(choice, item, call);
      case Item.Assistant _ -> choice(choice).bases.put(item, choice(choice).text);
      case Item.Reasoning _ -> choice(choice).thoughts.put(item, choice(choice).thoughts.size());
      case Item.HostedCall _,
          Item.Foreign _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _ -> {
        // No place in an answer of this protocol.
      }
    }
  }

  private void call(int choice, int item, Item.ToolCall call) {
    var state = choice(choice);
    int index = state.calls.size();
    state.calls.put(item, index);
    state.kinds.put(item, call.kind());
    state.sent.put(item, 0);
    if (!legacy) {
      var out = delta().array("tool_calls").object().put("index", index);
      CallWriter.begin(out, call, "");
      chunk(choice, out.end().end());
    } else if (index == 0) {
      chunk(
          choice,
          delta()
              .object("function_call")
              .put("name", CallWriter.name(call))
              .put("arguments", "")
              .end());
    }
  }

  private void text(int choice, int item, String text, List<TokenLogprob> logprobs) {
    var state = choice(choice);
    state.bases.putIfAbsent(item, state.text);
    state.text += text.length();
    chunk(choice, delta().put("content", text), logprobs);
  }

  private void thought(int choice, int item, boolean summary, int part, String text) {
    if (!shown) {
      return;
    }
    var state = choice(choice);
    int index = state.thoughts.computeIfAbsent(item, _ -> state.thoughts.size());
    var before = state.thoughtParts.put(item, part);
    boolean apart = before == null ? state.thought : before != part;
    state.thought = true;
    var joined = apart ? "\n\n" + text : text;
    var out = delta().put("reasoning_content", joined).put("reasoning", joined);
    out.array("reasoning_details").object();
    out.put("type", summary ? "reasoning.summary" : "reasoning.text");
    out.put(summary ? "summary" : "text", before == null ? text : joined);
    chunk(choice, out.put("index", index).end().end());
  }

  private void input(int choice, int item, String text) {
    var state = choice(choice);
    var index = state.calls.get(item);
    if (index == null) {
      return;
    }
    state.sent.merge(item, text.length(), Integer::sum);
    more(choice, index, text, state.kinds.getOrDefault(item, CallKind.FUNCTION));
  }

  private void more(int choice, int index, String text, CallKind kind) {
    if (!legacy) {
      boolean custom = kind == CallKind.CUSTOM;
      var out = delta().array("tool_calls").object().put("index", index);
      out.object(custom ? "custom" : "function").put(custom ? "input" : "arguments", text);
      chunk(choice, out.end().end().end());
    } else if (index == 0) {
      chunk(choice, delta().object("function_call").put("arguments", text).end());
    }
  }

  private void part(int choice, dev.fairlead.model.Part part) {
    var url = MediaWriter.imageUrl(part);
    if (!url.isEmpty()) {
      var out = delta().array("images");
      MediaWriter.image(out, url, choice(choice).images++);
      chunk(choice, out.end());
      return;
    }
    var out = delta();
    if (MediaWriter.audio(out, part)) {
      chunk(choice, out);
    }
  }

  private void ended(int choice, int item, Item whole) {
    switch (whole) {
      case Item.ToolCall call -> callEnded(choice, item, call);
      case Item.Reasoning thought -> {
        var opaque = thought.opaque();
        if (opaque != null && shown) {
          sealed(choice, item, thought.id(), opaque);
        }
      }
      case Item.Assistant _,
          Item.HostedCall _,
          Item.Foreign _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _ -> {
        // All of it has gone out, or has no place here.
      }
    }
  }

  private void callEnded(int choice, int item, Item.ToolCall call) {
    var state = choice(choice);
    var index = state.calls.get(item);
    if (index == null) {
      return;
    }
    int sent = state.sent.getOrDefault(item, 0);
    var input = CallWriter.input(call);
    if (sent < input.length()) {
      more(choice, index, input.substring(sent), call.kind());
    }
    if (call.signature() != null && !legacy) {
      var out = delta().array("tool_calls").object().put("index", index);
      CallWriter.signature(out, call.signature());
      chunk(choice, out.end().end());
    }
  }

  private void sealed(int choice, int item, String id, Opaque opaque) {
    var state = choice(choice);
    int index = state.thoughts.computeIfAbsent(item, _ -> state.thoughts.size());
    boolean hidden = ThoughtWriter.hidden(opaque);
    var out = delta().array("reasoning_details").object();
    out.put("type", hidden ? "reasoning.encrypted" : "reasoning.text").putFilled("id", id);
    out.put(hidden ? "data" : "signature", opaque.data());
    out.put("format", ThoughtWriter.format(opaque)).put("index", index);
    chunk(choice, out.end().end());
  }

  private void finished(int choice, String word, String own) {
    add(head);
    var out = new JsonWriter(128).object().put("index", choice).put("delta", EMPTY);
    out.putNull("logprobs").put("finish_reason", word);
    if (!own.isEmpty() && !own.equals(word)) {
      out.put("native_finish_reason", own);
    }
    add(out.end().bytes());
    add(ascii("]"));
    if (asked.usageAsked()) {
      add(NO_USAGE);
    }
    add(END);
  }

  private void end(Usage usage) {
    if (asked.usageAsked()) {
      add(head);
      var out = new JsonWriter(256).object();
      UsageWriter.write(out, usage);
      var bytes = out.end().bytes();
      bytes[0] = ',';
      add(ascii("]"));
      add(bytes, bytes.length - 1);
      add(END);
    }
    add(DONE);
  }

  private void add(byte[] bytes) {
    add(bytes, bytes.length);
  }

  private void add(byte[] bytes, int size) {
    if (length + size > frames.length) {
      frames = java.util.Arrays.copyOf(frames, Math.max(512, 2 * (length + size)));
    }
    System.arraycopy(bytes, 0, frames, length, size);
    length += size;
  }

  /** Events as one would send them to a caller; for tests and for answers that are unfolded. */
  static Consumer<Event> into(EventWriter writer, Consumer<byte[]> sink) {
    return event -> sink.accept(writer.write(event));
  }
}
