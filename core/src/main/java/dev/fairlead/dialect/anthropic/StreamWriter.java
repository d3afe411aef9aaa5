package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Inbound.EventWriter;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says an answer as a stream of message events. It differs from ours in one way: blocks follow one
 * another, none begins before the one before it has ended. So the events of an item that begins
 * while another is open wait until that one is complete.
 *
 * <p>A block is begun with its first content, when its kind is known for sure. A call's first piece
 * waits for the event behind it: if the call is complete then, what must come back with it goes out
 * before it, as a thought without text. Not thread-safe; one for each answer.
 */
final class StreamWriter implements EventWriter {
  private static final byte[] NOTHING = new byte[0];
  private static final int NONE = -1;

  private final Request asked;
  private final Blocks blocks = new Blocks();
  private final ArrayDeque<Integer> order = new ArrayDeque<>(2);
  private final Map<Integer, List<Event>> waiting = new HashMap<>(4);
  private String id = "";
  private String tier = "";
  private Usage usage = Usage.NONE;
  private @Nullable Finish finish;
  private final StringBuilder refusal = new StringBuilder(0);
  private boolean started;
  private boolean over;

  /** The item whose blocks are being written. */
  private int open = NONE;

  /** The text of an {@link Item.Assistant} that is open, or the part of a thought. */
  private int part = NONE;

  private boolean summary;
  private @Nullable Item skeleton;
  private @Nullable String firstInput;
  private boolean called;
  private final StringBuilder free = new StringBuilder(0);

  StreamWriter(Request asked) {
    this.asked = asked;
  }

  /** What an answer is known by when its provider gives it no id. */
  static String seed(Request asked) {
    return asked.model() + (asked.items().isEmpty() ? "" : asked.items().getLast());
  }

  /** Whether it says who called, and is readable as it stands. */
  static boolean isCaller(@Nullable Opaque opaque) {
    return opaque != null
        && opaque.kind() == Opaque.Kind.OTHER
        && opaque.family() == Family.ANTHROPIC
        && opaque.data().startsWith("{");
  }

  @Override
  public byte[] write(Event event) {
    if (over) {
      return NOTHING;
    }
    switch (event) {
      case Event.Start start -> start(start);
      case Event.ItemStart(int choice, int item, Item skeleton) -> {
        if (choice == 0) {
          order.add(item);
          arrive(item, event);
        }
      }
      case Event.TextDelta delta -> route(delta.choice(), delta.item(), event);
      case Event.RefusalDelta delta -> route(delta.choice(), delta.item(), event);
      case Event.ReasoningDelta delta -> route(delta.choice(), delta.item(), event);
      case Event.InputDelta delta -> route(delta.choice(), delta.item(), event);
      case Event.PartAdded added -> route(added.choice(), added.item(), event);
      case Event.Cited cited -> route(cited.choice(), cited.item(), event);
      case Event.ItemEnd end -> route(end.choice(), end.item(), event);
      case Event.Ping _ -> {
        if (started) {
          blocks.ping();
        }
      }
      case Event.UsageSoFar(var soFar) -> usage = soFar;
      case Event.ChoiceEnd(int choice, Finish how) -> finish = choice == 0 ? how : finish;
      case Event.End end -> end(end);
      case Event.Fail fail -> fail(fail);
    }
    return blocks.take();
  }

  private void start(Event.Start start) {
    if (!started) {
      started = true;
      usage = start.usage();
      tier = start.tier();
      id = Ids.message(start.id(), start.id().isEmpty() ? seed(asked) : "");
      blocks.start(id, start.model().isEmpty() ? asked.model() : start.model(), usage, tier);
    }
  }

  private void route(int choice, int item, Event event) {
    if (choice == 0) {
      arrive(item, event);
    }
  }

  /** Writes an event of an item, or keeps it until those before are complete. */
  private void arrive(int item, Event event) {
    var first = order.peek();
    if (first == null) {
      return;
    }
    if (first == item) {
      say(event);
      if (event instanceof Event.ItemEnd) {
        next();
      }
    } else if (order.contains(item)) {
      waiting.computeIfAbsent(item, _ -> new ArrayList<>()).add(event);
    }
  }

  /** The first item is complete: those that waited take their turn. */
  private void next() {
    order.poll();
    while (!order.isEmpty()) {
      var events = waiting.remove(order.peek());
      if (events == null) {
        return;
      }
      events.forEach(this::say);
      if (!(events.getLast() instanceof Event.ItemEnd)) {
        return;
      }
      order.poll();
    }
  }

  private void say(Event event) {
    switch (event) {
      case Event.ItemStart begun -> {
        open = begun.item();
        skeleton = begun.skeleton();
        part = NONE;
        firstInput = null;
        called = false;
        free.setLength(0);
      }
      case Event.TextDelta(_, _, int at, String text, _) -> text(at, text);
      case Event.RefusalDelta(_, _, int at, String text) -> {
        refusal.append(text);
        text(at, text);
      }
      case Event.ReasoningDelta delta -> thought(delta);
      case Event.InputDelta(_, _, String text) -> input(text);
      case Event.Cited cited -> cited(cited);
      case Event.PartAdded(_, _, Part added) -> added(added);
      case Event.ItemEnd(_, _, Item whole) -> itemEnd(whole);
      default -> {
        // Only events of items come here.
      }
    }
  }

  private void text(int at, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (!blocks.isOpen() || part != at) {
      blocks.open("{\"type\":\"text\",\"text\":\"\"}");
      part = at;
    }
    blocks.delta("text_delta", "text", text);
  }

