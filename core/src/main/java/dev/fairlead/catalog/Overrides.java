package dev.fairlead.catalog;

import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Endpoint.PriceTier;
import dev.fairlead.config.Config;
import dev.fairlead.config.Config.ModelConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator's configuration says of models, laid over the catalogue. It wins: a fact that
 * is set replaces the catalogue's, a fact that is not leaves it. Pure.
 */
public final class Overrides {
  private static final int SUGGESTIONS = 3;

  private final Catalogue catalogue;
  private final List<Endpoint> endpoints;

  private Overrides(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.endpoints = new ArrayList<>(catalogue.endpoints());
  }

  /**
   * The catalogue with the models of all providers and the overrides of a configuration. Its
   * version is the old one with the beginning of the configuration's hash where anything was
   * changed.
   *
   * @throws IllegalArgumentException for a fact that cannot be; the message begins with its place
   */
  public static Catalogue apply(Catalogue catalogue, Config config) {
    var work = new Overrides(catalogue);
    boolean touched = !config.overrides().isEmpty();
    for (var provider : config.providers().entrySet()) {
      var models = provider.getValue().models();
      touched |= !models.isEmpty();
      for (int i = 0; i < models.size(); i++) {
        var place = "providers.%s.models[%d]".formatted(provider.getKey(), i);
        work.own(place, provider.getKey(), models.get(i));
      }
    }
    for (int i = 0; i < config.overrides().size(); i++) {
      work.override("overrides[%d]".formatted(i), config.overrides().get(i));
    }
    if (!touched) {
      return catalogue;
    }
    var hash = config.hash();
    var version = catalogue.version() + "+" + hash.substring(0, Math.min(8, hash.length()));
    return new Catalogue(version, catalogue.date(), work.endpoints);
  }

  /** A model of one's own at one provider; takes the place of a known one with the same id. */
  private void own(String place, String provider, ModelConfig model) {
    var name = Name.of(place, model.model());
    var id = model.upstreamId().isEmpty() ? name.asWritten : model.upstreamId();
    for (int i = 0; i < endpoints.size(); i++) {
      var e = endpoints.get(i);
      if (e.provider().equals(provider)
          && e.upstreamId().equals(id)
          && e.name().equals(name.full())) {
        endpoints.set(i, changed(place, e, model));
        return;
      }
    }
    endpoints.add(changed(place, blank(name, provider, id, model), model));
  }

  /** An endpoint without figures; what the model is like is taken from where it is known. */
  private Endpoint blank(Name name, String provider, String id, ModelConfig model) {
    var known = catalogue.named(name.full());
    boolean embeds = model.capabilities().contains("embeddings");
    if (known.isEmpty()) {
      var input =
          model.capabilities().contains("vision") ? Set.of("text", "image") : Set.of("text");
      return new Endpoint(
          name.model,
          name.variant,
          provider,
          id,
          embeds ? Kind.EMBEDDING : Kind.CHAT,
          0,
          0,
          0,
          input,
          Set.of(embeds ? "embeddings" : "text"),
          Set.of(),
          Prices.NONE,
          List.of(),
          Origin.CONFIG);
    }
    var like = known.getFirst();
    return new Endpoint(
        name.model,
        name.variant,
        provider,
        id,
        like.kind(),
        0,
        0,
        0,
        like.input(),
        like.output(),
        like.capabilities(),
        Prices.NONE,
        List.of(),
        Origin.CONFIG,
        like.about());
  }

  private void override(String place, ModelConfig model) {
    var name = Name.of(place, model.model());
    boolean found = false;
    for (int i = 0; i < endpoints.size(); i++) {
      var e = endpoints.get(i);
      if (e.name().equals(name.full())
          && (model.provider().isEmpty() || e.provider().equals(model.provider()))
          && (model.upstreamId().isEmpty() || e.upstreamId().equals(model.upstreamId()))) {
        endpoints.set(i, changed(place, e, model));
        found = true;
      }
    }
    if (!found) {
      throw unmatched(place, name, model);
    }
  }

