package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of one choice's tool calls together, whatever a provider leaves out or repeats:
 * indexes that are all 0 or missing or wrong, ids that come once, late or never, names in every
 * piece, whole calls in one. Not thread-safe.
 */
final class CallReader {
  private static final int NO_INDEX = -1;

  private final Assembler out;
  private final int choice;
  private final Map<String, Shape> shapes;
  private final List<Building> calls = new ArrayList<>(2);
  private long seed;

  CallReader(Assembler out, int choice, Map<String, Shape> shapes) {
    this.out = out;
    this.choice = choice;
    this.shapes = shapes;
  }

  /** A call of which not all has come. */
  private static final class Building {
    String id;
    final long index;
    final CallKind kind;
    String name = "";
    int item = -1;
    boolean closed;
    @Nullable Opaque signature;
    @Nullable NullFilter nulls;
    final StringBuilder waiting = new StringBuilder(0);

    Building(String id, long index, CallKind kind) {
      this.id = id;
      this.index = index;
      this.kind = kind;
    }
  }

  /** What ids that no provider gave are made of, so that they are the same each time. */
  void seed(String responseId) {
    seed = Hash.of(responseId);
  }

  boolean any() {
    return !calls.isEmpty();
  }

  /** One element of a delta's {@code tool_calls}, or of a whole message's. */
  void piece(Node piece, boolean whole) {
    boolean custom = piece.text("type").equals("custom") || piece.get("custom") != null;
    var body = piece.get(custom ? "custom" : "function");
    var input = body == null ? "" : CallText.arguments(body.get(custom ? "input" : "arguments"));
    var name = body == null ? "" : body.text("name");
    var call =
        find(
            piece.number("index", NO_INDEX),
            piece.text("id"),
            name,
            input,
            custom ? CallKind.CUSTOM : CallKind.FUNCTION,
            whole);
    if (call != null) {
      var signature = MessageReader.signature(piece);
      call.signature = signature == null ? call.signature : signature;
      add(call, name, input);
    }
  }

  /** The legacy {@code function_call}: one call, without an id. */
  void legacy(Node piece) {
    var name = piece.text("name");
    var call = calls.isEmpty() ? open("", 0, CallKind.FUNCTION) : calls.getFirst();
    add(call, name, CallText.arguments(piece.get("arguments")));
  }

  private @Nullable Building find(
      long index, String id, String name, String input, CallKind kind, boolean whole) {
    if (whole) {
      return open(id, index, kind);
    }
    if (!id.isEmpty()) {
      return byId(index, id, name, kind);
    }
    var at = index < 0 ? null : at(index);
    if (at == null && name.isEmpty()) {
      // A piece of no known call belongs to the one that was opened last.
      return calls.isEmpty() ? null : calls.getLast();
    }
    if (at == null) {
      var last = calls.isEmpty() ? null : calls.getLast();
      boolean more = index < 0 && last != null && last.name.equals(name) && !complete(last);
      return more ? last : open("", index, kind);
    }
    boolean another = !name.isEmpty() && !input.isEmpty() && complete(at);
    return another ? open("", index, kind) : at;
  }

  private Building byId(long index, String id, String name, CallKind kind) {
    for (var call : calls) {
      if (call.id.equals(id)) {
        return call;
      }
    }
    var at = index < 0 ? null : at(index);
    if (at != null && at.item < 0 && at.id.isEmpty()) {
      at.id = id;
      return at;
    }
    boolean sameUnnamed =
        at != null && at.id.startsWith(Hash.PREFIX) && (name.isEmpty() || name.equals(at.name));
    return at != null && sameUnnamed && !complete(at) ? at : open(id, index, kind);
  }

  private @Nullable Building at(long index) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).index == index) {
        return calls.get(i);
      }
    }
    return null;
  }

  private Building open(String id, long index, CallKind kind) {
    if (!calls.isEmpty() && complete(calls.getLast())) {
      close(calls.getLast());
    }
    var call = new Building(id, index, kind);
    calls.add(call);
    return call;
  }

  private void add(Building call, String name, String input) {
    if (call.name.isEmpty()) {
      call.name = name;
    }
    if (call.item >= 0) {
      input(call, input);
      return;
    }
    call.waiting.append(input);
    if (!call.name.isEmpty()) {
      begin(call);
    }
  }

  private void begin(Building call) {
    if (call.id.isEmpty()) {
      call.id = Hash.PREFIX + Hash.hex(Hash.mix(seed, 31L * choice + calls.indexOf(call)));
    }
    var shape = shapes.get(call.name);
    call.nulls = shape == null ? null : new NullFilter(shape);
    call.item =
        out.open(choice, new Item.ToolCall(call.id, "", call.name, "", call.kind, "", null, null));
    input(call, call.waiting.toString());
    call.waiting.setLength(0);
  }

  private void input(Building call, String input) {
    if (!call.closed && !input.isEmpty()) {
      out.input(choice, call.item, call.nulls == null ? input : call.nulls.more(input));
    }
  }

  private boolean complete(Building call) {
    return call.item >= 0
        && call.kind == CallKind.FUNCTION
        && CallText.complete(out.inputSoFar(choice, call.item));
  }

  private void close(Building call) {
    if (call.item >= 0 && !call.closed) {
      if (call.nulls != null) {
        out.input(choice, call.item, call.nulls.end());
      }
      call.closed = true;
      if (call.signature != null) {
        out.opaque(choice, call.item, call.signature);
      }
      out.close(choice, call.item);
    }
  }

  /** All has come. Calls that never got a name are sent without. */
  void end() {
    for (var call : calls) {
      if (call.item < 0 && (!call.waiting.isEmpty() || !call.id.isEmpty())) {
        begin(call);
      }
      close(call);
    }
  }

  /** Google's signature that came as a thought with a call's id; false if there is no such call. */
  boolean sign(String id, Opaque opaque) {
    for (var call : calls) {
      if (call.id.equals(id) && !call.closed) {
        call.signature = opaque;
        return true;
      }
    }
    return false;
  }
}
