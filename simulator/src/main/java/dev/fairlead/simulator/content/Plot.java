package dev.fairlead.simulator.content;

import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Ask.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A speaker that does a task in steps: calls tools, waits for their results, goes on, and ends with
 * a text. Which step it is shows in the conversation: each tool result since the user spoke last is
 * a call that is done. Asked for JSON, or offered no tool, it keeps to that.
 */
public record Plot(List<Step> steps) implements Speaker {
  private static final String DONE = "Done.";
  private static final Step OVER = new Step("", DONE, List.of());

  /**
   * One answer.
   *
   * @param think what it thinks first; empty: nothing
   * @param say what it says; empty: nothing
   * @param calls the tools that it calls, each in several forms of which the first offered holds
   */
  public record Step(String think, String say, List<List<Form>> calls) {
    public Step {
      calls = calls.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A call as one client's tools have it.
   *
   * @param names the first of them that is offered is called
   * @param input a JSON tree for its arguments, or a text for a tool that takes free text; {@code
   *     {{result}}} in a text stands for the last tool result, {@code {{user}}} for what the user
   *     said last
   */
  public record Form(List<String> names, @Nullable Object input) {
    public Form {
      names = List.copyOf(names);
    }
  }

  public Plot {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: none (expected: at least one)");
    }
  }

  /** A step, and how many of its calls are done. */
  private record Place(Step step, int done) {}

  @Override
  public boolean thoughtAfter(int results) {
    var place = place(results);
    return place.done == 0 && !place.step.think.isEmpty();
  }

  /** The step whose turn it is after so many results. */
  private Place place(int results) {
    int left = results;
    for (var step : steps) {
      int calls = step.calls.size();
      if (left < calls || calls == 0) {
        return new Place(step, calls == 0 ? 0 : left);
      }
      left -= calls;
    }
    return new Place(OVER, 0);
  }

  @Override
  public Answer answer(Ask ask, Wanted wanted, int calls) {
    boolean mute = ask.tools().isEmpty() || ask.toolChoice().kind() == ToolChoice.Kind.NONE;
    if (wanted.text() > 0 || (mute && ask.schema() != null)) {
      return Persona.ECHO.answer(ask, wanted, calls);
    }
    var place = mute ? new Place(steps.getLast(), 0) : place(ask.results());
    var step = place.step;
    boolean thinks = place.done == 0 && ask.thinks();
    var thought = thinks ? text(step.think, ask) : Text.NONE;
    return mute || step.calls.isEmpty()
        ? Answer.saying(ask, thought, text(step.say.isEmpty() ? DONE : step.say, ask), true)
        : calling(ask, place, thought);
  }

  private static Answer calling(Ask ask, Place place, Text thought) {
    var step = place.step;
    var calls = new ArrayList<Call>();
    for (var forms : step.calls.subList(place.done, step.calls.size())) {
      var call = call(ask, forms);
      if (call == null) {
        var names = forms.stream().flatMap(f -> f.names.stream()).toList();
        var said = "None of these tools was offered: " + String.join(", ", names) + ".";
        return Answer.saying(ask, thought, Text.of(said), false);
      }
      calls.add(call);
    }
    return Answer.calling(ask, thought, text(place.done == 0 ? step.say : "", ask), calls);
  }

  private static @Nullable Call call(Ask ask, List<Form> forms) {
    for (var form : forms) {
      for (var name : form.names) {
        for (var tool : ask.tools()) {
          if (tool.name().equals(name)) {
            var input = filled(form.input, ask);
            var text = input instanceof String free ? free : new Node(input).json();
            return new Call(name, text, tool.free());
          }
        }
      }
    }
    return null;
  }

  private static Text text(String text, Ask ask) {
    return Text.of(filled(text, ask));
  }

  private static String filled(String text, Ask ask) {
    if (!text.contains("{{")) {
      return text;
    }
    var result = ask.lastToolResult();
    return text.replace("{{user}}", ask.lastUserText())
        .replace("{{result}}", result == null ? "" : result);
  }

  private static @Nullable Object filled(@Nullable Object value, Ask ask) {
    return switch (value) {
      case String text -> filled(text, ask);
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), filled(member, ask)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(element -> copy.add(filled(element, ask)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
