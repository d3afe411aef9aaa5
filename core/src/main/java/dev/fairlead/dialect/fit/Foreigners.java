package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only another dialect knows stays behind: what its hosted tools did, its own kinds of items
 * and parts. The model's text about it goes along.
 */
final class Foreigners {
  private final Fitting f;

  private Foreigners(Fitting f) {
    this.f = f;
  }

  static void run(Fitting f) {
    f.items = Rewrite.each(f.items, new Foreigners(f)::item);
  }

  private @Nullable Item item(Item item) {
    return switch (item) {
      case Item.HostedCall call when f.foreign(call.dialect()) -> {
        f.warnings.dropped(call.type(), "what a hosted tool of another provider did");
        yield null;
      }
      case Item.Foreign other when f.foreign(other.dialect()) -> {
        if (other.type().contains("compaction")) {
          throw Fitting.refused(
              Places.items(f.request),
              "unsupported_item",
              "an item of type "
                  + other.type()
                  + " can be read only by the provider that made it, and holds what was said before"
                  + " (expected: the conversation itself, or the same model)");
        }
        f.warnings.dropped(other.type(), "");
        yield null;
      }
      case Item.HostedCall _, Item.Foreign _, Item.Reasoning _, Item.ToolCall _ -> item;
      case Item.Instruction _, Item.User _, Item.Assistant _, Item.ToolResult _ ->
          Rewrite.parts(item, this::part);
    };
  }

  private @Nullable Part part(Part part) {
    if (part instanceof Part.Foreign other && f.foreign(other.dialect())) {
      f.warnings.dropped(other.type(), "");
      return null;
    }
    if (part instanceof Part.Text text && !text.citations().isEmpty() && !f.manners.citations()) {
      return new Part.Text(text.text(), List.of(), text.cache(), text.signature(), text.logprobs());
    }
    return part;
  }
}
