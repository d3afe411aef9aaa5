package dev.fairlead.simulator.content;

import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Ask.Tool;
import dev.fairlead.simulator.content.Ask.ToolChoice;
import java.util.ArrayList;
import java.util.List;

/** What kind of answer a standard model gives. */
public enum Persona implements Speaker {
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

  @Override
  public Answer answer(Ask ask, Wanted wanted, int calls) {
    int thoughts = wanted.thought() > 0 ? wanted.thought() : this == REASONER ? THOUGHTS : 0;
    var reasoning = thoughts == 0 || !ask.thinks() ? Text.NONE : Text.lorem(thoughts);
    var tools = toCall(ask, calls);
    if (!tools.isEmpty()) {
      return Answer.calling(
          ask, wanted.thought() > 0 ? reasoning : Text.NONE, Text.NONE, calls(tools));
    }
    boolean free = wanted.text() == 0 && ask.schema() == null;
    return Answer.saying(ask, reasoning, text(ask, wanted.text(), reasoning.tokens()), free);
  }

  private static List<Call> calls(List<Tool> tools) {
    var calls = new ArrayList<Call>();
    for (var tool : tools) {
      var input = tool.free() ? "some input" : Instance.of(tool.schema());
      calls.add(new Call(tool.name(), input, tool.free()));
    }
    return calls;
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

  private Text text(Ask ask, int wanted, int thoughts) {
    if (wanted > 0) {
      return Text.lorem(wanted);
    }
    if (ask.schema() != null) {
      return Text.of(Instance.of(ask.schema()));
    }
    return switch (this) {
      case LOREM, REASONER -> lorem(ask, thoughts);
      case ECHO, EMBED -> Text.of(ask.lastUserText());
      case TOOLS -> Text.of(afterTools(ask));
    };
  }

  private static Text lorem(Ask ask, int thoughts) {
    int room = Math.max(0, ask.maxTokens() - thoughts);
    int count = ask.maxTokens() == Ask.NO_LIMIT ? TOKENS : Math.clamp(room, 0, MOST_TOKENS);
    return Text.lorem(count);
  }

  private static String afterTools(Ask ask) {
    var result = ask.lastToolResult();
    return result == null ? "No tool was offered." : "The tool says: " + result;
  }
}
