package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.List;
import java.util.Map;

/**
 * A step of a streamed answer, in no protocol's form.
 *
 * <p>Every stream keeps to this grammar, whatever the provider sent, and writers rely on it: one
 * {@link Start}; then items, each {@link ItemStart}, deltas, {@link ItemEnd} with the whole item,
 * also when the stream fails; items of a choice are numbered from 0 without gaps and may lie in one
 * another; one {@link ChoiceEnd} for each choice unless it fails; at last one {@link End} or {@link
 * Fail}, and nothing behind it.
 */
public sealed interface Event {

  /** The answer begins. {@code usage} is what is known of the input, or {@link Usage#NONE}. */
  record Start(String id, String model, long created, Usage usage, String tier) implements Event {}

  /**
   * An item begins. The skeleton has its ids and names, and no content, or the whole of it if it
   * does not come in pieces.
   */
  record ItemStart(int choice, int item, Item skeleton) implements Event {}

  /**
   * More text of a part of an {@link Item.Assistant}.
   *
   * @param part counts the texts and refusals of the item from 0
   */
  record TextDelta(int choice, int item, int part, String text, List<TokenLogprob> logprobs)
      implements Event {
    public TextDelta {
      logprobs = List.copyOf(logprobs);
    }
  }

  /** More text of a refusal, itself a part of an {@link Item.Assistant}. */
  record RefusalDelta(int choice, int item, int part, String text) implements Event {}

  /**
   * More of an {@link Item.Reasoning}.
   *
   * @param summary whether it is a summary or the thoughts themselves
   * @param part counts the parts of the one or the other from 0
   */
  record ReasoningDelta(int choice, int item, boolean summary, int part, String text)
      implements Event {}

  /** More of the input of an {@link Item.ToolCall}: of its JSON text, or of its free text. */
  record InputDelta(int choice, int item, String text) implements Event {}

  /** A whole part that does not come in pieces, as a picture, of an {@link Item.Assistant}. */
  record PartAdded(int choice, int item, Part part) implements Event {}

  /** A citation of the text of an {@link Item.Assistant}; its place counts from its beginning. */
  record Cited(int choice, int item, int part, Citation citation) implements Event {}

  /** The item is complete. Carries all of it, signatures included. */
  record ItemEnd(int choice, int item, Item whole) implements Event {}

  /** Nothing yet, but the provider lives. */
  record Ping() implements Event {}

  /** The usage so far, all of it. */
  record UsageSoFar(Usage usage) implements Event {}

  /** One of the answers is complete. */
  record ChoiceEnd(int choice, Finish finish) implements Event {}

  /** All is complete. */
  record End(Usage usage, Map<String, Raw> extras) implements Event {}

  /**
   * The provider reports an error, or what it sends is no answer.
   *
   * @param cause {@link Failure.Cause#ERROR_INSIDE}, {@link Failure.Cause#GARBLED} or {@link
   *     Failure.Cause#CUT}
   * @param status of HTTP that the error stands for; 0 if it does not say
   * @param message the provider's words
   */
  record Fail(Failure.Cause cause, int status, String message, Usage usage) implements Event {}
}
