package dev.fairlead.dialect.openai.state;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.state.Head.Context;
import java.util.Optional;

/**
 * What a request to create a response says of state.
 *
 * @param store whether it may be kept; OpenAI's default is true
 * @param previousResponseId empty when there is none
 * @param conversationId empty when there is none
 */
public record StateRules(
    boolean store, boolean background, String previousResponseId, String conversationId) {

  /** What is wrong with it, if anything. */
  public Optional<ErrorAnswer> refusal() {
    if (background && !store) {
      return Optional.of(Refusals.backgroundWithoutStore());
    }
    if (!previousResponseId.isEmpty() && !conversationId.isEmpty()) {
      return Optional.of(Refusals.contextTwice());
    }
    return Optional.empty();
  }

  /** Only without a {@link #refusal}. */
  public Context context() {
    return new Context(previousResponseId, conversationId);
  }
}
