package dev.fairlead.dialect.openai;

/**
 * Splits thoughts in tags from the text behind them, as the text comes in pieces of any size. Looks
 * at the beginning of a message only. Not thread-safe; one for each answer.
 */
final class ThinkSplitter {
  private static final String[] OPEN = {"<think>", "<thinking>", "<mm:think>"};
  private static final String[] CLOSE = {"</think>", "</thinking>", "</mm:think>"};

  /** Receives what was split. */
  interface Sink {
    void thought(String text);

    void text(String text);
  }

  private enum At {
    BEGINNING,
    INSIDE,
    BEHIND,
    TEXT
  }

  private final Sink sink;
  private final StringBuilder held = new StringBuilder();
  private At at;

  /**
   * @param inside whether the text begins inside of the thoughts
   */
  ThinkSplitter(boolean inside, Sink sink) {
    this.sink = sink;
    this.at = inside ? At.INSIDE : At.BEGINNING;
  }

  void more(String piece) {
    if (at == At.TEXT) {
      sink.text(piece);
      return;
    }
    held.append(piece);
    boolean moved = true;
    while (moved && !held.isEmpty()) {
      moved =
          switch (at) {
            case BEGINNING -> beginning();
            case INSIDE -> inside();
            case BEHIND -> behind();
            case TEXT -> text();
          };
    }
  }

  /** The text has ended: what was held is what it looks like. */
  void end() {
    if (!held.isEmpty()) {
      var rest = held.toString();
      held.setLength(0);
      if (at == At.INSIDE) {
        sink.thought(rest);
      } else if (at != At.BEHIND || !rest.isBlank()) {
        sink.text(rest);
      }
    }
  }

  private boolean beginning() {
    int from = 0;
    while (from < held.length() && held.charAt(from) <= ' ') {
      from++;
    }
    if (from == held.length()) {
      return false;
    }
    var rest = held.substring(from);
    for (var tag : OPEN) {
      if (rest.startsWith(tag)) {
        held.delete(0, from + tag.length());
        at = At.INSIDE;
        return true;
      }
      if (tag.startsWith(rest)) {
        return false;
      }
    }
    at = At.TEXT;
    return true;
  }

  private boolean inside() {
    // The template may have written the tag, and the model again.
    for (var tag : OPEN) {
      if (held.indexOf(tag) == 0) {
        held.delete(0, tag.length());
        return true;
      }
    }
    for (var tag : CLOSE) {
      int found = held.indexOf(tag);
      if (found >= 0) {
        thought(found);
        held.delete(0, tag.length());
        at = At.BEHIND;
        return true;
      }
    }
    thought(held.length() - beginningOfTag());
    return false;
  }

  private void thought(int length) {
    if (length > 0) {
      sink.thought(held.substring(0, length));
      held.delete(0, length);
    }
  }

  /** How much of the end may be the beginning of a tag. */
  private int beginningOfTag() {
    int longest = 0;
    for (var tags : new String[][] {CLOSE, OPEN}) {
      for (var tag : tags) {
        for (int n = Math.min(tag.length() - 1, held.length()); n > longest; n--) {
          if (tag.startsWith(held.substring(held.length() - n))) {
            longest = n;
          }
        }
      }
    }
    return longest;
  }

  private boolean behind() {
    int from = 0;
    while (from < held.length() && held.charAt(from) <= ' ') {
      from++;
    }
    held.delete(0, from);
    if (held.isEmpty()) {
      return false;
    }
    at = At.TEXT;
    return true;
  }

  private boolean text() {
    sink.text(held.toString());
    held.setLength(0);
    return false;
  }
}
