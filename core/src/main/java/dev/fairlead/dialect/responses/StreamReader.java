package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a stream. What deltas did not bring is taken from the item's end, and what
 * that did not bring from the response's end. Not thread-safe; one for each answer.
 */
final class StreamReader implements Outbound.EventReader {
  private final Assembler out;
  private final ItemReader items;
  private final List<Slot> slots = new ArrayList<>(4);
  private boolean refused;

  StreamReader(Backend backend, Consumer<Event> sink) {
    this.out = new Assembler(sink);
    this.items = new ItemReader(false, backend);
  }

  /** An item that has begun. */
  private static final class Slot {
    final long index;
    final String id;
    final int item;
    final boolean message;
    final boolean call;
    final boolean reasoning;
    final List<Piece> pieces = new ArrayList<>(1);
    final StringBuilder input = new StringBuilder();

    /** What was there at the beginning, should nothing more come. */
    @Nullable Raw early;

    Slot(long index, String id, int item, Item skeleton) {
      this.index = index;
      this.id = id;
      this.item = item;
      this.message = skeleton instanceof Item.Assistant;
      this.call = skeleton instanceof Item.ToolCall;
      this.reasoning = skeleton instanceof Item.Reasoning;
    }

    /** The piece of that kind and index, which begins now if it has not yet. */
    Piece piece(char kind, long at) {
      int number = 0;
      for (var piece : pieces) {
        if (piece.index == at && piece.kind == kind) {
          return piece;
        }
        number += group(piece.kind) == group(kind) ? 1 : 0;
      }
      var begun = new Piece(kind, at, number);
      pieces.add(begun);
      return begun;
    }

    /** Texts and refusals are counted together. */
    private static char group(char kind) {
      return kind == REFUSAL ? TEXT : kind;
    }

    /** How long the texts before a piece are. */
    int before(Piece end) {
      int length = 0;
      for (var piece : pieces) {
        if (piece.kind == TEXT && piece.number < end.number) {
          length += piece.text.length();
        }
      }
      return length;
    }

    /** Whether these were its pieces of that kind, and no others. */
    boolean same(char kind, List<String> texts) {
      int number = 0;
      for (var piece : pieces) {
        if (piece.kind == kind && !piece.text.isEmpty()) {
          if (piece.number >= texts.size() || !texts.get(piece.number).contentEquals(piece.text)) {
            return false;
          }
          number++;
        }
      }
      return number == texts.stream().filter(text -> !text.isEmpty()).count();
    }
  }

  private static final char TEXT = 't';
  private static final char REFUSAL = 'r';
  private static final char SUMMARY = 's';
  private static final char THOUGHT = 'c';

  /** A piece of an item that comes in deltas. */
  private static final class Piece {
    final char kind;
    final long index;
    final int number;
    final StringBuilder text = new StringBuilder();
    int cited;

    Piece(char kind, long index, int number) {
      this.kind = kind;
      this.index = index;
      this.number = number;
    }
  }

  @Override
  public void event(String type, byte[] data, int from, int to) {
    if (from == to || out.over()) {
      return;
    }
    if (data[from] == '[' && to - from >= 6 && data[from + 1] == 'D') {
      end();
      return;
    }
    Node node;
    try {
      node = Node.lenient(data, from, to);
    } catch (JsonFault e) {
      stop(Cause.GARBLED, "an event of the stream is not JSON: " + e.getMessage());
      return;
    }
    if (!node.isObject()) {
      stop(Cause.GARBLED, "an event of the stream is not a JSON object");
      return;
    }
    take(node);
  }

