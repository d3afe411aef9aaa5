package dev.fairlead.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:-default}} from the environment; two dollars before a
 * brace stand for one.
 */
final class Variables {
  private static final Pattern USE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?})?");

  private static final Pattern ONE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  private Variables() {}

  /** What came of it. */
  sealed interface Filled {
    record Text(String text) implements Filled {}

    record Missing(String name) implements Filled {}

    /** A dollar and a brace that begin no name. */
    record Malformed() implements Filled {}
  }

  static boolean usedIn(String text) {
    return text.contains("${");
  }

  /** Whether a text is one variable without a default and nothing else, hence no secret. */
  static boolean isOne(String text) {
    return ONE.matcher(text).matches();
  }

  static Filled fill(String text, Map<String, String> env) {
    var filled = new StringBuilder();
    var use = USE.matcher(text);
    while (use.find()) {
      if (use.group().equals("$${")) {
        use.appendReplacement(filled, Matcher.quoteReplacement("${"));
        continue;
      }
      if (use.group(1) == null) {
        return new Filled.Malformed();
      }
      var value = env.getOrDefault(use.group(1), "");
      var otherwise = use.group(2);
      if (otherwise == null && !env.containsKey(use.group(1))) {
        return new Filled.Missing(use.group(1));
      }
      use.appendReplacement(
          filled,
          Matcher.quoteReplacement(value.isEmpty() && otherwise != null ? otherwise : value));
    }
    return new Filled.Text(use.appendTail(filled).toString());
  }
}
