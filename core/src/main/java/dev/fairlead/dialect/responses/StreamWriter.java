package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Inbound;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a stream. It differs from the neutral ones in that each piece of an item is
 * bracketed by events of its own, and that the end repeats all that was sent. Not thread-safe; one
 * for each answer.
 */
final class StreamWriter implements Inbound.EventWriter {
  private static final byte[] NOTHING = {};
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final Ending RUNNING = new Ending("in_progress", "");
  private static final String DONE = "completed";

  private final Request asked;
  private final InstantSource clock;
  private final List<byte[]> frames = new ArrayList<>(4);
  private final List<OpenItem> items = new ArrayList<>();
  private final List<byte[]> output = new ArrayList<>();

  /** Items that ended last: whether they are whole is known by what comes next. */
  private final List<Event.ItemEnd> ended = new ArrayList<>(2);

  private String status = DONE;
  private @Nullable Head head;
  private @Nullable Finish finish;
  private Item.@Nullable HostedCall search;
  private int searchAt;
  private long sequence;
  private boolean said;

  StreamWriter(Request asked, InstantSource clock) {
    this.asked = asked;
    this.clock = clock;
  }

  /** The head of a response, of what is known at its beginning. */
  static Head head(
      Request asked, InstantSource clock, String id, String model, long created, String tier) {
    long at = created > 0 ? created : clock.instant().getEpochSecond();
    var called = model.isEmpty() ? asked.model() : model;
    return new Head(Ids.response(id, called, at), called, at, tier, new Echo(asked));
  }

  @Override
  public byte[] write(Event event) {
    if (!ended.isEmpty()) {
      settle(event);
    }
    if (search != null) {
      waiting(event);
    }
    switch (event) {
      case Event.Start(var id, var model, var created, _, var tier) ->
          start(head(asked, clock, id, model, created, tier));
      case Event.ItemStart(var choice, var item, var skeleton) -> {
        if (choice == 0) {
          begin(item, skeleton);
        }
      }
      case Event.TextDelta(var choice, var item, var part, var text, var logprobs) -> {
        if (choice == 0) {
          text(items.get(item), part, text, logprobs);
        }
      }
      case Event.RefusalDelta(var choice, var item, var part, var text) -> {
        if (choice == 0) {
          refusal(items.get(item), part, text);
        }
      }
      case Event.ReasoningDelta(var choice, var item, var summary, var part, var text) -> {
        if (choice == 0) {
          thought(items.get(item), summary, part, text);
        }
      }
      case Event.InputDelta(var choice, var item, var text) -> {
        if (choice == 0) {
          input(items.get(item), text);
        }
      }
      case Event.PartAdded(var choice, _, var part) -> {
        if (choice == 0 && part instanceof Part.Media media) {
          picture(media);
        }
      }
      case Event.Cited(var choice, var item, var part, var citation) -> {
        if (choice == 0) {
          cited(items.get(item), part, citation);
        }
      }
      case Event.ItemEnd(var choice, var item, var whole) -> {
        if (choice == 0 && streamed(whole)) {
          ended.add(new Event.ItemEnd(choice, item, whole));
        } else if (choice == 0) {
          settle();
          end(items.get(item), whole);
        }
      }
      case Event.ChoiceEnd(var choice, var ended) -> {
        if (choice == 0) {
          finish = ended;
          explain(ended);
        }
      }
      case Event.Ping _ -> {
        return PING;
      }
      case Event.UsageSoFar _ -> {
        return NOTHING;
      }
      case Event.End(var usage, _) -> complete(usage);
      case Event.Fail fail -> fail(fail);
    }
    return flush();
  }

  private byte[] flush() {
    if (frames.size() == 1) {
      return frames.removeFirst();
    }
    int length = 0;
    for (var frame : frames) {
      length += frame.length;
    }
    var all = new byte[length];
    int at = 0;
    for (var frame : frames) {
      System.arraycopy(frame, 0, all, at, frame.length);
      at += frame.length;
    }
    frames.clear();
    return all;
  }

  private JsonWriter event(String type) {
    return new JsonWriter(320).object().put("type", type).put("sequence_number", sequence++);
  }

