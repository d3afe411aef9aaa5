package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Manners;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the reasoning of an answer where {@link Recall} finds it, by what the caller will send. */
final class Remember {
  private Remember() {}

  /**
   * @param items of one choice, with the caller's names and ids and the provider's own signatures
   */
  static void of(List<Item> items, Manners manners, Keeping keeping) {
    var thoughts = new ArrayList<Item>(0);
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case Item.Reasoning thought -> {
          if (thought.opaque() != null || manners.plainReasoning()) {
            thoughts.add(bound(thought, manners));
          }
        }
        case Item.HostedCall search -> {
          // Claude wants its searches before the text that cites them: their results are in cipher.
          if (manners.family() == Family.ANTHROPIC) {
            thoughts.add(search);
          }
        }
        case Item.ToolCall call -> {
          if (!thoughts.isEmpty() || call.signature() != null) {
            keeping
                .memory()
                .put(
                    keeping.owner(),
                    Fingerprint.of(call),
                    new Remembered(
                        manners.route(),
                        manners.model(),
                        thoughts,
                        bound(call.signature(), manners),
                        false));
            thoughts.clear();
          }
        }
        case Item.Assistant said -> said(said, thoughts, manners, keeping);
        case Item.Instruction _, Item.User _, Item.ToolResult _, Item.Foreign _ -> {
          // Nothing that could be lost.
        }
      }
    }
  }

  private static void said(
      Item.Assistant said, List<Item> thoughts, Manners manners, Keeping keeping) {
    var signature = bound(Recall.signature(said), manners);
    if (thoughts.isEmpty() && signature == null) {
      return;
    }
    var key = Fingerprint.of(said);
    if (!key.isEmpty()) {
      boolean apart =
          said.parts().getLast() instanceof Part.Text last
              && last.text().isEmpty()
              && last.signature() != null;
      keeping
          .memory()
          .put(
              keeping.owner(),
              key,
              new Remembered(manners.route(), manners.model(), thoughts, signature, apart));
    }
  }

  private static Item.Reasoning bound(Item.Reasoning thought, Manners manners) {
    return new Item.Reasoning(
        thought.id(), thought.summary(), thought.text(), bound(thought.opaque(), manners));
  }

  /** Bound to the model that was asked: the answer may name it otherwise, by its date as a rule. */
  private static @Nullable Opaque bound(@Nullable Opaque opaque, Manners manners) {
    return opaque == null
        ? null
        : new Opaque(
            opaque.family(), opaque.kind(), manners.model(), manners.route(), opaque.data());
  }
}
