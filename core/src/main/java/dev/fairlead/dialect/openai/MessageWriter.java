package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Item.Level;
import dev.fairlead.model.Part;
import dev.fairlead.model.Tool;
import dev.fairlead.provider.Accent.Field;
import dev.fairlead.provider.Accent.Marks;
import dev.fairlead.provider.Accent.Prefill;
import dev.fairlead.provider.Accent.Replay;
import dev.fairlead.provider.Quirks;
import java.util.ArrayList;
import java.util.List;

/** Writes items as {@code messages}. What the model thought, said and called is one message. */
final class MessageWriter {
  private static final String BRIDGE = "(tool results received)";
  private static final String ERROR = "Error: ";

  private final Writing w;
  private final JsonWriter out;
  private final PartWriter parts;
  private final List<Item> items;
  private final int lastUser;
  private Turn turn = new Turn();
  private boolean calledSinceUser;
  private boolean afterTool;

  MessageWriter(Writing w) {
    this.w = w;
    this.out = w.out();
    this.items = w.request().items();
    this.parts = new PartWriter(w, marks(w));
    this.lastUser = lastUser(items);
  }

  private static int marks(Writing w) {
    int marks = 0;
    for (var item : w.request().items()) {
      marks +=
          switch (item) {
            case Item.Instruction i -> count(i.parts());
            case Item.User u -> count(u.parts());
            case Item.Assistant a -> count(a.parts());
            case Item.ToolResult r -> r.cache() == null ? 0 : 1;
            case Item.ToolCall _, Item.Reasoning _, Item.HostedCall _, Item.Foreign _ -> 0;
          };
    }
    return marks;
  }

  private static int count(List<Part> parts) {
    return (int) parts.stream().filter(part -> PartWriter.mark(part) != null).count();
  }

