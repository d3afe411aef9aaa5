package dev.fairlead.dialect.bedrock;

import dev.fairlead.model.Opaque;
import java.util.Locale;

/**
 * What a model's name says of what it can do behind Converse, which takes the same request for all
 * of them and refuses what one of them cannot.
 *
 * @param maker who made it
 * @param version of a Claude or a Nova, ten times the major number plus the minor; {@link #NEWEST}
 *     if the name does not say; 0 for others
 * @param name the provider's name in lower case
 */
record ModelTraits(Maker maker, int version, String name) {
  private static final int NEWEST = 999;

  /** Who made a model. */
  enum Maker {
    CLAUDE,
    NOVA,
    GPT_OSS,
    OTHER
  }

  /** How a model is told to think. */
  enum Thought {
    /** It cannot be told. */
    NONE,
    /** {@code thinking} with a budget of tokens. */
    BUDGET,
    /** {@code thinking}, adaptive, with an effort beside it. */
    ADAPTIVE,
    /** Nova's {@code reasoningConfig}. */
    NOVA,
    /** {@code reasoning_effort}. */
    EFFORT
  }

  /** Of a model's id, an inference profile's or an ARN. */
  static ModelTraits of(String model) {
    var name = model.toLowerCase(Locale.ROOT);
    int claude = name.indexOf("claude");
    if (claude >= 0) {
      return new ModelTraits(Maker.CLAUDE, version(name, claude + 6), name);
    }
    int nova = name.indexOf("amazon.nova");
    if (nova >= 0) {
      return new ModelTraits(Maker.NOVA, name.startsWith("-2", nova + 11) ? 20 : 10, name);
    }
    return new ModelTraits(name.contains("gpt-oss") ? Maker.GPT_OSS : Maker.OTHER, 0, name);
  }

  /** Numbers of one or two digits between other words; a date or a revision ends them. */
  private static int version(String name, int from) {
    int major = -1;
    int i = from;
    while (i < name.length()) {
      int end = i;
      while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
        end++;
      }
      int number = number(name, i, end);
      if (number >= 0 && major >= 0) {
        return 10 * major + Math.min(number, 9);
      }
      if (number >= 0) {
        major = number;
      } else if (major >= 0 && end > i) {
        break;
      } else if (name.startsWith("v", i) && number(name, i + 1, end) >= 0) {
        return 10 * number(name, i + 1, end);
      }
      i = end + 1;
    }
    return major < 0 ? NEWEST : 10 * major;
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

  boolean claude() {
    return maker == Maker.CLAUDE;
  }

  boolean nova() {
    return maker == Maker.NOVA;
  }

  Opaque.Family family() {
    return claude() ? Opaque.Family.ANTHROPIC : Opaque.Family.OTHER;
  }

  Thought thought() {
    return switch (maker) {
      case CLAUDE -> version < 37 ? Thought.NONE : version < 46 ? Thought.BUDGET : Thought.ADAPTIVE;
      case NOVA -> version >= 20 ? Thought.NOVA : Thought.NONE;
      case GPT_OSS -> Thought.EFFORT;
      case OTHER -> Thought.NONE;
    };
  }

  /** Whether it can be told not to think. */
  boolean canRest() {
    return !name.contains("fable") && !name.contains("mythos");
  }

  /** Whether {@code outputConfig.effort} goes along. */
  boolean effort() {
    return claude() && (version >= 46 || version == 45 && name.contains("opus"));
  }

  /** Whether its efforts have {@code xhigh}. */
  boolean extraEffort() {
    return version >= 47;
  }

  /** Whether temperature, top_p and top_k may be other than their defaults. */
  boolean sampling() {
    return !claude() || version < 47;
  }

  /** Whether it refuses temperature and top_p together. */
  boolean oneSampler() {
    return claude() && version >= 41;
  }

  /** Whether it goes on from a last message of its own. */
  boolean prefill() {
    return claude() ? version < 46 : nova();
  }

  /** Whether it keeps to a schema by itself. */
  boolean schemas() {
    return switch (maker) {
      case CLAUDE -> version >= 45;
      case NOVA -> false;
      case GPT_OSS, OTHER -> true;
    };
  }

  /** Whether it knows {@code cachePoint}; others refuse it. */
  boolean caches() {
    return nova() || claude() && (version >= 37 || version == 35);
  }

  /** Whether it knows {@code toolResult.status}; others refuse it. */
  boolean resultStatus() {
    return nova() || claude() && version >= 30;
  }
}
