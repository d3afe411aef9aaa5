package dev.fairlead.state;

import java.time.Instant;

/**
 * A list of items that responses are added to as they end.
 *
 * @param expires from then on it is not found; {@link #NEVER}: it stays until it is deleted
 * @param metadata a JSON object of texts
 */
public record Conversation(Ref ref, Instant created, Instant expires, String metadata) {
  /** The last millisecond of the year 9999. */
  public static final Instant NEVER = Instant.ofEpochMilli(253_402_300_799_999L);
}
