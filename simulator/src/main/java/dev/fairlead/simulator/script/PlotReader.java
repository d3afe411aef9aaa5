package dev.fairlead.simulator.script;

import dev.fairlead.simulator.content.Plot;
import dev.fairlead.simulator.content.Plot.Form;
import dev.fairlead.simulator.content.Plot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code steps} of a model in a script file. A step has {@code think}, {@code say} and
 * either {@code call} or {@code calls}; a call has {@code tool}, and {@code arguments} or {@code
 * input}; a list in the place of a call has its forms for different clients.
 */
final class PlotReader {
  private PlotReader() {}

  static Plot read(String place, Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw wrong(place, value, "a list of steps");
    }
    var steps = new ArrayList<Step>();
    for (int i = 0; i < list.size(); i++) {
      steps.add(step("%s[%d]".formatted(place, i), list.get(i)));
    }
    return new Plot(steps);
  }

  private static Step step(String place, @Nullable Object value) {
    if (value instanceof String said) {
      return new Step("", said, List.of());
    }
    var map = map(place, value, Set.of("think", "say", "call", "calls"));
    if (map.containsKey("call") && map.containsKey("calls")) {
      throw wrong(place, "call and calls", "one of them");
    }
    var calls = new ArrayList<List<Form>>();
    if (map.containsKey("call")) {
      calls.add(forms(place + ".call", map.get("call")));
    }
    if (map.containsKey("calls")) {
      if (!(map.get("calls") instanceof List<?> several) || several.isEmpty()) {
        throw wrong(place + ".calls", map.get("calls"), "a list of calls");
      }
      several.forEach(call -> calls.add(forms(place + ".calls", call)));
    }
    return new Step(text(place, map, "think"), text(place, map, "say"), calls);
  }

  private static List<Form> forms(String place, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(form -> form(place, form)).toList();
    }
    return List.of(form(place, value));
  }

  private static Form form(String place, @Nullable Object value) {
    var map = map(place, value, Set.of("tool", "arguments", "input"));
    List<String> names =
        switch (map.get("tool")) {
          case String one -> List.of(one);
          case List<?> several when !several.isEmpty() ->
              several.stream().map(String::valueOf).toList();
          case null, default -> throw wrong(place + ".tool", map.get("tool"), "a tool's name");
        };
    if (map.containsKey("input")) {
      return new Form(names, text(place, map, "input"));
    }
    var arguments = map.get("arguments");
    if (arguments != null && !(arguments instanceof Map)) {
      throw wrong(place + ".arguments", arguments, "keys and values");
    }
    return new Form(names, arguments == null ? Map.of() : arguments);
  }

  private static String text(String place, Map<?, ?> map, String key) {
    return switch (map.get(key)) {
      case null -> "";
      case String text -> text;
      case Map<?, ?> other -> throw wrong(place + "." + key, other, "a text");
      case List<?> other -> throw wrong(place + "." + key, other, "a text");
      default -> String.valueOf(map.get(key));
    };
  }

  private static Map<?, ?> map(String place, @Nullable Object value, Set<String> keys) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(place, value, "keys and values");
    }
    for (var key : map.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw wrong(place, key, "one of " + keys.stream().sorted().toList());
      }
    }
    return map;
  }

  private static IllegalArgumentException wrong(
      String place, @Nullable Object value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(place, value, expected));
  }
}
