package dev.fairlead.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a run as JSON: the facts, and each sample on a line of its own. */
final class Json {
  private Json() {}

  static String of(Map<String, String> facts, Results results) {
    String head =
        facts.entrySet().stream()
            .map(fact -> "  %s: %s".formatted(text(fact.getKey()), text(fact.getValue())))
            .collect(Collectors.joining(",\n"));
    String samples =
        results.all().stream().map(Json::sample).collect(Collectors.joining(",\n    "));
    return "{\n%s,\n  \"samples\": [\n    %s\n  ]\n}\n".formatted(head, samples);
  }

  private static String sample(Sample sample) {
    String figures =
        new TreeMap<>(sample.figures())
            .entrySet().stream()
                .map(figure -> text(figure.getKey()) + ": " + figure.getValue())
                .collect(Collectors.joining(", "));
    return "{\"measure\": %s, \"peer\": %s, \"round\": %d, \"errors\": %d, \"figures\": {%s}}"
        .formatted(
            text(sample.measure()), text(sample.peer()), sample.round(), sample.errors(), figures);
  }

  static String text(String value) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
