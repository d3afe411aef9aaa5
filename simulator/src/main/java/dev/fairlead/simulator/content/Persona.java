package dev.fairlead.simulator.content;

import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Answer.Finish;
import dev.fairlead.simulator.content.Ask.Tool;
import dev.fairlead.simulator.content.Ask.ToolChoice;
import java.util.ArrayList;
import java.util.List;

/** What kind of answer a simulated model gives. The same ask gets the same answer, always. */
public enum Persona {
  /** Says what the user said last. */
  ECHO,
  /** Says a text of as many tokens as it may, or 64. */
  LOREM,
  /** Calls the first tool that is offered; says the result once it has one. */
  TOOLS,
  /** Thinks for 32 tokens, then says what {@link #LOREM} says. */
  REASONER,
  /** Gives vectors; says what {@link #ECHO} says when it is made to talk. */
  EMBED;

  private static final int TOKENS = 64;
  private static final int THOUGHTS = 32;
  private static final int MOST_TOKENS = 16_384;

  /**
   * The answer to an ask.
   *
   * @param wanted so many tokens of text; 0 leaves it to the ask
   * @param calls how many of the offered tools are called where one would be
   */
  public Answer answer(Ask ask, int wanted, int calls) {
    var tools = toCall(ask, calls);
    if (!tools.isEmpty()) {
      return calling(ask, tools);
    }
    var reasoning = this == REASONER ? Text.lorem(THOUGHTS).first(ask.maxTokens()) : Text.NONE;
    int room = ask.maxTokens() - reasoning.tokens();
    var whole = text(ask, wanted, room);
    var text = whole.first(room);
    boolean full = text.tokens() < whole.tokens() || text.tokens() == room;
    return answer(ask, reasoning, text, List.of(), full ? Finish.LENGTH : Finish.STOP);
  }

  private static Answer answer(
      Ask ask, Text reasoning, Text text, List<Call> calls, Finish finish) {
    int prompt = ask.promptTokens();
    int cached = prompt >= 1024 ? prompt / 128 * 64 : 0; // half of it, in blocks
    return new Answer(reasoning, text, calls, finish, prompt, cached);
  }

  private static Answer calling(Ask ask, List<Tool> tools) {
    var calls = new ArrayList<Call>();
    for (var tool : tools) {
      calls.add(new Call(tool.name(), Text.of(Instance.of(tool.schema()))));
    }
    return answer(ask, Text.NONE, Text.NONE, calls, Finish.TOOL_CALLS);
  }

  private List<Tool> toCall(Ask ask, int calls) {
    var choice = ask.toolChoice();
    boolean forced = choice.kind() == ToolChoice.Kind.REQUIRED;
    boolean willing =
        this == TOOLS && choice.kind() == ToolChoice.Kind.AUTO && ask.lastToolResult() == null;
    if (!forced && !willing) {
      return List.of();
    }
    return ask.tools().stream()
        .filter(t -> choice.name().isEmpty() || choice.name().equals(t.name()))
        .limit(choice.name().isEmpty() ? calls : 1)
        .toList();
  }

  private Text text(Ask ask, int wanted, int room) {
    if (wanted > 0) {
      return Text.lorem(wanted);
    }
    if (ask.schema() != null) {
      return Text.of(Instance.of(ask.schema()));
    }
    return switch (this) {
      case LOREM, REASONER -> lorem(ask, room);
      case ECHO, EMBED -> stopped(ask.lastUserText(), ask.stops());
      case TOOLS -> stopped(afterTools(ask), ask.stops());
    };
  }

  private static Text lorem(Ask ask, int tokens) {
    int count = ask.maxTokens() == Ask.NO_LIMIT ? TOKENS : Math.clamp(tokens, 0, MOST_TOKENS);
    var stops = ask.stops();
    var text = Text.lorem(count);
    return stops.isEmpty() ? text : stopped(text.toString(), stops);
  }

  private static String afterTools(Ask ask) {
    var result = ask.lastToolResult();
    return result == null ? "No tool was offered." : "The tool says: " + result;
  }

  private static Text stopped(String text, List<String> stops) {
    int end = text.length();
    for (var stop : stops) {
      int found = stop.isEmpty() ? -1 : text.indexOf(stop);
      end = found < 0 ? end : Math.min(end, found);
    }
    return Text.of(text.substring(0, end));
  }
}
