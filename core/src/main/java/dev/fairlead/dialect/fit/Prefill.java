package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;

/** An answer that the caller has begun goes only where the model can go on from it. */
final class Prefill {
  private Prefill() {}

  static void run(Fitting f) {
    if (f.items.isEmpty() || f.manners.prefill()) {
      return;
    }
    if (f.items.getLast() instanceof Item.Assistant last && (last.prefill() || f.manners.turns())) {
      throw Fitting.refused(
          Places.item(f.request, f.items.size() - 1),
          "unsupported_prefill",
          "the last message is the model's own, and this model cannot go on from it"
              + " (expected: a user message or a tool result)");
    }
  }
}
