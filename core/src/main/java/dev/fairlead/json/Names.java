package dev.fairlead.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names seen in the objects that are open, to find one that stands twice. Few names are
 * compared one by one where they lie; from {@link #MANY} on, or when a name holds an escape, a set
 * of texts is kept, so that a hostile object of a million names takes linear time.
 */
final class Names {
  private static final int MANY = 24;

  private int[] spans = new int[0];
  private int size;
  private @Nullable Set<String> @Nullable [] sets;
  private int open;
  private String last = "";

  /** An object begins; the mark is given back to {@link #close}. */
  int open() {
    open++;
    return size;
  }

  void close(int mark) {
    if (sets != null && open < sets.length) {
      sets[open] = null;
    }
    open--;
    size = mark;
  }

  /** The name that was found twice. */
  String last() {
    return last;
  }

  boolean seen(byte[] json, int from, int to, boolean escaped, int mark) {
    var set = sets == null || open >= sets.length ? null : sets[open];
    if (set == null && (escaped || size - mark >= 2 * MANY)) {
      set = newSet(json, mark);
    }
    if (set != null) {
      last = Texts.decode(json, from, to);
      return !set.add(last);
    }
    for (int i = mark; i < size; i += 2) {
      if (spans[i + 1] - spans[i] == to - from
          && Arrays.equals(json, spans[i], spans[i + 1], json, from, to)) {
        last = Texts.decode(json, from, to);
        return true;
      }
    }
    push(from, to);
    return false;
  }

  private Set<String> newSet(byte[] json, int mark) {
    var set = new HashSet<String>();
    for (int i = mark; i < size; i += 2) {
      set.add(Texts.decode(json, spans[i], spans[i + 1]));
    }
    var all = sets == null ? newSets() : sets;
    all[open] = set;
    sets = all;
    return set;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Set<String>[] newSets() {
    return new Set[Skim.MAX_DEPTH + 2];
  }

  private void push(int from, int to) {
    if (size == spans.length) {
      spans = Arrays.copyOf(spans, Math.max(64, 2 * size));
    }
    spans[size++] = from;
    spans[size++] = to;
  }
}
