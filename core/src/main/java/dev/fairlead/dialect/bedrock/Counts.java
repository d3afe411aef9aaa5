package dev.fairlead.dialect.bedrock;

import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage}. {@code inputTokens} leaves out what the cache holds; where the total says
 * that it does not, the cached part is taken out of it.
 */
final class Counts {
  private Counts() {}

  static Usage read(@Nullable Node usage) {
    if (usage == null || !usage.isObject()) {
      return Usage.NONE;
    }
    long input = count(usage, "inputTokens");
    long output = count(usage, "outputTokens");
    long read = count(usage, "cacheReadInputTokens");
    long written = count(usage, "cacheWriteInputTokens");
    long total = usage.number("totalTokens", -1);
    if (read + written > 0 && total == input + output && input >= read + written) {
      input -= read + written;
    }
    long hour = 0;
    for (var detail : usage.items("cacheDetails")) {
      hour += detail.text("ttl").equals("1h") ? count(detail, "inputTokens") : 0;
    }
    hour = Math.min(hour, written);
    return new Usage(input, read, written - hour, hour, 0, output, 0, 0, true);
  }

  private static long count(Node usage, String name) {
    return Math.max(0, usage.number(name, 0));
  }
}
