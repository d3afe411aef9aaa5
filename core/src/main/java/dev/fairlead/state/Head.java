package dev.fairlead.state;

import java.time.Instant;

/**
 * What is known of a response when it begins, and never changes. Instants are kept to the
 * millisecond.
 *
 * @param expires from then on it is not found
 * @param model as the caller named it
 * @param context what it continues
 * @param background whether it goes on when the caller has gone
 */
public record Head(
    Ref ref, Instant created, Instant expires, String model, Context context, boolean background) {

  /**
   * What a response continues: at most one of the two.
   *
   * @param previousResponseId empty when there is none
   * @param conversationId empty when there is none
   */
  public record Context(String previousResponseId, String conversationId) {
    public static final Context NONE = new Context("", "");

    public Context {
      if (!previousResponseId.isEmpty() && !conversationId.isEmpty()) {
        throw new IllegalArgumentException(
            "context: %s and %s (expected: one of them)"
                .formatted(previousResponseId, conversationId));
      }
    }

    public static Context after(String previousResponseId) {
      return new Context(previousResponseId, "");
    }

    public static Context in(String conversationId) {
      return new Context("", conversationId);
    }
  }
}
