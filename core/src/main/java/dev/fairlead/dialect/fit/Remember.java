package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Manners;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;

/** Puts the reasoning of an answer where {@link Recall} finds it, by what the caller will send. */
final class Remember {
  private Remember() {}

  /**
   * @param items of one choice, with the caller's names and ids and the provider's own signatures
   */
  static void of(List<Item> items, Manners manners, Keeping keeping) {
    var thoughts = new ArrayList<Item.Reasoning>(0);
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case Item.Reasoning thought -> {
          if (thought.opaque() != null || manners.plainReasoning()) {
            thoughts.add(thought);
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
                        manners.route(), manners.model(), thoughts, call.signature(), false));
            thoughts.clear();
          }
        }
        case Item.Assistant said -> said(said, thoughts, manners, keeping);
        case Item.Instruction _,
            Item.User _,
            Item.ToolResult _,
            Item.HostedCall _,
            Item.Foreign _ -> {
          // Nothing that could be lost.
        }
      }
    }
  }

  private static void said(
      Item.Assistant said, List<Item.Reasoning> thoughts, Manners manners, Keeping keeping) {
    var signature = Recall.signature(said);
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
}