  private void cited(Event.Cited cited) {
    var raw = cited.citation().raw();
    if (blocks.isOpen()
        && part == cited.part()
        && raw != null
        && cited.citation().dialect().equals(AnthropicMessages.ID)) {
      blocks.delta("citations_delta", "citation", raw.compact());
    }
  }

  private void added(Part added) {
    if (added instanceof Part.Foreign(var dialect, _, var raw)
        && dialect.equals(AnthropicMessages.ID)) {
      whole(raw);
      return;
    }
    var note = MessageJson.note(added);
    if (!note.isEmpty()) {
      blocks.open("{\"type\":\"text\",\"text\":\"\"}");
      blocks.delta("text_delta", "text", note);
      part = NONE;
    }
  }

  /** Of thoughts and their summary only what comes first is told. */
  private void thought(Event.ReasoningDelta delta) {
    if (!blocks.isOpen()) {
      blocks.open("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
      summary = delta.summary();
      part = delta.part();
    } else if (summary != delta.summary()) {
      return;
    } else if (part != delta.part()) {
      part = delta.part();
      blocks.delta("thinking_delta", "thinking", "\n\n");
    }
    blocks.delta("thinking_delta", "thinking", delta.text());
  }

  private void input(String text) {
    if (!(skeleton instanceof Item.ToolCall call)) {
      return;
    }
    if (call.kind() == Item.CallKind.CUSTOM) {
      free.append(text);
    } else if (called) {
      blocks.delta("input_json_delta", "partial_json", text);
    } else if (firstInput == null) {
      firstInput = text;
    } else {
      call(call);
      blocks.delta("input_json_delta", "partial_json", firstInput);
      blocks.delta("input_json_delta", "partial_json", text);
    }
  }

  /** Begins the block of a call, what must come back with it before. */
  private void call(Item.ToolCall call) {
    called = true;
    var signature = call.signature();
    boolean caller = isCaller(signature);
    if (signature != null && !caller) {
      signed(signature.data());
    }
    var start =
        new JsonWriter(160)
            .object()
            .put("type", "tool_use")
            .put("id", Ids.call(call.callId(), id + open + call.name()))
            .put("name", call.name())
            .put("input", Raw.EMPTY_OBJECT)
            .put(
                "caller",
                caller && signature != null
                    ? new Raw(signature.data()).compact()
                    : MessageJson.DIRECT)
            .end();
    blocks.open(start.toRaw().text());
  }

  private void signed(String data) {
    blocks.open("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
    blocks.delta("signature_delta", "signature", data);
    blocks.close();
  }

  private void itemEnd(Item whole) {
    switch (whole) {
      case Item.ToolCall call -> callEnd(call);
      case Item.Reasoning thought -> thoughtEnd(thought);
      case Item.HostedCall hosted -> foreign(hosted.dialect(), hosted.raw());
      case Item.Foreign foreign -> foreign(foreign.dialect(), foreign.raw());
      case Item.Assistant _, Item.Instruction _, Item.User _, Item.ToolResult _ -> {
        // All of it has been said.
      }
    }
    blocks.close();
    part = NONE;
  }

  private void callEnd(Item.ToolCall call) {
    boolean signedAlready = called;
    if (!called) {
      call(call);
    }
    if (call.kind() == Item.CallKind.CUSTOM) {
      var text = free.isEmpty() ? call.input() : free.toString();
      var input = new JsonWriter().object().put("input", text).end();
      blocks.delta("input_json_delta", "partial_json", input.toRaw().text());
    } else if (!signedAlready) {
      var all = firstInput == null ? call.input() : firstInput;
      blocks.delta("input_json_delta", "partial_json", all.isBlank() ? "" : all);
    } else if (call.signature() != null
        && skeleton instanceof Item.ToolCall begun
        && begun.signature() == null
        && !isCaller(call.signature())) {
      blocks.close();
      signed(call.signature().data());
    }
  }

  private void thoughtEnd(Item.Reasoning thought) {
    var opaque = thought.opaque();
    if (blocks.isOpen()) {
      if (opaque != null) {
        blocks.delta("signature_delta", "signature", opaque.data());
      }
    } else if (opaque != null && opaque.kind() == Opaque.Kind.REDACTED) {
      var start = new JsonWriter(opaque.data().length() + 64).object();
      start.put("type", "redacted_thinking").put("data", opaque.data()).end();
      blocks.open(start.toRaw().text());
    } else if (opaque != null) {
      signed(opaque.data());
    }
  }

  private void foreign(String dialect, Raw raw) {
    if (dialect.equals(AnthropicMessages.ID)) {
      whole(raw);
    }
  }

  /**
   * A block of this dialect. The input of a {@code server_tool_use} comes as a delta, as the
   * protocol has it; that of others stays in the block, for SDKs do not put it together.
   */
  private void whole(Raw raw) {
    var line = raw.compact();
    var node = line.node();
    var input = node.get("input");
    if (input == null || !input.isObject() || !node.text("type").equals("server_tool_use")) {
      blocks.open(line.text());
    } else {
      blocks.open(Wholes.with(node, "input", Raw.EMPTY_OBJECT).text());
      // Anthropic's Java library takes no call without one, be it empty.
      blocks.delta("input_json_delta", "partial_json", input.size() > 0 ? input.raw().text() : "");
    }
    blocks.close();
  }

  private void end(Event.End end) {
    over = true;
    blocks.close();
    var how = finish == null ? Finish.of(Finish.Kind.STOP, "") : finish;
    var all = end.usage().reported() || end.usage().inputs() > 0 ? end.usage() : usage;
    blocks.last(how, refusal, all, tier, end.extras());
  }

  private void fail(Event.Fail fail) {
    over = true;
    blocks.close();
    blocks.error(Errors.streamed(fail.status(), fail.message()));
  }
}
