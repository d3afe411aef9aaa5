package dev.fairlead.dialect.openai;

import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} of OpenAI and its compatibles into counters that do not overlap.
 *
 * <p>{@code cached_tokens}, {@code cache_write_tokens} and {@code audio_tokens} are parts of {@code
 * prompt_tokens}; {@code reasoning_tokens} and {@code audio_tokens} are parts of {@code
 * completion_tokens}, save at providers (xAI) whose total shows that reasoning is counted beside
 * it.
 */
final class UsageReader {
  private UsageReader() {}

  /**
   * @param usage the members of a usage object
   */
  static Usage read(Members usage) {
    if (!usage.object()) {
      return Usage.NONE;
    }
    long prompt = first(usage, "prompt_tokens", "input_tokens");
    long completion = first(usage, "completion_tokens", "output_tokens");
    long total = number(usage, "total_tokens");
    if (prompt < 0 && total < 0) {
      return Usage.NONE;
    }
    if (prompt < 0) {
      prompt = Math.max(0, total - Math.max(0, completion));
    }
    completion = Math.max(0, completion);
    var in = details(usage, "prompt_tokens_details", "input_tokens_details");
    var out = details(usage, "completion_tokens_details", "output_tokens_details");
    long cached = cached(usage, in);
    long written = in == null ? 0 : Math.max(0, number(in, "cache_write_tokens"));
    long audioIn = in == null ? 0 : Math.max(0, number(in, "audio_tokens"));
    long reasoning = out == null ? 0 : Math.max(0, number(out, "reasoning_tokens"));
    long audioOut = out == null ? 0 : Math.max(0, number(out, "audio_tokens"));
    cached = Math.min(cached, prompt);
    written = Math.min(written, prompt - cached);
    audioIn = Math.min(audioIn, prompt - cached - written);
    boolean beside = reasoning > 0 && total == prompt + completion + reasoning;
    long inside = beside ? 0 : Math.min(reasoning, completion);
    audioOut = Math.min(audioOut, completion - inside);
    return new Usage(
        prompt - cached - written - audioIn,
        cached,
        written,
        0,
        audioIn,
        completion - inside - audioOut,
        beside ? reasoning : inside,
        audioOut,
        true);
  }

  /** Cached input: OpenAI's place, Moonshot's, DeepSeek's. */
  private static long cached(Members usage, @Nullable Members details) {
    long cached = details == null ? -1 : number(details, "cached_tokens");
    if (cached < 0) {
      cached = first(usage, "cached_tokens", "prompt_cache_hit_tokens");
    }
    return Math.max(0, cached);
  }

  private static @Nullable Members details(Members usage, String name, String other) {
    int i = usage.find(name);
    if (i < 0) {
      i = usage.find(other);
    }
    return i >= 0 && usage.kind(i) == Kind.OBJECT ? usage.inside(i) : null;
  }

  private static long first(Members members, String name, String other) {
    long n = number(members, name);
    return n >= 0 ? n : number(members, other);
  }

  private static long number(Members members, String name) {
    int i = members.find(name);
    return i >= 0 && members.kind(i) == Kind.NUMBER ? members.number(i) : -1;
  }
}
