package dev.fairlead.simulator.script;

import dev.fairlead.json.Tree;
import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.script.ModelScript.Failures;
import dev.fairlead.simulator.script.ModelScript.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script file, YAML or JSON: for each model its persona ({@code as}), the words of a
 * behaviour as keys, {@code steps} of a plot instead of a persona, {@code failure-rate} with {@code
 * failure}, and {@code sequence} with {@code then}. The standard models stay; one of the same name
 * is replaced.
 */
public final class ScriptFile {
  private ScriptFile() {}

  /** Reads the text of a file; throws {@link IllegalArgumentException} that says what is wrong. */
  public static ModelScript read(String text) {
    var root = Tree.yaml(text);
    if (root == null) {
      return ModelScript.DEFAULT;
    }
    var rules = new LinkedHashMap<String, Rule>();
    for (var part : map("script", root).entrySet()) {
      if (!part.getKey().equals("models")) {
        throw wrong(String.valueOf(part.getKey()), "", "models");
      }
      for (var model : map("models", part.getValue()).entrySet()) {
        var name = String.valueOf(model.getKey());
        rules.put(name, rule("models." + name, name, model.getValue()));
      }
    }
    return ModelScript.DEFAULT.with(rules);
  }

  private static Rule rule(String place, String name, @Nullable Object value) {
    var words = new ArrayList<String>();
    var speaker = ModelScript.DEFAULT.speaker(name).orElse(Persona.LOREM);
    var rest = new LinkedHashMap<String, Object>();
    for (var entry : map(place, value == null ? Map.of() : value).entrySet()) {
      var key = String.valueOf(entry.getKey());
      var setting = entry.getValue() == null ? "" : entry.getValue();
      switch (key) {
        case "as" -> speaker = persona(place, String.valueOf(setting));
        case "steps" -> speaker = PlotReader.read(place + ".steps", setting);
        case "failure-rate", "failure", "sequence", "then" -> rest.put(key, setting);
        default -> words.add(word(key, setting));
      }
    }
    try {
      return new Rule(
          speaker,
          Behaviour.PLAIN.with(String.join(",", words)),
          failures(rest),
          sequence(rest.get("sequence")),
          repeats(rest.getOrDefault("then", "repeat").toString()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static String word(String key, Object setting) {
    return Boolean.TRUE.equals(setting) ? key : key + "=" + setting;
  }

  private static Failures failures(Map<String, Object> rest) {
    var rate = new BigDecimal(rest.getOrDefault("failure-rate", "0").toString());
    if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
      throw wrong("failure-rate", rate.toString(), "0 to 1");
    }
    return new Failures(
        rate.movePointRight(6).intValue(), fault(rest.getOrDefault("failure", "503")));
  }

  private static List<Fault> sequence(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list when !list.isEmpty() -> list.stream().map(ScriptFile::fault).toList();
      default ->
          throw wrong("sequence", value.toString(), "a list such as [200, 503, cut-after=5]");
    };
  }

  /** A status alone, or the words of a fault. */
  private static Fault fault(@Nullable Object value) {
    var text = String.valueOf(value);
    boolean status = text.matches("[0-9]+");
    return Behaviour.PLAIN.with(status ? "status=" + text : text).fault();
  }

  private static boolean repeats(String then) {
    return switch (then) {
      case "repeat" -> true;
      case "last" -> false;
      default -> throw wrong("then", then, "repeat or last");
    };
  }

  private static Persona persona(String place, String value) {
    return Arrays.stream(Persona.values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(() -> wrong(place + ".as", value, "echo, lorem, tools, reasoner or embed"));
  }

  private static Map<?, ?> map(String place, Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(place, value.toString(), "keys and values");
  }

  private static IllegalArgumentException wrong(String what, String value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(what, value, expected));
  }
}
