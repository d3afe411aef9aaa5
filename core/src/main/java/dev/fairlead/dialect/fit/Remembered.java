package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a call or a text of an answer.
 *
 * @param route the provider's id
 * @param model as it was sent to the provider
 * @param before the thoughts that came before it, and what hosted tools did, since the last call
 * @param signature of the call or the text itself; null if there is none
 * @param apart whether the signature stands on an empty text of its own at the end
 */
public record Remembered(
    String route, String model, List<Item> before, @Nullable Opaque signature, boolean apart) {
  public Remembered {
    before = List.copyOf(before);
  }

  /** How much it holds, in bytes, about. */
  long size() {
    long size = 200;
    for (var item : before) {
      size += 200 + of(item);
    }
    return size + of(signature);
  }

  private static long of(Item item) {
    long size = 0;
    if (item instanceof Item.HostedCall search) {
      size += search.raw().text().length();
    }
    if (item instanceof Item.Reasoning thought) {
      for (var text : thought.text()) {
        size += 2L * text.length();
      }
      for (var text : thought.summary()) {
        size += 2L * text.length();
      }
      size += of(thought.opaque());
    }
    return size;
  }

  private static long of(@Nullable Opaque opaque) {
    return opaque == null ? 0 : 100 + opaque.data().length();
  }
}
