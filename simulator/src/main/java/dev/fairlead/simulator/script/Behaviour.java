package dev.fairlead.simulator.script;

import dev.fairlead.simulator.content.Speaker.Wanted;
import java.time.Duration;

/**
 * How one request is answered.
 *
 * @param latency from the whole request to the first byte of the answer
 * @param slowHeaders the time over which the status line and the headers trickle out
 * @param firstToken from the headers to the first event of a stream; a plain answer waits as long
 * @param tokensPerSecond the pace after the first token; 0 means at once
 * @param tokens so many tokens of text whatever the model says; 0 leaves it to the model
 * @param think so many tokens of thought whatever the model thinks; 0 leaves it to the model
 * @param chunkTokens tokens in one event of a stream
 * @param chunkBytes the body goes out in writes of so many bytes; 0 means as it comes
 * @param toolCalls how many of the offered tools are called where one would be
 * @param usage where the token counts stand
 * @param signatures how the thoughts that come back are looked at
 * @param fault what goes wrong
 */
public record Behaviour(
    Duration latency,
    Duration slowHeaders,
    Duration firstToken,
    int tokensPerSecond,
    int tokens,
    int think,
    int chunkTokens,
    int chunkBytes,
    int toolCalls,
    UsagePlace usage,
    Signatures signatures,
    Fault fault) {

  /** At once and without fault. */
  public static final Behaviour PLAIN =
      new Behaviour(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          0,
          0,
          0,
          1,
          0,
          1,
          UsagePlace.ASKED,
          Signatures.IGNORE,
          Fault.NONE);

  /** Where the token counts stand. */
  public enum UsagePlace {
    /** As the dialect has it: in a stream only when it is asked for. */
    ASKED,
    /** Nowhere. */
    NONE,
    /** On every event of a stream, counting up. */
    EVERY_CHUNK,
    /** On the event that ends the choice, although nobody asked. */
    LAST_CHOICE,
    /** Inside the choice that ends. */
    CHOICE
  }

  /** How the thoughts that come back are looked at. */
  public enum Signatures {
    /** Not at all. */
    IGNORE,
    /** As the real providers do. */
    VERIFY,
    /** Nor is a signature taken that a provider documents as a way round the check. */
    STRICT
  }

  /** What the speaker is to say whatever it would. */
  public Wanted wanted() {
    return tokens == 0 && think == 0 ? Wanted.NOTHING : new Wanted(tokens, think);
  }

  /** This, changed by what a text says; {@link BehaviourText} has the words. */
  public Behaviour with(String text) {
    return BehaviourText.change(this, text);
  }

  public Behaviour with(Fault other) {
    return new Behaviour(
        latency,
        slowHeaders,
        firstToken,
        tokensPerSecond,
        tokens,
        think,
        chunkTokens,
        chunkBytes,
        toolCalls,
        usage,
        signatures,
        other);
  }
}