  private void send(String type, JsonWriter out) {
    frames.add(Frames.frame(type, out.end().bytes()));
  }

  private Head head() {
    var known = head;
    return known == null ? head(asked, clock, "", "", 0, "") : known;
  }

  private void start(Head begun) {
    head = begun;
    for (var type : new String[] {"response.created", "response.in_progress"}) {
      var out = event(type).name("response");
      begun.write(out, RUNNING, null, List.of(), null);
      send(type, out);
    }
  }

  /** An item and what of it is open. */
  private static final class OpenItem {
    /** As it began, or as it ended if it was not sent before. */
    Item skeleton;

    final List<Piece> pieces = new ArrayList<>(1);
    String id = "";

    /** Its place in the output; -1 as long as nothing of it was sent. */
    int index = -1;

    boolean input;

    OpenItem(Item skeleton) {
      this.skeleton = skeleton;
    }
  }

  private static final char TEXT = 't';
  private static final char REFUSAL = 'r';
  private static final char SUMMARY = 's';
  private static final char THOUGHT = 'c';

  /** A piece of an item. */
  private static final class Piece {
    final char kind;
    final int index;
    final StringBuilder text = new StringBuilder();
    final List<Citation> citations = new ArrayList<>(0);
    final List<TokenLogprob> logprobs = new ArrayList<>(0);
    int annotations;
    boolean done;

    Piece(char kind, int index) {
      this.kind = kind;
      this.index = index;
    }
  }

  private void begin(int number, Item skeleton) {
    var item = new OpenItem(skeleton);
    while (items.size() < number) {
      items.add(new OpenItem(skeleton));
    }
    items.add(item);
    if (skeleton instanceof Item.Reasoning || skeleton instanceof Item.ToolCall) {
      announce(item);
    }
  }

  private int place() {
    output.add(NOTHING);
    return output.size() - 1;
  }

  /** Says that an item begins, if it was not said. */
  private void announce(OpenItem item) {
    if (item.index >= 0) {
      return;
    }
    item.index = place();
    switch (item.skeleton) {
      case Item.Reasoning thought -> {
        item.id = id("rs_", thought.id(), item.index);
        added(
            item.index,
            OutputWriter.reasoning(
                item.id, DONE, new Item.Reasoning("", List.of(), List.of(), null)));
      }
      case Item.ToolCall call -> {
        item.id = id(call.kind() == CallKind.CUSTOM ? "ctc_" : "fc_", call.id(), item.index);
        added(item.index, OutputWriter.call(item.id, "in_progress", call, ""));
      }
      case Item.Assistant message -> {
        item.id = id("msg_", message.id(), item.index);
        added(
            item.index,
            OutputWriter.message(
                item.id,
                "in_progress",
                new Item.Assistant(List.of(), "", message.phase(), "", false)));
      }
      case Item.HostedCall _,
          Item.Foreign _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _ -> {
        // They are sent whole.
      }
    }
  }

  private String id(String prefix, String id, int index) {
    return Ids.item(prefix, id, head().id(), index);
  }

  private void added(int index, byte[] item) {
    var out = event("response.output_item.added").put("output_index", index).name("item");
    send("response.output_item.added", out.raw(item, 0, item.length));
  }

  private void done(int index, byte[] item) {
    output.set(index, item);
    var out = event("response.output_item.done").put("output_index", index).name("item");
    send("response.output_item.done", out.raw(item, 0, item.length));
  }

  private JsonWriter of(OpenItem item, String type) {
    return event(type).put("item_id", item.id).put("output_index", item.index);
  }

  /** The piece, which begins now if it has not; another one that is open ends. */
  private Piece piece(OpenItem item, char kind, int index) {
    for (int i = item.pieces.size() - 1; i >= 0; i--) {
      var piece = item.pieces.get(i);
      if (piece.kind == kind && piece.index == index) {
        return piece;
      }
    }
    announce(item);
    if (!item.pieces.isEmpty()) {
      close(item, item.pieces.getLast());
    }
    var begun = new Piece(kind, index);
    item.pieces.add(begun);
    if (kind == SUMMARY) {
      part(item, begun, "response.reasoning_summary_part.added", "summary_index", "");
    } else {
      part(item, begun, "response.content_part.added", "content_index", "");
    }
    return begun;
  }

