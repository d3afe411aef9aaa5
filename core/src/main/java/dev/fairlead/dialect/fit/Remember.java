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
            thoughts.add(plain(thought));
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
                        plain(call.signature()),
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
    var signature = plain(Recall.signature(said));
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

  private static Item.Reasoning plain(Item.Reasoning thought) {
    return new Item.Reasoning(
        thought.id(), thought.summary(), thought.text(), plain(thought.opaque()));
  }

  /**
   * Without model and route, which {@link Remembered} holds as they were asked: an answer may name
   * its model otherwise, by its date as a rule.
   */
  private static @Nullable Opaque plain(@Nullable Opaque opaque) {
    return opaque == null
        ? null
        : new Opaque(opaque.family(), opaque.kind(), "", "", opaque.data());
  }
}
