package dev.fairlead.dialect.openai;

import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} of OpenAI and its compatibles into counters that do not overlap.
 *
 * <p>{@code cached_tokens}, {@code cache_write_tokens} and {@code audio_tokens} are parts of {@code
 * prompt_tokens}; {@code reasoning_tokens} and {@code audio_tokens} are parts of {@code
 * completion_tokens}. Where {@code total_tokens} is more than the sum of the two, a part stands
 * beside them and the total tells which: reasoning (xAI), audio input (Mistral), the cache; what no
 * part explains are thoughts that are counted nowhere else (Google).
 */
final class UsageReader {
  private static final String[] CACHED = {
    "cached_tokens", "prompt_cache_hit_tokens", "num_cached_tokens"
  };

  private long prompt;
  private long completion;
  private long cached;
  private long written;
  private long audioIn;
  private long reasoning;
  private long audioOut;

  private UsageReader(long prompt, long completion) {
    this.prompt = prompt;
    this.completion = completion;
  }

  /**
   * @param usage the members of a usage object
   */
  static Usage read(Members usage) {
    if (!usage.object()) {
      return Usage.NONE;
    }
    long prompt = first(usage, "prompt_tokens", "input_tokens");
    long completion = Math.max(0, first(usage, "completion_tokens", "output_tokens"));
    long total = number(usage, "total_tokens");
    if (prompt < 0 && total < 0) {
      return Usage.NONE;
    }
    var reader = new UsageReader(prompt < 0 ? Math.max(0, total - completion) : prompt, completion);
    reader.parts(usage);
    reader.beside(total - reader.prompt - completion);
    return reader.apart();
  }

  /** The same, of a value that is read in place. */
  static Usage read(Node usage) {
    if (!usage.isObject()) {
      return Usage.NONE;
    }
    var bytes = usage.raw().text().getBytes(StandardCharsets.UTF_8);
    return read(Skim.lenient(bytes, 0, bytes.length));
  }

  private void parts(Members usage) {
    var in = details(usage, "prompt_tokens_details", "input_tokens_details");
    var out = details(usage, "completion_tokens_details", "output_tokens_details");
    cached = cached(usage, in);
    written = part(in, "cache_write_tokens");
    audioIn = part(in, "audio_tokens");
    reasoning = part(out, "reasoning_tokens");
    audioOut = part(out, "audio_tokens");
  }

  /** Takes in what the total has beyond prompt and completion. */
  private void beside(long rest) {
    if (rest <= 0) {
      return;
    }
    if (rest == reasoning) {
      completion += rest;
    } else if (rest == audioIn || rest == cached + written) {
      prompt += rest;
    } else if (reasoning == 0) {
      reasoning = rest;
      completion += rest;
    }
  }

  /** The parts taken out of the sums that hold them; a part is never more than its sum. */
  private Usage apart() {
    cached = Math.min(cached, prompt);
    written = Math.min(written, prompt - cached);
    audioIn = Math.min(audioIn, prompt - cached - written);
    reasoning = Math.min(reasoning, completion);
    audioOut = Math.min(audioOut, completion - reasoning);
    return new Usage(
        prompt - cached - written - audioIn,
        cached,
        written,
        0,
        audioIn,
        completion - reasoning - audioOut,
        reasoning,
        audioOut,
        true);
  }

  /** Cached input: OpenAI's place, Moonshot's, DeepSeek's, Mistral's older one. */
  private static long cached(Members usage, @Nullable Members details) {
    long cached = details == null ? -1 : number(details, "cached_tokens");
    for (var name : CACHED) {
      cached = cached < 0 ? number(usage, name) : cached;
    }
    return Math.max(0, cached);
  }

  private static long part(@Nullable Members details, String name) {
    return details == null ? 0 : Math.max(0, number(details, name));
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
