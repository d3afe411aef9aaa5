package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;

/**
 * The usage of one answer. A stream tells it several times: later counts replace earlier ones and
 * {@code null} leaves them as they are; nothing is added up. Not thread-safe.
 *
 * <p>{@code input_tokens} does not hold what the cache served or took; {@code output_tokens} holds
 * the thoughts. What a compaction of the conversation took stands in {@code iterations} only.
 */
final class UsageTally {
  private long input = -1;
  private long cacheRead;
  private long cacheWrite;
  private long write5m;
  private long write1h;
  private long output = -1;
  private long thinking;
  private long extraInput;
  private long extraRead;
  private long extraWrite;
  private long extraOutput;
  private String tier = "";

  /** Takes what a {@code usage} object tells. */
  UsageTally add(Node usage) {
    if (!usage.isObject()) {
      return this;
    }
    for (var member : usage) {
      switch (member.name()) {
        case "input_tokens" -> input = count(member, input);
        case "cache_read_input_tokens" -> cacheRead = count(member, cacheRead);
        case "cache_creation_input_tokens" -> cacheWrite = count(member, cacheWrite);
        case "output_tokens" -> output = count(member, output);
        case "cache_creation" -> {
          write5m = member.number("ephemeral_5m_input_tokens", write5m);
          write1h = member.number("ephemeral_1h_input_tokens", write1h);
        }
        case "output_tokens_details" -> thinking = member.number("thinking_tokens", thinking);
        case "service_tier" -> tier = member.isText() ? member.text() : tier;
        case "iterations" -> iterations(member);
        default -> {}
      }
    }
    return this;
  }

  private static long count(Node node, long before) {
    long count = node.number(-1);
    return count < 0 ? before : count;
  }

  private void iterations(Node iterations) {
    extraInput = extraRead = extraWrite = extraOutput = 0;
    if (!iterations.isArray()) {
      return;
    }
    for (var one : iterations) {
      if (one.text("type").equals("compaction")) {
        extraInput += positive(one, "input_tokens");
        extraRead += positive(one, "cache_read_input_tokens");
        extraWrite += positive(one, "cache_creation_input_tokens");
        extraOutput += positive(one, "output_tokens");
      }
    }
  }

  private static long positive(Node node, String name) {
    return Math.clamp(node.number(name, 0), 0, MOST);
  }

  private static final long MOST = 1L << 50;

  boolean told() {
    return input >= 0 || output >= 0;
  }

  /** {@link Usage#NONE} if nothing was told. */
  Usage usage() {
    if (!told()) {
      return Usage.NONE;
    }
    long hour = Math.clamp(write1h, 0, MOST);
    long writes = Math.max(sound(cacheWrite), sound(write5m) + hour) + extraWrite;
    long written = sound(output) + extraOutput;
    long thought = Math.min(Math.clamp(thinking, 0, MOST), written);
    return new Usage(
        sound(input) + extraInput,
        sound(cacheRead) + extraRead,
        writes - hour,
        hour,
        0,
        written - thought,
        thought,
        0,
        true);
  }

  private static long sound(long count) {
    return Math.clamp(count, 0, MOST);
  }

  String tier() {
    return tier;
  }
}
