package dev.fairlead.dialect.openai;

import dev.fairlead.model.Request;
import java.time.InstantSource;
import java.util.Locale;

/**
 * What stands at the head of every answer and chunk.
 *
 * @param created seconds since 1970
 */
record AnswerHead(String id, long created, String model) {
  private static final String PREFIX = "chatcmpl-";

  /** The provider's own where it has them; an id of another protocol behind our prefix. */
  static AnswerHead of(String id, long created, String model, Request asked, InstantSource clock) {
    long now = clock.millis();
    var own = id.startsWith("chatcmpl") || id.startsWith("gen-");
    return new AnswerHead(
        own ? id : PREFIX + (id.isEmpty() ? Long.toHexString(now) : id),
        created == 0 ? now / 1000 : created,
        model.isEmpty() ? asked.model() : model);
  }

  /** OpenAI's word for the tier that served an answer; empty if it has none. */
  static String tier(String told) {
    var word = told.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "auto", "default", "flex", "scale", "priority" -> word;
      case "standard", "on_demand" -> "default";
      default -> "";
    };
  }
}
