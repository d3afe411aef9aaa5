package dev.fairlead.app;

import java.util.Locale;

/** Counts of tokens as people write them: {@code 128k}, {@code 1M}, {@code 131072}. */
final class Tokens {
  private static final int THOUSAND = 1_000;
  private static final int MILLION = 1_000_000;

  private Tokens() {}

  /** Tokens for a text; k and M stand for thousand and million. */
  static int parse(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    int unit = lower.endsWith("k") ? THOUSAND : lower.endsWith("m") ? MILLION : 1;
    var digits = unit == 1 ? lower : lower.substring(0, lower.length() - 1);
    if (!digits.matches("[0-9]{1,9}") || Long.parseLong(digits) * unit > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tokens: \"%s\" (expected: a number as 200k, 1M or 131072)".formatted(text));
    }
    return Integer.parseInt(digits) * unit;
  }

  /** A short text, rounded down to three digits or so; {@code -} when unknown. */
  static String text(int tokens) {
    if (tokens <= 0) {
      return "-";
    }
    if (tokens < THOUSAND) {
      return Integer.toString(tokens);
    }
    if (tokens < MILLION) {
      return tokens / THOUSAND + "k";
    }
    int hundredths = tokens / (MILLION / 100);
    var text = "%d.%02d".formatted(hundredths / 100, hundredths % 100);
    return text.replaceAll("\\.?0+$", "") + "M";
  }
}