  private static int lastUser(List<Item> items) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Item.User) {
        return i;
      }
    }
    return -1;
  }

  /** The model's next message in the making. */
  private static final class Turn {
    final List<Item.Reasoning> thoughts = new ArrayList<>(0);
    final List<Item.Assistant> said = new ArrayList<>(1);
    final List<Item.ToolCall> calls = new ArrayList<>(0);
    int at;

    boolean empty() {
      return thoughts.isEmpty() && said.isEmpty() && calls.isEmpty();
    }
  }

  /**
   * Writes them.
   *
   * @param instruction to be added to the caller's; empty for none
   * @return whether a breakpoint of the prompt cache was written
   */
  boolean write(String instruction) {
    out.array("messages");
    int i = leading(instruction);
    for (; i < items.size(); i++) {
      item(i);
    }
    flush(true);
    out.end();
    return parts.marked();
  }

  /** The instructions at the beginning; gives back the index behind them. */
  private int leading(String instruction) {
    int end = 0;
    while (end < items.size() && items.get(end) instanceof Item.Instruction) {
      end++;
    }
    if (w.turns().oneSystem()) {
      one(end, instruction);
      return end;
    }
    for (int i = 0; i < end; i++) {
      if (items.get(i) instanceof Item.Instruction given) {
        instruction(given);
      }
    }
    if (!instruction.isEmpty()) {
      out.object().put("role", "system").put("content", instruction).end();
    }
    return end;
  }

  private void one(int end, String instruction) {
    var all = new ArrayList<Part>();
    for (int i = 0; i < end; i++) {
      if (items.get(i) instanceof Item.Instruction given) {
        all.addAll(given.parts());
      }
    }
    if (!instruction.isEmpty()) {
      all.add(Part.Text.of(instruction));
    }
    if (!all.isEmpty()) {
      out.object().put("role", "system");
      if (all.stream().anyMatch(part -> PartWriter.mark(part) != null)) {
        parts.content(all);
      } else {
        out.put("content", PartWriter.joined(all, "\n\n"));
      }
      out.end();
    }
  }

  private void instruction(Item.Instruction given) {
    boolean developer =
        given.level() == Level.DEVELOPER
            && w.quirks().developerRole()
            && (w.own() || !w.quirks().equals(Quirks.NONE));
    out.object().put("role", developer ? "developer" : "system");
    parts.texts(given.parts(), "\n\n");
    out.end();
  }

  private void item(int i) {
    var item = items.get(i);
    switch (item) {
      case Item.Reasoning thought -> {
        next(i);
        turn.thoughts.add(thought);
      }
      case Item.Assistant said -> {
        if (!turn.said.isEmpty()) {
          next(i);
        }
        turn.said.add(said);
      }
      case Item.ToolCall call -> {
        turn.at = turn.empty() ? i : turn.at;
        turn.calls.add(call);
      }
      case Item.Instruction given -> {
        flush(false);
        instruction(given);
      }
      case Item.User user -> user(i, user);
      case Item.ToolResult result -> {
        flush(false);
        result(result);
      }
      case Item.HostedCall(var dialect, var type, var _, var _, var _) ->
          w.warnings().dropped("messages." + type, "known to " + dialect + " only");
      case Item.Foreign(var dialect, var type, var raw) -> {
        if (dialect.equals(RequestReader.DIALECT)) {
          flush(false);
          out.raw(raw);
        } else {
          w.warnings().dropped("messages." + type, "known to " + dialect + " only");
        }
      }
    }
  }

  /** A new message begins, unless calls wait for their results or turns must alternate. */
  private void next(int i) {
    if (turn.calls.isEmpty() && !turn.said.isEmpty() && !w.turns().alternate()) {
      flush(false);
    }
    turn.at = turn.empty() ? i : turn.at;
  }

  private void user(int i, Item.User user) {
    flush(false);
    if (i > 0 && w.turns().alternate() && items.get(i - 1) instanceof Item.User) {
      return;
    }
    if (afterTool && w.turns().assistantAfterTool()) {
      w.warnings().emulated("messages", "a word of the model between result and user");
      out.object().put("role", "assistant").put("content", BRIDGE).end();
    }
    afterTool = false;
    calledSinceUser = false;
    out.object().put("role", "user");
    parts.content(w.turns().alternate() ? together(i) : user.parts());
    name(user.name());
    out.end();
  }

  /** The parts of all that the user says in a row. */
  private List<Part> together(int from) {
    var all = new ArrayList<Part>();
    for (int i = from; i < items.size() && items.get(i) instanceof Item.User user; i++) {
      all.addAll(user.parts());
    }
    return all;
  }

  private void name(String name) {
    if (!name.isEmpty()) {
      if (w.turns().names()) {
        out.put("name", name);
      } else {
        w.warnings().dropped("messages.name", "not taken by " + w.to().provider().id());
      }
    }
  }

  private void result(Item.ToolResult result) {
    afterTool = true;
    out.object().put("role", "tool").put("tool_call_id", result.callId());
    var content = result.parts();
    var joined = PartWriter.joined(content, "\n");
    boolean prefixed = result.error() && !joined.regionMatches(true, 0, "error", 0, 5);
    var mark = result.cache();
    if (content.stream().anyMatch(part -> PartWriter.words(part).isEmpty() && !isText(part))) {
      parts.array(content);
    } else if (mark != null && w.turns().marks() != Marks.NONE) {
      parts.content(
          List.of(new Part.Text((prefixed ? ERROR : "") + joined, List.of(), mark, null, null)));
    } else if (w.own() && content.size() > 1 && !prefixed) {
      parts.array(content);
    } else {
      out.put("content", prefixed ? ERROR + joined : joined);
    }
    out.end();
  }

  private static boolean isText(Part part) {
    return part instanceof Part.Text;
  }

  private void flush(boolean last) {
    if (turn.empty()) {
      return;
    }
    var done = turn;
    turn = new Turn();
    afterTool = false;
    calledSinceUser |= !done.calls.isEmpty();
    out.object().put("role", "assistant");
    content(done);
    thoughts(done);
    calls(done.calls);
    if (last) {
      prefill(done);
    }
    out.end();
  }

  private void prefill(Turn done) {
    if (!done.said.isEmpty() && done.said.getLast().prefill() && done.calls.isEmpty()) {
      if (w.turns().prefill() == Prefill.PREFIX) {
        out.put("prefix", true);
      } else if (w.turns().prefill() == Prefill.PARTIAL) {
        out.put("partial", true);
      }
    }
  }

  private void content(Turn done) {
    var texts = new ArrayList<Part>();
    var refusal = new StringBuilder();
    var audio = "";
    var name = "";
    for (var said : done.said) {
      name = said.name();
      for (var part : said.parts()) {
        switch (part) {
          case Part.Refusal(var text) when w.openAi() || w.own() -> refusal.append(text);
          case Part.Media(var kind, Part.Source.FileId(var dialect, var id), _, _, _, _, _, _, _)
              when kind == Part.Kind.AUDIO && dialect.equals(RequestReader.DIALECT) ->
              audio = id;
          case Part.Media media when PartWriter.words(media).isEmpty() ->
              w.warnings().dropped("messages.content", "the model's own media cannot go back");
          case Part.Text text when text.text().isEmpty() -> {
            // An empty text is refused.
          }
          case Part other -> texts.add(other);
        }
      }
    }
    if (!texts.isEmpty()) {
      if (done.said.size() == 1) {
        parts.texts(texts, "");
      } else {
        parts.texts(texts, "\n\n");
      }
    } else if (done.calls.isEmpty() && refusal.isEmpty() && audio.isEmpty()
        || !w.turns().nullContent()) {
      out.put("content", "");
    } else {
      out.putNull("content");
    }
    out.putFilled("refusal", refusal.toString());
    if (!audio.isEmpty()) {
      out.object("audio").put("id", audio).end();
    }
    name(name);
  }

  private void thoughts(Turn done) {
    var replay = w.accent().thoughts().replay();
    boolean wanted =
        switch (replay) {
          case NEVER -> false;
          case ALWAYS, EMPTY_ALLOWED -> true;
          case AFTER_TOOL_CALL -> done.at > lastUser;
        };
    if (!wanted) {
      return;
    }
    if (w.accent().thoughts().field() == Field.REASONING_DETAILS) {
      details(done.thoughts);
      return;
    }
    var text = new StringBuilder();
    for (var thought : done.thoughts) {
      text.append(text.isEmpty() ? "" : "\n\n").append(thought.shown());
    }
    if (!text.isEmpty() || replay == Replay.EMPTY_ALLOWED && calledSinceUser) {
      out.put(
          w.accent().thoughts().field() == Field.REASONING ? "reasoning" : "reasoning_content",
          text.toString());
    }
  }

  private void details(List<Item.Reasoning> thoughts) {
    if (thoughts.isEmpty()) {
      return;
    }
    out.array("reasoning_details");
    for (int i = 0; i < thoughts.size(); i++) {
      ThoughtWriter.details(out, thoughts.get(i), i);
    }
    out.end();
  }

  private void calls(List<Item.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    out.array("tool_calls");
    for (var call : calls) {
      boolean custom = call.kind() == CallKind.CUSTOM;
      out.object().put("id", call.callId()).put("type", custom ? "custom" : "function");
      out.object(custom ? "custom" : "function").put("name", name(call));
      if (custom) {
        out.put("input", call.input());
      } else {
        out.put("arguments", call.input().isBlank() ? "{}" : call.input());
      }
      out.end();
      var signature = call.signature();
      if (signature != null && w.turns().callSignatures()) {
        out.object("extra_content")
            .object("google")
            .put("thought_signature", signature.data())
            .end()
            .end();
      }
      if (w.own() && w.turns().marks() == Marks.CACHE_CONTROL) {
        parts.mark(call.cache());
      }
      out.end();
    }
    out.end();
  }

  private static String name(Item.ToolCall call) {
    return call.namespace().isEmpty() ? call.name() : call.namespace() + "__" + call.name();
  }

  /** Whether a tool came in the legacy form. */
  static boolean legacy(List<Tool> tools) {
    return tools.stream()
        .anyMatch(
            tool -> tool instanceof Tool.Function f && f.extras().containsKey(ToolReader.LEGACY));
  }
}
