package dev.fairlead.store.state;

import dev.fairlead.state.Item;
import java.util.List;

/** Counts the bytes that texts take in UTF-8. */
final class Weight {
  private Weight() {}

  static long of(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Of a surrogate pair each half counts two.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  static long of(List<Item> items) {
    return items.stream().mapToLong(Weight::of).sum();
  }

  static long of(Item item) {
    return of(item.id()) + of(item.json());
  }
}
