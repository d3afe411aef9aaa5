package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The {@code usage} of an answer: {@code cached_tokens} and {@code cache_write_tokens} are parts of
 * {@code input_tokens}, {@code reasoning_tokens} of {@code output_tokens}; here no two overlap.
 */
final class Counts {
  private Counts() {}

  static Usage read(@Nullable Node usage) {
    if (usage == null || !usage.isObject()) {
      return Usage.NONE;
    }
    long input = count(usage, "input_tokens", "prompt_tokens");
    long output = count(usage, "output_tokens", "completion_tokens");
    if (input < 0 && output < 0) {
      return Usage.NONE;
    }
    input = Math.max(0, input);
    output = Math.max(0, output);
    var in = usage.get("input_tokens_details", "prompt_tokens_details");
    var out = usage.get("output_tokens_details", "completion_tokens_details");
    long reasoning = part(out, "reasoning_tokens");
    if (reasoning > 0 && usage.number("total_tokens", -1) == input + output + reasoning) {
      output += reasoning;
    }
    long cached = Math.min(part(in, "cached_tokens"), input);
    long written = Math.min(part(in, "cache_write_tokens"), input - cached);
    long audioIn = Math.min(part(in, "audio_tokens"), input - cached - written);
    reasoning = Math.min(reasoning, output);
    long audioOut = Math.min(part(out, "audio_tokens"), output - reasoning);
    return new Usage(
        input - cached - written - audioIn,
        cached,
        written,
        0,
        audioIn,
        output - reasoning - audioOut,
        reasoning,
        audioOut,
        true);
  }

  private static long count(Node usage, String name, String other) {
    long n = usage.number(name, -1);
    return n >= 0 ? n : usage.number(other, -1);
  }

  private static long part(@Nullable Node details, String name) {
    return details == null ? 0 : Math.max(0, details.number(name, 0));
  }

  /** The value of {@code usage}. */
  static void write(JsonWriter out, Usage usage) {
    out.object()
        .put("input_tokens", usage.inputs())
        .object("input_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("cache_write_tokens", usage.cacheWrite() + usage.cacheWrite1h())
        .end()
        .put("output_tokens", usage.outputs())
        .object("output_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .end()
        .put("total_tokens", usage.inputs() + usage.outputs())
        .end();
  }
}