  private IllegalArgumentException unmatched(String place, Name name, ModelConfig model) {
    var known = endpoints.stream().filter(e -> e.name().equals(name.full())).toList();
    if (known.isEmpty()) {
      var near = new Nearest(catalogue).to(name.full(), SUGGESTIONS);
      return wrong(
          place + ".model",
          model.model(),
          "a model of the catalogue%s; a model of your own goes under providers.<id>.models"
              .formatted(near.isEmpty() ? "" : ", as " + String.join(", ", near)));
    }
    var there =
        known.stream()
            .filter(e -> model.provider().isEmpty() || e.provider().equals(model.provider()))
            .toList();
    if (there.isEmpty()) {
      return wrong(
          place + ".provider",
          model.provider(),
          "one that serves %s: %s"
              .formatted(name.full(), sorted(known.stream().map(Endpoint::provider).toList())));
    }
    return wrong(
        place + ".upstream-id",
        model.upstreamId(),
        "one of %s".formatted(sorted(there.stream().map(Endpoint::upstreamId).toList())));
  }

  private static String sorted(List<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }

  private Endpoint changed(String place, Endpoint e, ModelConfig model) {
    var capabilities = capabilities(place, model);
    var prices = prices(place, e.prices(), model.prices());
    return new Endpoint(
        e.model(),
        e.variant(),
        e.provider(),
        e.upstreamId(),
        e.kind(),
        tokens(place + ".context", model.context(), e.context()),
        e.maxInput(),
        tokens(place + ".max-output", model.maxOutput(), e.maxOutput()),
        e.input(),
        e.output(),
        capabilities.isEmpty() ? e.capabilities() : capabilities,
        prices,
        tiers(place, e.tiers(), prices, model.prices()),
        model.prices().isEmpty() ? e.origin() : Origin.CONFIG,
        e.about());
  }

  private static int tokens(String place, int set, int known) {
    if (set < 0) {
      throw new IllegalArgumentException("%s: %d (expected: >= 0)".formatted(place, set));
    }
    return set == 0 ? known : set;
  }

  private static Prices prices(String place, Prices known, Map<String, String> set) {
    var prices = known;
    for (var price : set.entrySet()) {
      try {
        var item = PriceText.item(price.getKey().replace('-', '_'));
        prices = prices.with(item, PriceText.picos(item, price.getValue()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s.prices.%s: %s".formatted(place, price.getKey(), e.getMessage()), e);
      }
    }
    return prices;
  }

  /** A price that is set holds at every length; a tier that then says nothing more is dropped. */
  private static List<PriceTier> tiers(
      String place, List<PriceTier> known, Prices below, Map<String, String> set) {
    return known.stream()
        .map(t -> new PriceTier(t.minInput(), prices(place, t.prices(), set)))
        .filter(t -> set.isEmpty() || !t.prices().equals(below))
        .toList();
  }

  private Set<String> capabilities(String place, ModelConfig model) {
    var known = Capabilities.known(catalogue);
    var found = new LinkedHashSet<String>();
    for (var written : model.capabilities()) {
      var capability = written.replace('-', '_').toLowerCase(Locale.ROOT);
      if (!known.contains(capability)) {
        throw wrong(place + ".capabilities", written, "one of " + String.join(", ", known));
      }
      found.add(capability);
    }
    return found;
  }

  private static IllegalArgumentException wrong(String place, String value, String expected) {
    return new IllegalArgumentException(
        "%s: \"%s\" (expected: %s)".formatted(place, value, expected));
  }

  /**
   * A model's name taken apart.
   *
   * @param asWritten what follows the author, in its own case
   */
  private record Name(String model, String variant, String asWritten) {
    static Name of(String place, String text) {
      int slash = text.indexOf('/');
      if (slash <= 0 || slash == text.length() - 1 || !text.matches("[\\w.@/:-]+")) {
        throw wrong(place + ".model", text, "author/slug, as openai/gpt-4o");
      }
      var lower = text.toLowerCase(Locale.ROOT);
      int colon = lower.indexOf(':', slash);
      return new Name(
          colon < 0 ? lower : lower.substring(0, colon),
          colon < 0 ? "" : lower.substring(colon + 1),
          text.substring(slash + 1));
    }

    String full() {
      return variant.isEmpty() ? model : model + ":" + variant;
    }
  }
}
