package dev.fairlead.app;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.PriceText;
import dev.fairlead.catalog.Prices;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Models and endpoints as JSON for programs. Prices are decimal texts in USD. */
final class ModelJson {
  private ModelJson() {}

  /** Prints a list with one object a line. */
  static void print(Iterator<Json> objects, PrintWriter out) {
    out.print("[");
    for (var before = "\n"; objects.hasNext(); before = ",\n") {
      out.print(before + JsonText.write(objects.next()));
    }
    out.println("\n]");
  }

  /** A model with the best of its endpoints' figures. */
  static Json model(ModelRow model) {
    var object = new LinkedHashMap<String, Json>();
    object.put("model", text(model.name()));
    put(object, "name", model.cheapest().about().title());
    object.put("kind", text(lower(model.cheapest().kind())));
    object.put("providers", texts(model.providers()));
    put(object, "context", model.context());
    put(object, "max_output", model.maxOutput());
    object.put("prices", prices(model.cheapest().prices()));
    object.put("cheapest_at", text(model.cheapest().provider()));
    origin(object, model.cheapest().origin());
    object.put("capabilities", texts(model.capabilities()));
    put(object, "released", model.released());
    return new Json.Obj(object);
  }

  /** All that is known of an endpoint. */
  static Json endpoint(Endpoint e) {
    var object = new LinkedHashMap<String, Json>();
    object.put("model", text(e.name()));
    object.put("provider", text(e.provider()));
    object.put("upstream_id", text(e.upstreamId()));
    put(object, "name", e.about().title());
    object.put("kind", text(lower(e.kind())));
    put(object, "context", e.context());
    put(object, "max_input", e.maxInput());
    put(object, "max_output", e.maxOutput());
    object.put("input", texts(e.input()));
    object.put("output", texts(e.output()));
    object.put("capabilities", texts(e.capabilities()));
    object.put("prices", prices(e.prices()));
    if (!e.tiers().isEmpty()) {
      object.put("price_tiers", new Json.Arr(e.tiers().stream().map(ModelJson::tier).toList()));
    }
    origin(object, e.origin());
    put(object, "released", e.about().released());
    put(object, "knowledge_cutoff", e.about().knowledge());
    put(object, "retires", e.about().retires());
    put(object, "status", e.about().status());
    put(object, "last_seen", e.origin().lastSeen());
    return new Json.Obj(object);
  }

  private static Json tier(Endpoint.PriceTier tier) {
    return new Json.Obj(
        Map.of("min_input_tokens", new Json.Num(tier.minInput()), "prices", prices(tier.prices())));
  }

  private static void origin(Map<String, Json> object, Endpoint.Origin origin) {
    put(object, "price_source", origin.source());
    object.put("price_confidence", text(lower(origin.confidence())));
    if (!origin.disputed().isEmpty()) {
      object.put("disputed", texts(origin.disputed().stream().map(PriceText::name).toList()));
    }
  }

  private static Json prices(Prices prices) {
    var object = new LinkedHashMap<String, Json>();
    for (var item : Prices.Item.values()) {
      put(object, PriceText.name(item), PriceText.decimal(item, prices.of(item)));
    }
    return new Json.Obj(object);
  }

  static Json text(String text) {
    return new Json.Str(text);
  }

  static Json texts(Collection<String> texts) {
    return new Json.Arr(List.<Json>copyOf(sorted(texts).stream().map(Json.Str::new).toList()));
  }

  private static Set<String> sorted(Collection<String> texts) {
    return new TreeSet<>(texts);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static void put(Map<String, Json> object, String key, String value) {
    if (!value.isEmpty()) {
      object.put(key, text(value));
    }
  }

  private static void put(Map<String, Json> object, String key, int value) {
    if (value != 0) {
      object.put(key, new Json.Num(value));
    }
  }
}
