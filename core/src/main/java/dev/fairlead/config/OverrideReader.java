package dev.fairlead.config;

import dev.fairlead.config.Config.ModelConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code catalogue.overrides}. */
final class OverrideReader {
  private final Reading reading;
  private final ModelReader models;

  OverrideReader(Reading reading) {
    this.reading = reading;
    this.models = new ModelReader(reading);
  }

  List<ModelConfig> read(Section root) {
    var own = new HashSet<String>();
    root.named("providers").forEach(entry -> own.add(entry.name()));
    return root.section("catalogue").map(at -> overrides(at, own)).orElse(List.of());
  }

  private List<ModelConfig> overrides(Section catalogue, Set<String> own) {
    record Target(String model, String provider) {}
    var overrides = new ArrayList<ModelConfig>();
    var targets = new HashSet<Target>();
    for (var entry : catalogue.items("overrides", "a list of overrides")) {
      Section.of(reading, entry.place(), entry.value())
          .ifPresent(at -> {
            var override = models.model(at, provider(at, own));
            if (!override.model().isEmpty()
                && !targets.add(new Target(override.model(), override.provider()))) {
              models.repeated(at, "the same model and provider again");
            }
            saysNothing(at);
            overrides.add(override);
            at.end();
          });
    }
    catalogue.end();
    return List.copyOf(overrides);
  }

  private String provider(Section at, Set<String> own) {
    var provider = at.get("provider", Forms.PROVIDER_ID, "");
    var known = new HashSet<>(own);
    known.addAll(reading.around().providers());
    if (!provider.isEmpty() && !known.contains(provider)) {
      reading.complain(
          at.spanOf("provider"),
          at.place().key("provider"),
          Reading.quoted(provider) + " is no provider" + Nearest.hint(provider, known),
          "a known provider, or one of providers in this file");
    }
    return provider;
  }

  private void saysNothing(Section at) {
    var facts = List.of("upstream-id", "context", "max-output", "capabilities", "prices");
    if (facts.stream().noneMatch(at::has)) {
      reading.complain(
          at.span(), at.place(), "changes nothing", "one of " + String.join(", ", facts));
    }
  }
}
