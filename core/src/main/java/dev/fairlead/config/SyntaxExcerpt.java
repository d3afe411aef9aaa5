package dev.fairlead.config;

import dev.fairlead.config.Problem.Excerpt;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a file that is not YAML. Nobody can tell there which text is a secret, so that only
 * words of the schema, ids of known providers and short numbers are shown.
 */
final class SyntaxExcerpt {
  private static final Pattern WORD = Pattern.compile("[^\\s:,\\[\\]{}\"'#]+");
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,5}|true|false|-");

  private static final int LONGEST = 120;

  private SyntaxExcerpt() {}

  static Excerpt of(String text, int line, int column, Set<String> providers) {
    var lines = text.lines().toList();
    if (line > lines.size()) {
      return Excerpt.NONE;
    }
    var known = new HashSet<>(providers);
    known.addAll(Schema.keys());
    var whole = lines.get(line - 1).replaceFirst("(^|\\s)#.*$", "").stripTrailing();
    if (column > LONGEST) {
      return Excerpt.NONE;
    }
    int end = Math.min(column - 1, whole.length());
    int caret = masked(whole.substring(0, end), known).length();
    var shown = masked(whole.substring(0, Math.min(LONGEST, whole.length())), known);
    return new Excerpt(shown.replace('\t', ' '), caret, 1);
  }

  private static String masked(String line, Set<String> known) {
    return WORD.matcher(line)
        .replaceAll(word ->
            known.contains(word.group()) || PLAIN.matcher(word.group()).matches()
                ? word.group()
                : "***");
  }
}
