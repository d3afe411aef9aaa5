package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Part;
import dev.fairlead.model.Usage;
import java.util.Locale;
import java.util.Map;

/** The pieces of a message that a plain and a streamed answer have in common. */
final class MessageJson {
  private MessageJson() {}

  /** {@code usage}, all of it. */
  static void usage(JsonWriter out, Usage usage, String tier) {
    long writes = usage.cacheWrite() + usage.cacheWrite1h();
    out.object("usage")
        .put("input_tokens", usage.input() + usage.audioInput())
        .put("cache_creation_input_tokens", writes)
        .put("cache_read_input_tokens", usage.cacheRead())
        .object("cache_creation")
        .put("ephemeral_5m_input_tokens", usage.cacheWrite())
        .put("ephemeral_1h_input_tokens", usage.cacheWrite1h())
        .end()
        .put("output_tokens", usage.outputs());
    if (usage.reasoning() > 0) {
      out.object("output_tokens_details").put("thinking_tokens", usage.reasoning()).end();
    }
    out.putNull("server_tool_use");
    var word = tier(tier);
    if (word.isEmpty()) {
      out.putNull("service_tier");
    } else {
      out.put("service_tier", word);
    }
    out.end();
  }

  private static String tier(String tier) {
    return switch (tier) {
      case "standard", "priority", "batch" -> tier;
      case "default" -> "standard";
      default -> "";
    };
  }

  /** {@code stop_reason}, {@code stop_sequence}, {@code stop_details}. */
  static void stop(JsonWriter out, Finish finish, boolean refused, String refusal) {
    var word = Stops.word(finish, refused);
    out.put("stop_reason", word);
    if (word.equals("stop_sequence") && !finish.detail().isEmpty()) {
      out.put("stop_sequence", finish.detail());
    } else {
      out.putNull("stop_sequence");
    }
    if (!word.equals("refusal")) {
      out.putNull("stop_details");
      return;
    }
    var explanation = Stops.explanation(finish, refusal);
    out.object("stop_details").put("type", "refusal");
    nullable(out, "category", finish.category());
    nullable(out, "explanation", explanation);
    out.end();
  }

  private static void nullable(JsonWriter out, String name, String text) {
    if (text.isEmpty()) {
      out.putNull(name);
    } else {
      out.put(name, text);
    }
  }

  /** Members that a provider of this dialect told besides; on one line, as streams need it. */
  static void extras(JsonWriter out, Map<String, Raw> extras, String... names) {
    for (var name : names) {
      var extra = extras.get(name);
      out.put(name, extra == null ? null : extra.compact());
    }
  }

  /** {@code caller} of a call: the model itself unless it was told otherwise. */
  static final Raw DIRECT = new Raw("{\"type\":\"direct\"}");

  /** What stands for a part that the protocol's answers have no place for. */
  static String note(Part part) {
    return switch (part) {
      case Part.Media media ->
          "[%s left out: this protocol's answers cannot hold it]"
              .formatted(
                  media.mime().isEmpty()
                      ? media.kind().name().toLowerCase(Locale.ROOT)
                      : media.mime());
      default -> "";
    };
  }
}
