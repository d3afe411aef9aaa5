package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;

/**
 * {@code usageMetadata}: the prompt includes what came from the cache, but not what tools of
 * Google's own put into it; the candidates exclude thoughts.
 */
final class Usages {
  private Usages() {}

  /** The usage as told; {@link Usage#NONE} if no count is in it. */
  static Usage read(Node told) {
    long prompt = count(told, "promptTokenCount", "prompt_token_count");
    long candidates = count(told, "candidatesTokenCount", "candidates_token_count");
    long total = count(told, "totalTokenCount", "total_token_count");
    if (prompt < 0 && candidates < 0 && total < 0) {
      return Usage.NONE;
    }
    prompt = Math.max(prompt, 0);
    candidates = Math.max(candidates, 0);
    long cached =
        Math.min(
            prompt, zero(count(told, "cachedContentTokenCount", "cached_content_token_count")));
    long tools = zero(count(told, "toolUsePromptTokenCount", "tool_use_prompt_token_count"));
    long thoughts = zero(count(told, "thoughtsTokenCount", "thoughts_token_count"));
    long heard =
        Math.clamp(
            audio(told, "promptTokensDetails") - audio(told, "cacheTokensDetails"),
            0,
            prompt - cached);
    long spoken = Math.min(audio(told, "candidatesTokensDetails"), candidates);
    return new Usage(
        prompt - cached - heard + tools,
        cached,
        0,
        0,
        heard,
        candidates - spoken,
        thoughts,
        spoken,
        true);
  }

  /** As {@link #read(Node)}, of bytes; {@link Usage#NONE} if they are no object. */
  static Usage read(byte[] json, int from, int to) {
    try {
      return from == to ? Usage.NONE : read(Node.lenient(json, from, to));
    } catch (JsonFault e) {
      return Usage.NONE;
    }
  }

  private static long count(Node told, String name, String otherwise) {
    var found = told.get(name, otherwise);
    return found == null ? -1 : Math.min(found.number(-1), 1L << 50);
  }

  private static long zero(long count) {
    return Math.max(count, 0);
  }

  private static long audio(Node told, String details) {
    long sum = 0;
    for (var one : told.items(details)) {
      if (one.text("modality").equals("AUDIO")) {
        sum += Math.clamp(one.number("tokenCount", 0), 0, 1L << 40);
      }
    }
    return sum;
  }

  /** Writes the member {@code usageMetadata}; nothing if nothing is known. */
  static void write(JsonWriter out, Usage usage) {
    if (!usage.reported() && usage.inputs() + usage.outputs() == 0) {
      return;
    }
    long visible = usage.output() + usage.audioOutput();
    out.object("usageMetadata").put("promptTokenCount", usage.inputs());
    if (visible > 0 || usage.reasoning() == 0) {
      out.put("candidatesTokenCount", visible);
    }
    out.put("totalTokenCount", usage.inputs() + usage.outputs());
    if (usage.cacheRead() > 0) {
      out.put("cachedContentTokenCount", usage.cacheRead());
    }
    if (usage.reasoning() > 0) {
      out.put("thoughtsTokenCount", usage.reasoning());
    }
    details(out, "promptTokensDetails", usage.inputs(), usage.audioInput());
    details(out, "candidatesTokensDetails", visible, usage.audioOutput());
    out.end();
  }

  /** What of it was audio; nothing if there was none. */
  private static void details(JsonWriter out, String name, long all, long audio) {
    if (audio > 0) {
      out.array(name);
      if (all > audio) {
        out.object().put("modality", "TEXT").put("tokenCount", all - audio).end();
      }
      out.object().put("modality", "AUDIO").put("tokenCount", audio).end().end();
    }
  }
}
