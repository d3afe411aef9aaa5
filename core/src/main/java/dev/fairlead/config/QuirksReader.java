package dev.fairlead.config;

import dev.fairlead.provider.Accent;
import dev.fairlead.provider.Quirks;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code providers.*.quirks}. */
final class QuirksReader {
  private static final Form<StreamUsage> STREAM_USAGE =
      Forms.choice(
          Map.of(
              "ask", StreamUsage.ASK,
              "always", StreamUsage.ALWAYS,
              "refused", StreamUsage.REFUSED));
  private static final Form<MaxTokens> MAX_TOKENS =
      Forms.choice(Map.of("either", MaxTokens.EITHER, "old", MaxTokens.OLD, "new", MaxTokens.NEW));
  private static final Set<String> NEEDED = Set.of("model", "messages", "input", "stream");

  private final Reading reading;

  QuirksReader(Reading reading) {
    this.reading = reading;
  }

  Quirks read(Section at) {
    var usual = Quirks.NONE;
    var quirks =
        new Quirks(
            at.get("stream-usage", STREAM_USAGE, usual.streamUsage()),
            at.get("max-tokens", MAX_TOKENS, usual.maxTokens()),
            drop(at),
            rename(at),
            at.get("developer-role", Forms.YES_NO, usual.developerRole()),
            Accent.read(new AccentSection(at)));
    at.end();
    return quirks;
  }

  /** The keys that make an accent. */
  private record AccentSection(Section at) implements Accent.Source {
    @Override
    public <T extends Enum<T>> T word(String key, Class<T> type, T otherwise) {
      var words = new LinkedHashMap<String, T>();
      for (var constant : type.getEnumConstants()) {
        words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
      }
      return at.get(key, Forms.choice(words), otherwise);
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
      return at.get(key, Forms.YES_NO, otherwise);
    }

    @Override
    public int number(String key, int otherwise) {
      return at.get(key, Forms.whole(0, 64), otherwise);
    }
  }

  private Set<String> drop(Section at) {
    var fields = new HashSet<String>();
    for (var entry : at.items("drop", "a list of field names")) {
      reading
          .value(entry.place(), entry.value(), Forms.FIELD)
          .ifPresent(field -> {
            if (NEEDED.contains(field)) {
              needed(entry, field);
            }
            fields.add(field);
          });
    }
    return fields;
  }

  private Map<String, String> rename(Section at) {
    var fields = new LinkedHashMap<String, String>();
    for (var entry : at.named("rename")) {
      if (NEEDED.contains(entry.name())) {
        needed(entry, entry.name());
      } else if (!Forms.FIELD.fits(entry.name())) {
        reading.complain(
            entry.nameSpan(), entry.place(), Reading.name(entry.name()), Forms.FIELD.expected());
      }
      reading.ask(entry.place());
      reading
          .value(entry.place(), entry.value(), Forms.FIELD)
          .ifPresent(field -> fields.put(entry.name(), field));
    }
    return fields;
  }

  private void needed(Section.Entry entry, String field) {
    reading.complain(
        entry.nameSpan(), entry.place(), Reading.quoted(field), "a field that requests can miss");
  }
}
