package dev.fairlead.config;

import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.config.Config.ModelConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code providers.*.models} and what an override has in common with it. */
final class ModelReader {
  private static final Form<String> TOKEN_PRICE = Forms.decimal(6, 6, "USD per million tokens");
  private static final Form<String> UNIT_PRICE = Forms.decimal(6, 12, "USD for one");

  private final Reading reading;

  ModelReader(Reading reading) {
    this.reading = reading;
  }

  /** The models of one provider. */
  List<ModelConfig> models(Section provider) {
    var models = new ArrayList<ModelConfig>();
    var names = new HashSet<String>();
    for (var entry : provider.items("models", "a list of models")) {
      Section.of(reading, entry.place(), entry.value())
          .ifPresent(at -> {
            var model = model(at, "");
            if (!model.model().isEmpty() && !names.add(model.model())) {
              repeated(at, "the same model again");
            }
            models.add(model);
            at.end();
          });
    }
    return List.copyOf(models);
  }

  /** One model; the caller ends the section. */
  ModelConfig model(Section at, String provider) {
    return new ModelConfig(
        at.required("model", Forms.MODEL).orElse(""),
        provider,
        at.get("upstream-id", Forms.PRINTABLE, ""),
        at.get("context", Forms.TOKEN_COUNT, 0),
        at.get("max-output", Forms.TOKEN_COUNT, 0),
        List.copyOf(at.list("capabilities", Forms.CAPABILITY)),
        at.section("prices").map(ModelReader::prices).orElse(Map.of()));
  }

  void repeated(Section at, String found) {
    reading.complain(at.spanOf("model"), at.place().key("model"), found, "each only once");
  }

  private static Map<String, String> prices(Section at) {
    var prices = new LinkedHashMap<String, String>();
    for (var item : Item.values()) {
      var name = item.name().toLowerCase(Locale.ROOT);
      boolean perUnit = name.startsWith("per_") || name.endsWith("_per_call");
      at.get(name.replace('_', '-'), perUnit ? UNIT_PRICE : TOKEN_PRICE)
          .ifPresent(price -> prices.put(name, price));
    }
    at.end();
    return Collections.unmodifiableMap(prices);
  }
}