  /** The event that a piece begins or ends. */
  private void part(OpenItem item, Piece piece, String type, String index, String text) {
    var out = of(item, type).put(index, piece.index).name("part");
    switch (piece.kind) {
      case TEXT ->
          OutputWriter.text(out, text, piece.citations, before(item, piece), piece.logprobs);
      case REFUSAL -> OutputWriter.refusal(out, text);
      case SUMMARY -> out.object().put("type", "summary_text").put("text", text).end();
      default -> out.object().put("type", "reasoning_text").put("text", text).end();
    }
    send(type, out);
  }

  private static int before(OpenItem item, Piece end) {
    int length = 0;
    for (var piece : item.pieces) {
      if (piece.kind == TEXT && piece.index < end.index) {
        length += piece.text.length();
      }
    }
    return length;
  }

  private void close(OpenItem item, Piece piece) {
    if (piece.done) {
      return;
    }
    piece.done = true;
    var text = piece.text.toString();
    switch (piece.kind) {
      case TEXT -> {
        var out = of(item, "response.output_text.done").put("content_index", piece.index);
        out.put("text", text).name("logprobs");
        PartWriter.logprobs(out, piece.logprobs, false);
        send("response.output_text.done", out);
        part(item, piece, "response.content_part.done", "content_index", text);
      }
      case REFUSAL -> {
        var out = of(item, "response.refusal.done").put("content_index", piece.index);
        send("response.refusal.done", out.put("refusal", text));
        part(item, piece, "response.content_part.done", "content_index", text);
      }
      case SUMMARY -> {
        var type = "response.reasoning_summary_text.done";
        send(type, of(item, type).put("summary_index", piece.index).put("text", text));
        part(item, piece, "response.reasoning_summary_part.done", "summary_index", text);
      }
      default -> {
        var type = "response.reasoning_text.done";
        send(type, of(item, type).put("content_index", piece.index).put("text", text));
        part(item, piece, "response.content_part.done", "content_index", text);
      }
    }
  }

  private void text(OpenItem item, int part, String text, List<TokenLogprob> logprobs) {
    var piece = piece(item, TEXT, part);
    said = true;
    piece.text.append(text);
    piece.logprobs.addAll(logprobs);
    var out = of(item, "response.output_text.delta").put("content_index", part);
    out.put("delta", text).name("logprobs");
    PartWriter.logprobs(out, logprobs, false);
    send("response.output_text.delta", out);
  }

  private void refusal(OpenItem item, int part, String text) {
    said = true;
    piece(item, REFUSAL, part).text.append(text);
    var out = of(item, "response.refusal.delta").put("content_index", part);
    send("response.refusal.delta", out.put("delta", text));
  }

  private void thought(OpenItem item, boolean summary, int part, String text) {
    piece(item, summary ? SUMMARY : THOUGHT, part).text.append(text);
    var type = summary ? "response.reasoning_summary_text.delta" : "response.reasoning_text.delta";
    var out = of(item, type).put(summary ? "summary_index" : "content_index", part);
    send(type, out.put("delta", text));
  }

  private void input(OpenItem item, String text) {
    item.input = true;
    var type =
        item.skeleton instanceof Item.ToolCall call && call.kind() == CallKind.CUSTOM
            ? "response.custom_tool_call_input.delta"
            : "response.function_call_arguments.delta";
    send(type, of(item, type).put("delta", text));
  }

  private void cited(OpenItem item, int part, Citation citation) {
    var piece = piece(item, TEXT, part);
    piece.citations.add(citation);
    var annotation = new JsonWriter(128);
    if (PartWriter.annotation(annotation, citation, before(item, piece))) {
      var out = of(item, "response.output_text.annotation.added");
      out.put("content_index", part).put("annotation_index", piece.annotations++);
      out.name("annotation").raw(annotation.toRaw());
      send("response.output_text.annotation.added", out);
    }
  }

