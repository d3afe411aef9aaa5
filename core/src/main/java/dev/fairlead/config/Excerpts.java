package dev.fairlead.config;

import dev.fairlead.config.Problem.Excerpt;
import dev.fairlead.json.YamlNode.Span;
import java.util.List;

/**
 * The lines of a file as far as they may be shown: up to the end of what is complained of, with
 * every hidden stretch as {@code ***}. What follows on the line, comments too, is left out.
 */
final class Excerpts {
  private static final String MASK = "***";
  private static final int LONGEST = 120;

  private final List<String> lines;
  private final List<Span> hidden;

  Excerpts(String text, List<Span> hidden) {
    this.lines = text.lines().toList();
    this.hidden = hidden;
  }

  Problem problem(Reading.Complaint complaint) {
    var span = complaint.span();
    return new Problem(
        span.line(),
        span.column(),
        complaint.path(),
        complaint.found(),
        complaint.expected(),
        excerpt(span));
  }

  private Excerpt excerpt(Span span) {
    if (span.line() > lines.size()) {
      return Excerpt.NONE;
    }
    int[] line = lines.get(span.line() - 1).codePoints().toArray();
    int end = span.line() == span.endLine() ? span.endColumn() - 1 : withoutComment(line);
    end = Math.min(end, line.length);
    int from = Math.min(span.column() - 1, end);
    var shown = new StringBuilder();
    int caret = -1;
    for (int i = 0; i < end && shown.length() < LONGEST; ) {
      if (caret < 0 && i >= from) {
        caret = shown.length();
      }
      int masked = hiddenUntil(span.line(), i, end);
      if (masked > i) {
        shown.append(MASK);
        i = masked;
      } else {
        shown.appendCodePoint(line[i++]);
      }
    }
    caret = caret < 0 ? shown.length() : caret;
    var text = shown.toString().replace('\t', ' ');
    return new Excerpt(text, caret, Math.max(1, text.stripTrailing().length() - caret));
  }

  /** The length of a line up to its comment; cuts too much rather than too little. */
  private static int withoutComment(int[] line) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '#' && (i == 0 || Character.isWhitespace(line[i - 1]))) {
        return i;
      }
    }
    return line.length;
  }

  /** The end of the hidden stretch that this place of a line lies in, or the place itself. */
  private int hiddenUntil(int line, int index, int end) {
    int until = index;
    for (var span : hidden) {
      int from = line > span.line() ? 0 : line == span.line() ? span.column() - 1 : end;
      int to = line < span.endLine() ? end : line == span.endLine() ? span.endColumn() - 1 : 0;
      if (from <= index && index < to) {
        until = Math.max(until, Math.min(to, end));
      }
    }
    return until;
  }
}
