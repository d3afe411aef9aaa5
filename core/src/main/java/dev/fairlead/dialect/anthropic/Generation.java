package dev.fairlead.dialect.anthropic;

import java.util.Locale;

/**
 * What a model's name says of what it can do: the generations of Claude differ in how they think
 * and in what they refuse. Anthropic's list of models says the same of each model.
 *
 * @param claude whether it is a Claude at all; other models behind this protocol get what the
 *     protocol had from its beginning
 * @param version ten times the major number plus the minor: 45 is 4.5; {@link #NEWEST} if the name
 *     does not say
 * @param line {@code opus}, {@code sonnet}, {@code haiku}, {@code fable}, {@code mythos}; else
 *     empty
 */
record Generation(boolean claude, int version, String line) {
  static final int NEWEST = 999;
  private static final String[] LINES = {"opus", "sonnet", "haiku", "fable", "mythos"};

  /** How a model is told to think. */
  enum Thought {
    /** Not at all. */
    NONE,
    /** Within a budget of tokens. */
    BUDGET,
    /** Within a budget, or as it sees fit. */
    BOTH,
    /** As it sees fit, within an effort. */
    ADAPTIVE
  }

  /** Of the provider's name of a model: {@code us.anthropic.claude-opus-4-6-v1}. */
  static Generation of(String model) {
    var name = model.toLowerCase(Locale.ROOT);
    int at = name.indexOf("claude");
    if (at < 0) {
      return new Generation(false, 0, "");
    }
    return new Generation(true, version(name, at + 6), line(name));
  }

  private static String line(String name) {
    for (var line : LINES) {
      if (name.contains(line)) {
        return line;
      }
    }
    return "";
  }

  /** Numbers of one or two digits between other words; a date or a revision ends them. */
  private static int version(String name, int from) {
    int major = -1;
    int i = from;
    while (i < name.length()) {
      int end = wordEnd(name, i);
      int number = number(name, i, end);
      if (number >= 0 && major < 0) {
        major = number;
      } else if (number >= 0) {
        return 10 * major + Math.min(number, 9);
      } else if (major >= 0 && end > i) {
        break;
      } else if (name.startsWith("v", i) && number(name, i + 1, end) >= 0) {
        return 10 * number(name, i + 1, end);
      } else if (name.startsWith("instant", i)) {
        return 10;
      }
      i = end + 1;
    }
    return major < 0 ? NEWEST : 10 * major;
  }

  private static int wordEnd(String name, int from) {
    int i = from;
    while (i < name.length() && Character.isLetterOrDigit(name.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int number(String name, int from, int to) {
    if (to - from < 1 || to - from > 2) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  Thought thought() {
    if (!claude) {
      return Thought.BUDGET;
    }
    if (version < 37) {
      return Thought.NONE;
    }
    return version < 46 ? Thought.BUDGET : version == 46 ? Thought.BOTH : Thought.ADAPTIVE;
  }

  /** Whether it can be told not to think. */
  boolean canRest() {
    return !(line.equals("fable") || line.equals("mythos"));
  }

  /** Whether it knows {@code output_config.effort}. */
  boolean effort() {
    return claude && (version >= 46 || version == 45 && line.equals("opus"));
  }

  /** Whether its efforts have {@code xhigh}. */
  boolean extraEffort() {
    return version >= 47;
  }

  /** Whether its efforts have {@code max}. */
  boolean greatestEffort() {
    return version >= 46;
  }

  /** Whether temperature, top_p and top_k may be other than their defaults. */
  boolean sampling() {
    return !claude || version < 47;
  }

  /** Whether it refuses temperature and top_p together. */
  boolean oneSampler() {
    return claude && version >= 41;
  }

  /** Whether it goes on from a last message of its own. */
  boolean prefill() {
    return !claude || version < 46;
  }

  /** Whether it keeps to a schema by itself. */
  boolean schemas() {
    return claude && (version >= 45 || version == 41);
  }
}