  private void take(Node node) {
    switch (node.text("type")) {
      case "response.output_text.delta" -> text(node);
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" -> {
        var slot = slot(node);
        if (slot != null && slot.call) {
          input(slot, node.text("delta"));
        }
      }
      case "response.reasoning_summary_text.delta" -> thought(node, SUMMARY, "summary_index");
      case "response.reasoning_text.delta" -> thought(node, THOUGHT, "content_index");
      case "response.refusal.delta" -> refusal(node);
      case "response.created", "response.in_progress", "response.queued" -> start(node);
      case "response.output_item.added" -> added(node);
      case "response.output_item.done" -> done(node);
      case "response.output_text.annotation.added" -> annotation(node);
      case "response.output_text.done" -> rest(node, TEXT, "content_index", "text");
      case "response.refusal.done" -> rest(node, REFUSAL, "content_index", "refusal");
      case "response.reasoning_summary_text.done" -> rest(node, SUMMARY, "summary_index", "text");
      case "response.reasoning_text.done" -> rest(node, THOUGHT, "content_index", "text");
      case "response.function_call_arguments.done" -> inputDone(node, "arguments");
      case "response.custom_tool_call_input.done" -> inputDone(node, "input");
      case "response.completed", "response.incomplete", "response.done" -> completed(node);
      case "response.failed", "response.cancelled", "error" -> failed(node);
      case "keepalive", "ping", "response.heartbeat" -> out.ping();
      default -> {
        if (node.get("error") != null) {
          failed(node);
        }
      }
    }
  }

  private void start(Node node) {
    var response = node.get("response");
    if (response != null) {
      out.start(
          response.text("id"),
          response.text("model"),
          AnswerReader.created(response),
          Usage.NONE,
          tier(response));
    }
  }

  private static String tier(Node response) {
    var tier = response.text("service_tier");
    return tier.equals("auto") ? "" : tier;
  }

  private void begun() {
    out.start("", "", 0, Usage.NONE, "");
  }

  /** The item an event belongs to: by its index, else by its id, else the last that is open. */
  private @Nullable Slot slot(Node node) {
    long index = node.number("output_index", -1);
    if (index >= 0) {
      for (int i = slots.size() - 1; i >= 0; i--) {
        if (slots.get(i).index == index) {
          return open(slots.get(i));
        }
      }
    }
    var id = node.text("item_id");
    for (int i = slots.size() - 1; i >= 0; i--) {
      var slot = slots.get(i);
      if (index < 0 && (id.isEmpty() || slot.id.equals(id))) {
        return open(slot);
      }
    }
    return null;
  }

  private @Nullable Slot open(Slot slot) {
    return out.isOpen(0, slot.item) ? slot : null;
  }

  /** The message an event belongs to, which begins now if its beginning did not come. */
  private @Nullable Slot message(Node node) {
    var slot = slot(node);
    if (slot != null) {
      return slot.message ? slot : null;
    }
    long index = node.number("output_index", -1);
    if (known(index)) {
      return null;
    }
    return begin(
        index,
        node.text("item_id"),
        new Item.Assistant(List.of(), node.text("item_id"), "", "", false));
  }

  private boolean known(long index) {
    for (var slot : slots) {
      if (slot.index == index) {
        return true;
      }
    }
    return false;
  }

  private Slot begin(long index, String id, Item skeleton) {
    begun();
    var slot = new Slot(index, id, out.open(0, skeleton), skeleton);
    slots.add(slot);
    return slot;
  }

  private void text(Node node) {
    var slot = message(node);
    if (slot != null) {
      var piece = slot.piece(TEXT, node.number("content_index", 0));
      var delta = node.text("delta");
      piece.text.append(delta);
      out.text(0, slot.item, piece.number, delta, PartReader.logprobs(node.get("logprobs")));
    }
  }

  private void refusal(Node node) {
    var slot = message(node);
    if (slot != null) {
      refused(slot, slot.piece(REFUSAL, node.number("content_index", 0)), node.text("delta"));
    }
  }

  private void refused(Slot slot, Piece piece, String more) {
    refused = true;
    piece.text.append(more);
    out.refusal(0, slot.item, piece.number, more);
  }

  private void thought(Node node, char kind, String index) {
    var slot = slot(node);
    if (slot == null && !known(node.number("output_index", -1))) {
      slot =
          begin(
              node.number("output_index", -1),
              node.text("item_id"),
              new Item.Reasoning(node.text("item_id"), List.of(), List.of(), null));
    }
    if (slot != null && slot.reasoning) {
      thought(slot, slot.piece(kind, node.number(index, 0)), node.text("delta"));
    }
  }

  private void thought(Slot slot, Piece piece, String more) {
    piece.text.append(more);
    out.reasoning(0, slot.item, piece.kind == SUMMARY, piece.number, more);
  }

  private void input(Slot slot, String more) {
    slot.input.append(more);
    out.input(0, slot.item, more);
  }

  private void inputDone(Node node, String name) {
    var slot = slot(node);
    if (slot != null && slot.call) {
      input(slot, behind(node.text(name), slot.input));
    }
  }

  /** What of a whole text has not come yet. */
  private static String behind(String whole, StringBuilder sent) {
    int length = sent.length();
    if (length == 0) {
      return whole;
    }
    // What was sent cannot be taken back.
    return whole.length() > length && CharSequence.compare(sent, whole.substring(0, length)) == 0
        ? whole.substring(length)
        : "";
  }

  private void rest(Node node, char kind, String index, String name) {
    var slot = kind == TEXT || kind == REFUSAL ? message(node) : slot(node);
    if (slot != null && (slot.message || slot.reasoning)) {
      rest(slot, slot.piece(kind, node.number(index, 0)), node.text(name));
    }
  }

  private void rest(Slot slot, Piece piece, String whole) {
    var more = behind(whole, piece.text);
    if (more.isEmpty()) {
      return;
    }
    switch (piece.kind) {
      case TEXT -> {
        piece.text.append(more);
        out.text(0, slot.item, piece.number, more);
      }
      case REFUSAL -> refused(slot, piece, more);
      default -> thought(slot, piece, more);
    }
  }

  private void annotation(Node node) {
    var slot = message(node);
    var annotation = node.get("annotation");
    if (slot != null && annotation != null && annotation.isObject()) {
      var piece = slot.piece(TEXT, node.number("content_index", 0));
      piece.cited++;
      out.cite(0, slot.item, piece.number, PartReader.citation(annotation, slot.before(piece)));
    }
  }

  private void added(Node node) {
    var item = node.get("item");
    long index = node.number("output_index", -1);
    if (item == null || !item.isObject() || index >= 0 && known(index)) {
      return;
    }
    var slot = begin(index, item.text("id"), skeleton(item));
    if (slot.call && !(item.text("arguments").isEmpty() && item.text("input").isEmpty())) {
      slot.early = item.raw();
    }
  }

  private Item skeleton(Node node) {
    var item = items.item(node, 0);
    return switch (item) {
      case Item.Assistant said ->
          new Item.Assistant(List.of(), said.id(), said.phase(), said.name(), false);
      case Item.Reasoning thought -> new Item.Reasoning(thought.id(), List.of(), List.of(), null);
      case Item.ToolCall call -> call.withInput("");
      case Item.HostedCall _, Item.Foreign _, Item.Instruction _, Item.User _, Item.ToolResult _ ->
          // A picture begins as an empty one of its kind.
          node.text("type").equals("image_generation_call")
              ? new Item.Assistant(List.of(), node.text("id"), "", "", false)
              : item;
    };
  }

  private void done(Node node) {
    var item = node.get("item");
    if (item == null || !item.isObject()) {
      return;
    }
    long index = node.number("output_index", -1);
    var id = item.text("id");
    for (var slot : slots) {
      if (index >= 0 ? slot.index == index : !id.isEmpty() && slot.id.equals(id)) {
        close(slot, item);
        return;
      }
    }
    close(begin(index, id, skeleton(item)), item);
  }

  /** The item is complete: what did not come in pieces goes out now. */
  private void close(Slot slot, Node node) {
    if (!out.isOpen(0, slot.item)) {
      return;
    }
    var whole = items.item(node, 0);
    switch (whole) {
      case Item.Assistant said when slot.message -> {
        fill(slot, said);
        if (same(slot, said)) {
          out.close(0, slot.item, said);
          return;
        }
      }
      case Item.Reasoning thought when slot.reasoning -> {
        fill(slot, thought);
        var opaque = thought.opaque();
        if (slot.same(SUMMARY, thought.summary()) && slot.same(THOUGHT, thought.text())) {
          out.close(0, slot.item, thought);
          return;
        }
        if (opaque != null) {
          out.opaque(0, slot.item, opaque);
        }
      }
      case Item.ToolCall call when slot.call -> {
        input(slot, behind(call.input(), slot.input));
        if (call.input().contentEquals(slot.input)) {
          out.close(0, slot.item, call);
          return;
        }
      }
      default -> {
        boolean pieces =
            whole instanceof Item.Assistant
                || whole instanceof Item.Reasoning
                || whole instanceof Item.ToolCall;
        if (!pieces && !slot.message && !slot.reasoning && !slot.call) {
          out.close(0, slot.item, whole);
          return;
        }
      }
    }
    out.close(0, slot.item);
  }

  private void fill(Slot slot, Item.Assistant said) {
    int i = 0;
    for (var part : said.parts()) {
      switch (part) {
        case Part.Text text -> {
          var piece = slot.piece(TEXT, i);
          rest(slot, piece, text.text());
          for (int k = piece.cited; k < text.citations().size(); k++) {
            out.cite(0, slot.item, piece.number, text.citations().get(k));
          }
        }
        case Part.Refusal(var text) -> rest(slot, slot.piece(REFUSAL, i), text);
        case Part.Media _, Part.SearchResult _, Part.Foreign _ -> out.part(0, slot.item, part);
      }
      i++;
    }
  }

  /** Whether an item is what its deltas were; if not, those count, for they are sent. */
  private static boolean same(Slot slot, Item.Assistant said) {
    int pieces = 0;
    int i = 0;
    for (var part : said.parts()) {
      String text =
          switch (part) {
            case Part.Text t -> t.text();
            case Part.Refusal(var t) -> t;
            case Part.Media _, Part.SearchResult _, Part.Foreign _ -> "";
          };
      if (!text.isEmpty()) {
        var piece = slot.piece(part instanceof Part.Refusal ? REFUSAL : TEXT, i);
        if (!text.contentEquals(piece.text)) {
          return false;
        }
        pieces++;
      }
      i++;
    }
    return pieces == slot.pieces.stream().filter(piece -> !piece.text.isEmpty()).count();
  }

  private void fill(Slot slot, Item.Reasoning thought) {
    for (int i = 0; i < thought.summary().size(); i++) {
      rest(slot, slot.piece(SUMMARY, i), thought.summary().get(i));
    }
    for (int i = 0; i < thought.text().size(); i++) {
      rest(slot, slot.piece(THOUGHT, i), thought.text().get(i));
    }
  }

  private void completed(Node node) {
    var response = node.get("response");
    if (response == null) {
      failed(node);
      return;
    }
    start(node);
    var error = response.get("error");
    if (error != null || response.text("status").equals("failed")) {
      failed(node);
      return;
    }
    output(response);
    for (var slot : slots) {
      var early = slot.early;
      if (early != null && slot.input.isEmpty()) {
        close(slot, early.node());
      }
    }
    out.usage(Counts.read(response.get("usage")));
    out.finish(0, Ending.read(response, out.called(0), refused));
    out.end(Map.of());
  }

  /** What the end has and nobody sent before. */
  private void output(Node response) {
    long index = 0;
    for (var item : response.items("output")) {
      if (item.isObject()) {
        var slot = find(index, item.text("id"));
        close(slot == null ? begin(index, item.text("id"), skeleton(item)) : slot, item);
      }
      index++;
    }
  }

  private @Nullable Slot find(long index, String id) {
    for (var slot : slots) {
      if (!id.isEmpty() && slot.id.equals(id)) {
        return slot;
      }
    }
    for (var slot : slots) {
      if (slot.index == index) {
        return slot;
      }
    }
    return null;
  }

  private void failed(Node node) {
    var response = node.get("response");
    if (response != null) {
      start(node);
      var usage = Counts.read(response.get("usage"));
      if (usage.reported()) {
        out.usage(usage);
      }
    }
    begun();
    var error = response == null ? node.get("error") : response.get("error");
    if (error == null) {
      var message = node.text("message");
      var code = node.get("code");
      out.fail(
          Cause.ERROR_INSIDE,
          Errors.status(code == null ? "" : code.text()),
          message.isEmpty() ? "the response has failed" : message);
    } else {
      out.fail(Cause.ERROR_INSIDE, Errors.status(Errors.code(error)), Errors.message(error));
    }
  }

  @Override
  public void end() {
    stop(Cause.CUT, "the stream ended before the response did");
  }

  @Override
  public void stop(Cause cause, String why) {
    if (!out.over()) {
      begun();
      out.fail(cause, 0, why);
    }
  }
}