  private void picture(Part.Media media) {
    var id = id("ig_", "", output.size());
    var whole = OutputWriter.picture(id, media);
    if (whole == null) {
      return;
    }
    said = true;
    int index = place();
    added(
        index,
        new JsonWriter(160)
            .object()
            .put("id", id)
            .put("type", "image_generation_call")
            .put("status", "in_progress")
            .putNull("result")
            .end()
            .bytes());
    for (var step : new String[] {"in_progress", "completed"}) {
      var type = "response.image_generation_call." + step;
      send(type, event(type).put("item_id", id).put("output_index", index));
    }
    done(index, whole);
  }

  private static boolean streamed(Item item) {
    return item instanceof Item.Assistant
        || item instanceof Item.Reasoning
        || item instanceof Item.ToolCall;
  }

  /** What a failure closes is not whole. */
  private void settle(Event next) {
    switch (next) {
      case Event.Ping _, Event.UsageSoFar _, Event.ItemEnd _ -> {
        // Nothing is known yet.
      }
      case Event.Fail _ -> {
        status = "incomplete";
        settle();
        status = DONE;
      }
      default -> settle();
    }
  }

  private void settle() {
    for (var end : ended) {
      end(items.get(end.item()), end.whole());
    }
    ended.clear();
  }

  private void end(OpenItem item, Item whole) {
    if (item.index < 0) {
      item.skeleton = whole;
    }
    switch (whole) {
      case Item.Assistant message -> message(item, message);
      case Item.Reasoning thought -> {
        announce(item);
        thoughts(item, thought);
        closeAll(item);
        done(item.index, OutputWriter.reasoning(item.id, status, thought));
      }
      case Item.ToolCall call -> call(item, call);
      case Item.HostedCall hosted -> hosted(hosted);
      case Item.Foreign(var dialect, _, var raw) -> {
        if (dialect.equals(OpenAiResponses.ID)) {
          whole(OutputWriter.own(raw, ""));
        }
      }
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> {
        // No part of an answer.
      }
    }
  }

  private void whole(byte[] item) {
    int index = place();
    added(index, item);
    done(index, item);
  }

  private void closeAll(OpenItem item) {
    for (var piece : item.pieces) {
      close(item, piece);
    }
  }

  /** Thoughts that did not come in pieces. */
  private void thoughts(OpenItem item, Item.Reasoning thought) {
    for (int i = 0; i < thought.summary().size(); i++) {
      if (missing(item, SUMMARY, i)) {
        thought(item, true, i, thought.summary().get(i));
      }
    }
    for (int i = 0; i < thought.text().size(); i++) {
      if (missing(item, THOUGHT, i)) {
        thought(item, false, i, thought.text().get(i));
      }
    }
  }

  private static boolean missing(OpenItem item, char kind, int index) {
    for (var piece : item.pieces) {
      if (piece.kind == kind && piece.index == index) {
        return false;
      }
    }
    return true;
  }

  private void message(OpenItem item, Item.Assistant message) {
    int part = 0;
    boolean pictures = false;
    Opaque signature = null;
    for (var piece : message.parts()) {
      switch (piece) {
        case Part.Text text -> {
          if (missing(item, TEXT, part)) {
            var logprobs = text.logprobs();
            text(item, part, text.text(), logprobs == null ? List.of() : logprobs);
          }
          part++;
          signature = text.signature() == null ? signature : text.signature();
        }
        case Part.Refusal(var text) -> {
          if (missing(item, REFUSAL, part)) {
            refusal(item, part, text);
          }
          part++;
        }
        case Part.Media _ -> pictures = true;
        case Part.SearchResult _, Part.Foreign _ -> {
          // Not in pieces.
        }
      }
    }
    if (part > 0 || !pictures) {
      announce(item);
      closeAll(item);
      done(item.index, OutputWriter.message(item.id, status, message));
    }
    signature(signature);
  }

  private void signature(@Nullable Opaque signature) {
    if (signature != null) {
      var id = id(OutputWriter.SIGNATURE, "", output.size());
      whole(OutputWriter.reasoning(id, DONE, OutputWriter.signature(id, signature)));
    }
  }

