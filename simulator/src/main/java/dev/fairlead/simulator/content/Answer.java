package dev.fairlead.simulator.content;

import java.util.List;

/**
 * What a simulated model says, in no dialect.
 *
 * @param reasoning what it thinks first; often nothing
 * @param text what it says
 * @param calls the tools that it calls
 * @param finish why it ended
 * @param stop the text that would have come next and ended it; empty if none did
 * @param promptTokens tokens read
 * @param cachedTokens those of them that count as read from a cache
 */
public record Answer(
    Text reasoning,
    Text text,
    List<Call> calls,
    Finish finish,
    String stop,
    int promptTokens,
    int cachedTokens) {

  /**
   * A call of a tool.
   *
   * @param input the text of a JSON object, or any text for a tool that takes free text
   * @param free whether the tool takes free text
   * @param arguments the input in tokens
   */
  public record Call(String name, String input, boolean free, Text arguments) {
    public Call(String name, String input, boolean free) {
      this(name, input, free, Text.of(input));
    }
  }

  /** Why an answer ended. */
  public enum Finish {
    STOP,
    LENGTH,
    TOOL_CALLS
  }

  public Answer {
    calls = List.copyOf(calls);
  }

  /** An answer that calls tools; its text and its thought are not cut. */
  static Answer calling(Ask ask, Text reasoning, Text text, List<Call> calls) {
    return of(ask, reasoning, text, calls, Finish.TOOL_CALLS, "");
  }

  /** A text, cut where one of the stops begins and where the ask allows no more. */
  static Answer saying(Ask ask, Text reasoning, Text text, boolean stoppable) {
    var thought = reasoning.first(ask.maxTokens());
    int room = ask.maxTokens() - thought.tokens();
    var stop = stoppable ? stop(text, ask.stops()) : "";
    var whole = stop.isEmpty() ? text : before(text, stop);
    var said = whole.first(room);
    boolean full = said.tokens() < whole.tokens() || said.tokens() == room;
    return of(ask, thought, said, List.of(), full ? Finish.LENGTH : Finish.STOP, full ? "" : stop);
  }

  private static Answer of(
      Ask ask, Text reasoning, Text text, List<Call> calls, Finish finish, String stop) {
    int prompt = ask.promptTokens();
    int cached = prompt >= 1024 ? prompt / 128 * 64 : 0; // half of it, in blocks
    return new Answer(reasoning, text, calls, finish, stop, prompt, cached);
  }

  private static String stop(Text text, List<String> stops) {
    if (stops.isEmpty()) {
      return "";
    }
    var whole = text.plain();
    int end = Integer.MAX_VALUE;
    var first = "";
    for (var stop : stops) {
      int found = stop.isEmpty() ? -1 : whole.indexOf(stop);
      if (found >= 0 && found < end) {
        end = found;
        first = stop;
      }
    }
    return first;
  }

  private static Text before(Text text, String stop) {
    var whole = text.plain();
    return Text.of(whole.substring(0, whole.indexOf(stop)));
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
