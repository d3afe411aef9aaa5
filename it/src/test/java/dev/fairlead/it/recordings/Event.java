package dev.fairlead.it.recordings;

import dev.fairlead.json.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One event of a recorded stream, found line by line in the whole text.
 *
 * @param raw as it stood, its blank line included
 * @param chunk its data as JSON; empty if it is none
 */
public record Event(String raw, Map<?, ?> chunk) {
  private static final Pattern LINES = Pattern.compile("(?<=\\r\\n|\\n|\\r(?!\\n))");

  public static List<Event> of(byte[] stream) {
    var events = new ArrayList<Event>();
    var raw = new StringBuilder();
    var data = new ArrayList<String>();
    for (var line : LINES.splitAsStream(new String(stream, StandardCharsets.UTF_8)).toList()) {
      raw.append(line);
      var text = line.stripTrailing();
      if (text.startsWith("data:")) {
        data.add(text.substring(5).strip());
      }
      if (text.isEmpty()) {
        events.add(event(raw, data));
      }
    }
    if (!raw.isEmpty()) {
      events.add(event(raw, data));
    }
    return events;
  }

  private static Event event(StringBuilder raw, List<String> data) {
    var text = String.join("\n", data);
    var bytes = Recording.utf8(text);
    var event =
        new Event(
            raw.toString(),
            text.startsWith("{") && Tree.json(bytes, 0, bytes.length) instanceof Map<?, ?> m
                ? m
                : Map.of());
    raw.setLength(0);
    data.clear();
    return event;
  }

  boolean error() {
    return chunk.get("error") != null;
  }

  /** Whether it tells usage and nothing else: no choice has a part in it. */
  boolean usageOnly() {
    return !usages().isEmpty()
        && (!(chunk.get("choices") instanceof List<?> choices) || choices.isEmpty());
  }

  /** Every usage told, wherever it stands. */
  List<Map<?, ?>> usages() {
    var found = new ArrayList<Map<?, ?>>();
    if (chunk.get("choices") instanceof List<?> choices) {
      for (var choice : choices) {
        if (choice instanceof Map<?, ?> c && c.get("usage") instanceof Map<?, ?> usage) {
          found.add(usage);
        }
      }
    }
    if (chunk.get("x_groq") instanceof Map<?, ?> x && x.get("usage") instanceof Map<?, ?> usage) {
      found.add(usage);
    }
    if (chunk.get("usage") instanceof Map<?, ?> usage) {
      found.add(usage);
    }
    return found;
  }

  static byte[] withoutUsage(List<Event> events) {
    return Recording.utf8(
        events.stream().filter(e -> !e.usageOnly()).map(Event::raw).collect(Collectors.joining()));
  }
}
