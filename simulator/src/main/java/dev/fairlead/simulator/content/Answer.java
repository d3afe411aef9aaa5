package dev.fairlead.simulator.content;

import java.util.List;

/**
 * What a simulated model says, in no dialect.
 *
 * @param reasoning what it thinks first; often nothing
 * @param text what it says; nothing when it calls tools
 * @param calls the tools that it calls
 * @param finish why it ended
 * @param promptTokens tokens read
 * @param cachedTokens those of them that count as read from a cache
 */
public record Answer(
    Text reasoning,
    Text text,
    List<Call> calls,
    Finish finish,
    int promptTokens,
    int cachedTokens) {

  /** A call of a tool; {@code arguments} is the text of a JSON object, escaped once more. */
  public record Call(String name, Text arguments) {}

  /** Why an answer ended. */
  public enum Finish {
    STOP,
    LENGTH,
    TOOL_CALLS
  }

  public Answer {
    calls = List.copyOf(calls);
  }

  /** Tokens written, reasoning included. */
  public int completionTokens() {
    int tokens = reasoning.tokens() + text.tokens();
    for (var call : calls) {
      tokens += 4 + call.arguments.tokens();
    }
    return tokens;
  }
}
