package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives turns of the model that came back without their reasoning the reasoning that is remembered
 * of them, if it is the destination's own. A turn that has its own signatures is left alone.
 */
final class Recall {
  private final Fitting f;
  private final List<Item> out;
  private boolean found;

  private Recall(Fitting f) {
    this.f = f;
    out = new ArrayList<>(f.items.size() + 4);
  }

  static void run(Fitting f) {
    var keeping = f.terms.keeping();
    if ((f.manners.family() != null || f.manners.plainReasoning())
        && keeping.memory().mayKnow(keeping.owner())
        && spoken(f.items)) {
      new Recall(f).all();
    }
  }

  private static boolean spoken(List<Item> items) {
    for (int i = 0; i < items.size(); i++) {
      if (Rewrite.byModel(items.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void all() {
    int from = 0;
    while (from < f.items.size()) {
      int to = from + 1;
      if (Rewrite.byModel(f.items.get(from))) {
        while (to < f.items.size() && Rewrite.byModel(f.items.get(to))) {
          to++;
        }
        turn(f.items.subList(from, to));
      } else {
        out.add(f.items.get(from));
      }
      from = to;
    }
    if (found) {
      f.items = out;
    }
  }

  private void turn(List<Item> turn) {
    if (proved(turn)) {
      out.addAll(turn);
      return;
    }
    var known = new ArrayList<@Nullable Remembered>(turn.size());
    boolean any = false;
    for (var item : turn) {
      var what = find(item);
      known.add(what);
      any |= what != null;
    }
    if (any) {
      found = true;
      restore(turn, known);
    } else {
      out.addAll(turn);
    }
  }

  /** Whether the caller sent what proves the turn, or thoughts that need no proof. */
  private boolean proved(List<Item> turn) {
    for (var item : turn) {
      if (item instanceof Item.Reasoning r && (proves(r.opaque()) || f.manners.plainReasoning())
          || item instanceof Item.ToolCall c && proves(c.signature())
          || item instanceof Item.Assistant a && proves(signature(a))) {
        return true;
      }
    }
    return false;
  }

  /** Ours, or the destination's own; not what a client made up, as Gemini's CLI does. */
  private boolean proves(@Nullable Opaque opaque) {
    return opaque != null
        && (Sealing.sealed(opaque.data()) || opaque.family() == f.manners.family());
  }

  static @Nullable Opaque signature(Item.Assistant said) {
    for (var part : said.parts()) {
      if (part instanceof Part.Text text && text.signature() != null) {
        return text.signature();
      }
    }
    return null;
  }

  private @Nullable Remembered find(Item item) {
    var key =
        switch (item) {
          case Item.ToolCall call -> Fingerprint.of(call);
          case Item.Assistant said -> Fingerprint.of(said);
          case Item.Instruction _,
              Item.User _,
              Item.Reasoning _,
              Item.ToolResult _,
              Item.HostedCall _,
              Item.Foreign _ ->
              "";
        };
    if (key.isEmpty()) {
      return null;
    }
    var keeping = f.terms.keeping();
    var what = keeping.memory().find(keeping.owner(), key);
    return what != null
            && what.route().equals(f.manners.route())
            && what.model().equals(f.manners.model())
        ? what
        : null;
  }

  private void restore(List<Item> turn, List<@Nullable Remembered> known) {
    int begin = out.size();
    for (int i = 0; i < turn.size(); i++) {
      var item = turn.get(i);
      var what = known.get(i);
      if (what != null) {
        for (var thought : what.before()) {
          if (!out.subList(begin, out.size()).contains(thought)) {
            out.add(thought);
          }
        }
        out.add(signed(item, what));
      } else if (!(item instanceof Item.Reasoning)) {
        out.add(item);
      }
    }
  }

  private static Item signed(Item item, Remembered what) {
    var signature = what.signature();
    if (signature == null) {
      return item;
    }
    return switch (item) {
      case Item.ToolCall call -> call.withSignature(signature);
      case Item.Assistant said -> Rewrite.with(said, signed(said.parts(), signature, what.apart()));
      case Item.Instruction _,
          Item.User _,
          Item.Reasoning _,
          Item.ToolResult _,
          Item.HostedCall _,
          Item.Foreign _ ->
          item;
    };
  }

  /** Parts with a signature on the last text, or on an empty one of its own behind them. */
  static List<Part> signed(List<Part> parts, Opaque signature, boolean apart) {
    var out = new ArrayList<>(parts);
    for (int i = out.size() - 1; i >= 0 && !apart; i--) {
      if (out.get(i) instanceof Part.Text t) {
        out.set(i, new Part.Text(t.text(), t.citations(), t.cache(), signature, t.logprobs()));
        return out;
      }
    }
    out.add(new Part.Text("", List.of(), null, signature, null));
    return out;
  }
}
