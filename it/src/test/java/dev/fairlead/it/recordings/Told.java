package dev.fairlead.it.recordings;

import dev.fairlead.json.Tree;
import dev.fairlead.model.Usage;
import java.util.Map;

/**
 * The usage that a recorded answer tells, worked out here a second time: by subtraction from the
 * totals, where the gateway reads part by part.
 */
final class Told {
  private Told() {}

  static Usage by(Recording recording) {
    if (recording.sse()) {
      return Event.of(recording.body()).stream()
          .flatMap(e -> e.usages().stream())
          .reduce((_, last) -> last)
          .map(Told::usage)
          .orElse(Usage.NONE);
    }
    var body = recording.body();
    return Tree.json(body, 0, body.length) instanceof Map<?, ?> answer
            && answer.get("usage") instanceof Map<?, ?> usage
        ? usage(usage)
        : Usage.NONE;
  }

  private static Usage usage(Map<?, ?> told) {
    var in = part(told, "prompt_tokens_details");
    var out = part(told, "completion_tokens_details");
    long total = number(told, "total_tokens");
    long completion = number(told, "completion_tokens");
    long prompt = told.containsKey("prompt_tokens") ? number(told, "prompt_tokens") : total;
    long reasoning = number(out, "reasoning_tokens");
    long audioIn = number(in, "audio_tokens");
    long audioOut = number(out, "audio_tokens");
    long beyond = total - prompt - completion;
    long inputs = beyond == audioIn ? prompt + audioIn : prompt;
    long outputs = total - inputs;
    long thought = Math.max(reasoning, beyond == audioIn ? 0 : beyond);
    long cached =
        Math.max(
            Math.max(number(in, "cached_tokens"), number(told, "cached_tokens")),
            Math.max(number(told, "prompt_cache_hit_tokens"), number(told, "num_cached_tokens")));
    cached = Math.min(cached, inputs);
    long written = number(in, "cache_write_tokens");
    return new Usage(
        inputs - cached - written - audioIn,
        cached,
        written,
        0,
        audioIn,
        outputs - thought - audioOut,
        thought,
        audioOut,
        true);
  }

  private static Map<?, ?> part(Map<?, ?> told, String name) {
    return told.get(name) instanceof Map<?, ?> m ? m : Map.of();
  }

  private static long number(Map<?, ?> map, String name) {
    return map.get(name) instanceof Number n ? n.longValue() : 0;
  }
}
