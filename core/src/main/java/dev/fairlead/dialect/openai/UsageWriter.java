package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Usage;

/** Writes {@code usage}: sums, and the parts that are in them. */
final class UsageWriter {
  private UsageWriter() {}

  /** A member {@code usage}. */
  static void write(JsonWriter out, Usage usage) {
    out.object("usage")
        .put("prompt_tokens", usage.inputs())
        .put("completion_tokens", usage.outputs())
        .put("total_tokens", usage.inputs() + usage.outputs())
        .object("prompt_tokens_details")
        .put("cached_tokens", usage.cacheRead());
    long written = usage.cacheWrite() + usage.cacheWrite1h();
    if (written > 0) {
      out.put("cache_write_tokens", written);
    }
    out.put("audio_tokens", usage.audioInput())
        .end()
        .object("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .put("audio_tokens", usage.audioOutput())
        .end()
        .end();
  }
}
