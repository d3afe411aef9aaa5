package dev.fairlead.config;

import dev.fairlead.config.Section.Entry;
import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Kind;
import dev.fairlead.json.YamlNode.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code aliases}. An alias may name another; the result names models only, in the order in
 * which they are to be tried and each once.
 */
final class AliasReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Form<String> TARGET =
      new Form<>(
          "a model as openai/gpt-5-mini, or another alias",
          Set.of(Kind.TEXT),
          text ->
              Optional.of(text)
                  .filter(t -> Forms.MODEL_NAME.matcher(t).matches() || NAME.matcher(t).matches()));

  private static final int LONGEST = 16;

  private record Target(String name, Span span, Place place) {}

  private final Reading reading;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, List<Target>> targets = new LinkedHashMap<>();
  private final Map<String, Set<String>> models = new LinkedHashMap<>();

  AliasReader(Reading reading) {
    this.reading = reading;
  }

  Map<String, List<String>> read(Section root) {
    for (var entry : root.named("aliases")) {
      name(entry);
      reading.ask(entry.place());
      entries.put(entry.name(), entry);
      targets.put(entry.name(), targets(entry));
    }
    var resolved = new LinkedHashMap<String, List<String>>();
    for (var alias : targets.keySet()) {
      resolved.put(alias, List.copyOf(resolve(alias, new LinkedHashSet<>())));
    }
    return Collections.unmodifiableMap(resolved);
  }

  private void name(Entry entry) {
    if (entry.name().contains("/")) {
      reading.complain(
          entry.nameSpan(),
          entry.place(),
          "would hide the model of that name",
          "a name without a slash, as fast");
    } else if (!NAME.matcher(entry.name()).matches()) {
      reading.complain(
          entry.nameSpan(),
          entry.place(),
          Reading.name(entry.name()),
          "a name of letters, digits, points, dashes and underscores, as fast");
    }
  }

  private List<Target> targets(Entry entry) {
    if (!(entry.value() instanceof Items(var items, var span))) {
      return target(entry.place(), entry.value());
    }
    if (items.isEmpty()) {
      reading.complain(span, entry.place(), "an empty list", "at least one model");
    }
    var found = new ArrayList<Target>();
    for (int i = 0; i < items.size(); i++) {
      found.addAll(target(entry.place().item(i), items.get(i)));
    }
    return found;
  }

  private List<Target> target(Place place, YamlNode node) {
    return reading
        .value(place, node, TARGET)
        .map(name -> List.of(new Target(name, node.span(), place)))
        .orElse(List.of());
  }

  /** The models of an alias; each alias is looked into once. */
  private Set<String> resolve(String alias, Set<String> way) {
    var known = models.get(alias);
    if (known != null) {
      return known;
    }
    way.add(alias);
    var found = new LinkedHashSet<String>();
    for (var target : targets.getOrDefault(alias, List.of())) {
      if (target.name().contains("/")) {
        found.add(target.name());
      } else if (way.contains(target.name())) {
        cycle(target, way);
      } else if (way.size() == LONGEST) {
        reading.complain(
            target.span(),
            target.place(),
            "alias of alias of alias, %d times".formatted(LONGEST),
            "a model");
      } else if (entries.containsKey(target.name())) {
        found.addAll(resolve(target.name(), way));
      } else {
        unknown(target, alias);
      }
    }
    way.remove(alias);
    models.put(alias, found);
    return found;
  }

  private void cycle(Target target, Set<String> way) {
    var circle = new ArrayList<>(way);
    circle.subList(0, circle.indexOf(target.name())).clear();
    circle.add(target.name());
    reading.complain(
        target.span(),
        target.place(),
        "goes in a circle, " + String.join(" → ", circle),
        "aliases that end at models");
  }

  private void unknown(Target target, String alias) {
    var others = new LinkedHashSet<>(entries.keySet());
    others.remove(alias);
    reading.complain(
        target.span(),
        target.place(),
        Reading.quoted(target.name())
            + " is neither a model nor an alias"
            + Nearest.hint(target.name(), others),
        Forms.MODEL_EXPECTED + ", or another alias");
  }
}
