package dev.fairlead.provider;

import java.util.Map;
import java.util.Set;

/**
 * What an OpenAI-compatible provider does differently.
 *
 * @param streamUsage how usage comes in a stream
 * @param maxTokens which of the two limits on the output it reads
 * @param drop top-level request fields that it refuses; left out with a warning
 * @param rename top-level request fields that it knows by another name
 * @param developerRole whether it knows the role {@code developer}; else {@code system} is sent
 * @param accent what a translation must know besides
 */
public record Quirks(
    StreamUsage streamUsage,
    MaxTokens maxTokens,
    Set<String> drop,
    Map<String, String> rename,
    boolean developerRole,
    Accent accent) {

  /** What a provider that nothing is known of gets: everything as the caller wrote it. */
  public static final Quirks NONE =
      new Quirks(StreamUsage.ASK, MaxTokens.EITHER, Set.of(), Map.of(), true);

  public Quirks(
      StreamUsage streamUsage,
      MaxTokens maxTokens,
      Set<String> drop,
      Map<String, String> rename,
      boolean developerRole) {
    this(streamUsage, maxTokens, drop, rename, developerRole, Accent.USUAL);
  }

  /** How usage comes in a stream. */
  public enum StreamUsage {
    /** Sent when {@code stream_options.include_usage} asks for it. */
    ASK,
    /** Sent always; {@code stream_options} is understood or ignored. */
    ALWAYS,
    /** {@code stream_options} is refused. */
    REFUSED
  }

  /** Which limit on the output tokens a provider reads. */
  public enum MaxTokens {
    EITHER,
    /** {@code max_tokens}. */
    OLD,
    /** {@code max_completion_tokens}. */
    NEW
  }

  public Quirks {
    drop = Set.copyOf(drop);
    rename = Map.copyOf(rename);
  }
}
