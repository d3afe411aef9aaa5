package dev.fairlead.model;

import org.jspecify.annotations.Nullable;

/**
 * What was said about thinking.
 *
 * @param effort null if it was not told
 * @param budget in tokens; 0: not at all, -1: as the model likes; null if it was not told
 * @param show whether the caller wants to see thoughts or a summary; null if it was not told
 * @param summary {@code auto}, {@code concise}, {@code detailed}; empty if it was not told
 * @param mode Anthropic's {@code adaptive} or {@code between_tools}; empty if it was not told
 */
public record Thinking(
    @Nullable Effort effort,
    @Nullable Integer budget,
    @Nullable Boolean show,
    String summary,
    String mode) {

  public static Thinking of(Effort effort) {
    return new Thinking(effort, null, null, "", "");
  }
}
