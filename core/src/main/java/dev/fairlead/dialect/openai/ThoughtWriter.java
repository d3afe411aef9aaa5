package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;

/** Writes thoughts as {@code reasoning_details}, OpenRouter's form that keeps what proves them. */
final class ThoughtWriter {
  private ThoughtWriter() {}

  /** The entries of one thought. */
  static void details(JsonWriter out, Item.Reasoning thought, int index) {
    var opaque = thought.opaque();
    if (!thought.summary().isEmpty()) {
      begin(out, "reasoning.summary", thought.id(), opaque, index)
          .put("summary", String.join("\n\n", thought.summary()))
          .end();
    }
    boolean signed = opaque != null && !hidden(opaque);
    if (!thought.text().isEmpty() || signed) {
      begin(out, "reasoning.text", thought.id(), opaque, index)
          .put("text", String.join("\n\n", thought.text()));
      if (opaque != null && signed) {
        out.put("signature", opaque.data());
      }
      out.end();
    }
    if (opaque != null && hidden(opaque)) {
      begin(out, "reasoning.encrypted", thought.id(), opaque, index)
          .put("data", opaque.data())
          .end();
    }
  }

  /** Whether it is thoughts in cipher, and no signature. */
  static boolean hidden(Opaque opaque) {
    return switch (opaque.kind()) {
      case ENCRYPTED, REDACTED, OTHER -> true;
      case SIGNATURE, THOUGHT_SIGNATURE -> false;
    };
  }

  private static JsonWriter begin(
      JsonWriter out,
      String type,
      String id,
      @org.jspecify.annotations.Nullable Opaque opaque,
      int index) {
    out.object().put("type", type).putFilled("id", id);
    return out.put("format", format(opaque)).put("index", index);
  }

  static String format(@org.jspecify.annotations.Nullable Opaque opaque) {
    return opaque == null
        ? "unknown"
        : switch (opaque.family()) {
          case ANTHROPIC -> "anthropic-claude-v1";
          case OPENAI -> "openai-responses-v1";
          case GOOGLE -> "google-gemini-v1";
          case XAI -> "xai-responses-v1";
          case OTHER -> "unknown";
        };
  }
}