  private void call(OpenItem item, Item.ToolCall call) {
    announce(item);
    said = true;
    boolean custom = call.kind() == CallKind.CUSTOM;
    var input = call.input().isBlank() && !custom ? "{}" : call.input();
    if (!item.input && !input.isEmpty()) {
      input(item, input);
    }
    var type =
        custom ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done";
    var out = of(item, type);
    if (custom) {
      out.put("input", input);
    } else {
      out.put("name", call.name()).put("arguments", input);
    }
    send(type, out);
    done(item.index, OutputWriter.call(item.id, status, call, input));
    signature(call.signature());
  }

  private void hosted(Item.HostedCall hosted) {
    if (hosted.dialect().equals(OpenAiResponses.ID)) {
      own(hosted);
      return;
    }
    var asked = search;
    if (asked != null && Searches.belongs(asked, hosted)) {
      found(Searches.joined(asked, hosted));
      return;
    }
    if (asked != null) {
      found(asked);
    }
    var what = hosted.search();
    if (what == null || what.queries().isEmpty() && what.sources().isEmpty()) {
      return;
    }
    search = hosted;
    searchAt = place();
    var id = id("ws_", hosted.id(), searchAt);
    added(searchAt, OutputWriter.search(id, "in_progress", what));
    step("web_search_call.in_progress", id, searchAt);
    step("web_search_call.searching", id, searchAt);
    if (!what.sources().isEmpty()) {
      found(hosted);
    }
  }

  private void own(Item.HostedCall hosted) {
    if (!hosted.type().equals("web_search_call")) {
      whole(OutputWriter.own(hosted.raw(), ""));
      return;
    }
    int index = place();
    added(index, OutputWriter.search(hosted, "in_progress"));
    step("web_search_call.in_progress", hosted.id(), index);
    step("web_search_call.searching", hosted.id(), index);
    step("web_search_call.completed", hosted.id(), index);
    done(index, OutputWriter.search(hosted, ""));
  }

  private void step(String step, String id, int index) {
    var type = "response." + step;
    send(type, event(type).put("item_id", id).put("output_index", index));
  }

  /** A search that waits for what it finds ends with the next thing that is said. */
  private void waiting(Event event) {
    boolean same =
        switch (event) {
          case Event.ItemStart(_, _, var skeleton) -> skeleton instanceof Item.HostedCall;
          case Event.ItemEnd(_, _, var whole) -> whole instanceof Item.HostedCall;
          case Event.Ping _, Event.UsageSoFar _ -> true;
          default -> false;
        };
    var asked = search;
    if (!same && asked != null) {
      found(asked);
    }
  }

  private void found(Item.HostedCall whole) {
    search = null;
    var what = whole.search();
    if (what != null) {
      var id = id("ws_", whole.id(), searchAt);
      step("web_search_call.completed", id, searchAt);
      done(searchAt, OutputWriter.search(id, DONE, what));
    }
  }

  /** A refusal that was only explained becomes something that can be read. */
  private void explain(Finish ended) {
    if (ended.kind() == Finish.Kind.REFUSAL && !said && !ended.detail().isEmpty()) {
      var whole = new Item.Assistant(List.of(new Part.Refusal(ended.detail())));
      var item = new OpenItem(whole);
      items.add(item);
      message(item, whole);
    }
  }

  private void complete(Usage usage) {
    var ending = Ending.of(finish, said);
    var ended = finish;
    var error =
        ending.status().equals("failed") && ended != null ? AnswerWriter.failure(ended) : null;
    last("response." + ending.status(), ending, error, usage);
  }

  private void last(String type, Ending ending, Head.@Nullable Fault error, Usage usage) {
    var out = event(type).name("response");
    var sent = output.stream().filter(item -> item.length > 0).toList();
    head().write(out, ending, error, sent, usage);
    send(type, out);
  }

  private void fail(Event.Fail fail) {
    if (head == null) {
      start(head());
    }
    var error = new Head.Fault(Errors.code(fail.status()), fail.message());
    last("response.failed", new Ending("failed", ""), error, fail.usage());
  }
}
