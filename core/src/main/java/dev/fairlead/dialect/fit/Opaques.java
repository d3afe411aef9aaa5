package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import org.jspecify.annotations.Nullable;

/**
 * Signatures and ciphers go back to the one who made them, and to nobody else. Thoughts whose proof
 * does not fit are left out whole: as text they would be the model's speech.
 */
final class Opaques {
  private final Fitting f;

  private Opaques(Fitting f) {
    this.f = f;
  }

  static void run(Fitting f) {
    f.items = Rewrite.each(f.items, new Opaques(f)::item);
  }

  private @Nullable Item item(Item item) {
    return switch (item) {
      case Item.Reasoning thought -> thought(thought);
      case Item.ToolCall call when call.signature() != null -> call(call);
      case Item.Assistant said -> Rewrite.parts(said, this::part);
      case Item.ToolCall _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _,
          Item.HostedCall _,
          Item.Foreign _ ->
          item;
    };
  }

  private Item call(Item.ToolCall call) {
    var own = signature(call.signature(), "the signature of a tool call");
    return own == call.signature() ? call : call.withSignature(own);
  }

  private Item.@Nullable Reasoning thought(Item.Reasoning thought) {
    var opaque = thought.opaque();
    if (opaque == null) {
      if (f.manners.plainReasoning()) {
        return thought;
      }
      f.warnings.dropped("reasoning", "this model takes no thoughts without its own signature");
      return null;
    }
    var own = own(opaque);
    if (own == null) {
      f.warnings.dropped("reasoning", "thoughts of another model or account");
      return null;
    }
    return own == opaque
        ? thought
        : new Item.Reasoning(thought.id(), thought.summary(), thought.text(), own);
  }

  private Part part(Part part) {
    if (part instanceof Part.Text text && text.signature() != null) {
      var own = signature(text.signature(), "the signature of a text");
      return own == text.signature()
          ? part
          : new Part.Text(text.text(), text.citations(), text.cache(), own, text.logprobs());
    }
    if (part instanceof Part.Media media && media.signature() != null) {
      var own = signature(media.signature(), "the signature of a medium");
      return own == media.signature() ? part : signed(media, own);
    }
    return part;
  }

  static Part.Media signed(Part.Media media, @Nullable Opaque signature) {
    return new Part.Media(
        media.kind(),
        media.source(),
        media.mime(),
        media.name(),
        media.context(),
        media.detail(),
        media.citable(),
        media.cache(),
        signature);
  }

  private @Nullable Opaque signature(@Nullable Opaque opaque, String what) {
    var own = opaque == null ? null : own(opaque);
    if (own == null && opaque != null) {
      f.warnings.dropped("signature", what + " is of another model or account");
    }
    return own;
  }

  /** As the destination made it; null if it did not. */
  private @Nullable Opaque own(Opaque opaque) {
    var manners = f.manners;
    if (manners.family() == null) {
      return null;
    }
    if (!Sealing.sealed(opaque.data())) {
      return opaque.family() == manners.family()
              && (opaque.model().isEmpty() || opaque.model().equals(manners.model()))
              && (opaque.route().isEmpty() || opaque.route().equals(manners.route()))
          ? opaque
          : null;
    }
    var keeping = f.terms.keeping();
    var open = keeping.sealing().open(keeping.owner(), opaque.data()).orElse(null);
    return open != null
            && open.family() == manners.family()
            && open.model().equals(manners.model())
            && open.route().equals(manners.route())
        ? open
        : null;
  }
}
