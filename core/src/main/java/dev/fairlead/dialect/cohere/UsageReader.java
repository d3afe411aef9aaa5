package dev.fairlead.dialect.cohere;

import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage}. What Cohere bills is less than what its models read and write: its own
 * template and markers are free. {@code billed_units} is what is priced, and so it is what counts
 * here; {@code tokens}, with {@code cached_tokens} inside, is the fallback.
 */
final class UsageReader {
  private UsageReader() {}

  static Usage read(@Nullable Node usage) {
    if (usage == null || !usage.isObject()) {
      return Usage.NONE;
    }
    var billed = usage.get("billed_units");
    if (billed != null && (billed.has("input_tokens") || billed.has("output_tokens"))) {
      return new Usage(
          count(billed, "input_tokens"), 0, 0, 0, 0, count(billed, "output_tokens"), 0, 0, true);
    }
    var tokens = usage.get("tokens");
    if (tokens == null) {
      return Usage.NONE;
    }
    long input = count(tokens, "input_tokens");
    long output = count(tokens, "output_tokens");
    long cached = Math.min(input, count(usage, "cached_tokens"));
    long reasoning = Math.min(output, count(tokens, "reasoning_tokens"));
    return new Usage(input - cached, cached, 0, 0, 0, output - reasoning, reasoning, 0, true);
  }

  private static long count(Node counts, String name) {
    return Math.max(0, counts.number(name, 0));
  }
}
