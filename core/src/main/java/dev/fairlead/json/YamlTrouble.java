package dev.fairlead.json;

/** The parser's complaints in the words of someone who edits a file. */
final class YamlTrouble {
  private YamlTrouble() {}

  /** Never passes on what might quote the file: unknown complaints become one general sentence. */
  static String plainly(String problem) {
    if (problem.contains("'\\t(TAB)'") || problem.contains("TAB")) {
      return "a tab (expected: spaces for indentation)";
    }
    if (problem.startsWith("mapping values are not allowed here")) {
      return "a colon where no key can stand (expected: quotes round text with \": \", or less"
          + " indentation)";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "a key without its colon (expected: key: value)";
    }
    if (problem.startsWith("expected <block end>")) {
      return "does not fit the lines above (expected: the same indentation as its neighbours)";
    }
    if (problem.contains("unexpected end of stream")) {
      return "a quoted text that never ends (expected: the closing quote)";
    }
    if (problem.startsWith("expected ',' or")) {
      return "a list or mapping in brackets goes on wrongly (expected: a comma or the closing"
          + " bracket)";
    }
    if (problem.startsWith("found unknown escape")) {
      return "an unknown escape in double quotes (expected: \\\\ for a backslash, or single"
          + " quotes)";
    }
    return "not YAML (expected: key: value, lists with -, text with odd characters in quotes)";
  }
}
