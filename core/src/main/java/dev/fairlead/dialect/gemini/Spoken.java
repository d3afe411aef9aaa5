package dev.fairlead.dialect.gemini;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one candidate by the part of the wire in which each lay, so that a place in a part
 * becomes a place in an item. Not thread-safe.
 */
final class Spoken {
  private final List<Stretch> parts = new ArrayList<>(1);

  /** One part of the wire; {@code item} is -1 for what is no text that is shown. */
  private static final class Stretch {
    final int item;
    final int part;
    final int from;
    int length;

    Stretch(int item, int part, int from) {
      this.item = item;
      this.part = part;
      this.from = from;
    }
  }

  /** Where something lies: from and to count UTF-16 units of all texts of the item. */
  record Place(int item, int part, int from, int to) {}

  /** Text of an item. */
  interface Texts {
    /** What was said in it, all parts joined. */
    String of(int item);
  }

  /** A part that is no text that is shown. */
  void other() {
    parts.add(new Stretch(-1, 0, 0));
  }

  /**
   * More shown text.
   *
   * @param goesOn whether it continues the part before it, as the first part of a chunk does
   * @param from where it begins in the item's texts
   */
  void text(int item, int part, int from, int length, boolean goesOn) {
    var last = parts.isEmpty() ? null : parts.getLast();
    if (goesOn && last != null && last.item == item && last.part == part) {
      last.length += length;
    } else {
      var next = new Stretch(item, part, from);
      next.length = length;
      parts.add(next);
    }
  }

  /**
   * Finds a segment.
   *
   * @param index of the wire's part
   * @param from first byte of UTF-8 in it
   * @param to behind the last
   * @param words the text of the segment; empty if it was not told
   */
  @Nullable Place find(int index, long from, long to, String words, Texts texts) {
    if (index >= 0 && index < parts.size()) {
      var found = inside(parts.get(index), from, to, words, texts);
      if (found != null) {
        return found;
      }
    }
    // Other counts of the parts, and offsets that are not in bytes, have been seen: the words tell.
    return words.isEmpty() ? onlyText(from, to, texts) : byWords(words, texts);
  }

  private static @Nullable Place inside(
      Stretch part, long from, long to, String words, Texts texts) {
    if (part.item < 0) {
      return null;
    }
    var all = texts.of(part.item);
    var text = all.substring(part.from, Math.min(part.from + part.length, all.length()));
    int begin = Places.units(text, from);
    int end = begin < 0 ? -1 : Places.units(text, to);
    if (begin < 0 || end <= begin || !words.isEmpty() && !text.startsWith(words, begin)) {
      return null;
    }
    return new Place(part.item, part.part, part.from + begin, part.from + end);
  }

  private @Nullable Place onlyText(long from, long to, Texts texts) {
    for (var part : parts) {
      var found = inside(part, from, to, "", texts);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Place byWords(String words, Texts texts) {
    for (var part : parts) {
      if (part.item >= 0) {
        int at = texts.of(part.item).indexOf(words, part.from);
        if (at >= 0 && at + words.length() <= part.from + part.length) {
          return new Place(part.item, part.part, at, at + words.length());
        }
      }
    }
    return null;
  }

  /** The last shown text; null if there is none. */
  @Nullable Place last() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i).item >= 0) {
        return new Place(parts.get(i).item, parts.get(i).part, -1, -1);
      }
    }
    return null;
  }
}
