package dev.fairlead.catalog;

import dev.fairlead.catalog.Endpoint.About;
import dev.fairlead.catalog.Endpoint.Confidence;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Endpoint.PriceTier;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import dev.fairlead.json.MalformedJson;
import dev.fairlead.money.Picos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a catalogue of source files: {@code models.jsonl} with one endpoint a line and, where there
 * is one, {@code disagreements.jsonl} with the prices on which sources differ. A line that cannot
 * be used is left out and named in {@link Imported#problems}. Not thread-safe.
 */
public final class SourceFiles {
  private static final String NAME = "[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*";

  /** Providers whose ids begin with the author; an id without one is only a name in price lists. */
  private static final Set<String> AUTHOR_IN_ID = Set.of("openrouter");

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<Id, Set<Prices.Item>> disputes = new HashMap<>();
  private final TreeMap<String, String> sources = new TreeMap<>();
  private final Set<Id> met = new HashSet<>();
  private int lines;
  private int rounded;

  private record Id(String provider, String upstreamId) {}

  /**
   * What the source files gave.
   *
   * @param lines endpoints in the source files, usable or not
   * @param rounded prices with more digits than a picodollar has
   * @param problems what was left out, and why
   */
  public record Imported(CatalogueFile file, int lines, int rounded, List<String> problems) {
    public Imported {
      problems = List.copyOf(problems);
    }
  }

  private SourceFiles() {}

  /** Reads the source files of a folder. */
  public static Imported read(Path folder) throws IOException {
    var files = new SourceFiles();
    var disagreements = folder.resolve("disagreements.jsonl");
    if (Files.exists(disagreements)) {
      files.each(disagreements, files::dispute);
    }
    files.each(folder.resolve("models.jsonl"), files::model);
    return new Imported(
        CatalogueFile.of(files.sources, files.endpoints),
        files.lines,
        files.rounded,
        files.problems);
  }

  private interface Line {
    void read(Json.Obj line);
  }

  private void each(Path file, Line use) throws IOException {
    int number = 0;
    for (var text : Files.readAllLines(file)) {
      number++;
      if (text.isBlank()) {
        continue;
      }
      try {
        use.read(JsonText.object(text));
      } catch (MalformedJson | IllegalArgumentException e) {
        problems.add("%s:%d: %s".formatted(file.getFileName(), number, e.getMessage()));
      }
    }
  }

  private void dispute(Json.Obj line) {
    var id = new Id(line.text("provider"), line.text("provider_model_id"));
    disputes.computeIfAbsent(id, _ -> new HashSet<>()).add(PriceText.item(line.text("field")));
    for (var value : line.items("values")) {
      if (value instanceof Json.Obj v) {
        source(v.text("source"), v.text("date"));
      }
    }
  }

  private void source(String id, String date) {
    if (!id.isEmpty() && !date.isEmpty()) {
      sources.merge(id, date, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
  }

  private void model(Json.Obj line) {
    lines++;
    var names = line.texts("sources");
    if (names.size() == 1) {
      source(names.getFirst(), line.text("last_seen"));
    }
    var endpoint = endpoint(line);
    if (!met.add(new Id(endpoint.provider(), endpoint.upstreamId()))) {
      throw new IllegalArgumentException(
          "%s %s: named twice (the first holds)"
              .formatted(endpoint.provider(), endpoint.upstreamId()));
    }
    if (AUTHOR_IN_ID.contains(endpoint.provider()) && endpoint.upstreamId().indexOf('/') < 0) {
      throw new IllegalArgumentException(
          "%s %s: an id that cannot be asked for (expected: author/slug)"
              .formatted(endpoint.provider(), endpoint.upstreamId()));
    }
    endpoints.add(endpoint);
  }

  private Endpoint endpoint(Json.Obj line) {
    var prices = prices(line.object("pricing"));
    return new Endpoint(
        slug(line.text("slug")),
        line.text("variant"),
        required(line, "provider"),
        required(line, "provider_model_id"),
        kind(line.text("kind")),
        tokens(line, "context_length"),
        tokens(line, "max_input"),
        tokens(line, "max_output"),
        Set.copyOf(line.texts("input_modalities")),
        Set.copyOf(line.texts("output_modalities")),
        Set.copyOf(line.texts("capabilities")),
        prices,
        tiers(line),
        origin(line, prices),
        new About(
            line.text("name"),
            line.text("release_date"),
            line.text("knowledge_cutoff"),
            line.text("deprecation_date"),
            line.text("status")));
  }

  private Prices prices(Json.Obj pricing) {
    var prices = Prices.NONE;
    for (var name : pricing.members().keySet()) {
      if (!name.equals("min_input_tokens")) {
        var item = PriceText.item(name);
        prices = prices.with(item, picos(item, pricing.text(name)));
      }
    }
    return prices;
  }

  private long picos(Prices.Item item, String decimal) {
    var price = item.perToken() ? Picos.perMillionRounded(decimal) : Picos.perUnitRounded(decimal);
    if (!price.exact()) {
      rounded++;
    }
    return price.picos();
  }

  private List<PriceTier> tiers(Json.Obj line) {
    var tiers = new ArrayList<PriceTier>();
    for (var item : line.items("price_tiers")) {
      if (!(item instanceof Json.Obj tier) || tier.number("min_input_tokens", 0) <= 0) {
        throw new IllegalArgumentException(
            "price_tiers: %s (expected: objects with min_input_tokens)"
                .formatted(JsonText.write(item)));
      }
      tiers.add(new PriceTier(tier.number("min_input_tokens", 0), prices(tier)));
    }
    tiers.sort(Comparator.comparingLong(PriceTier::minInput));
    return tiers;
  }

  private Origin origin(Json.Obj line, Prices prices) {
    var id = new Id(line.text("provider"), line.text("provider_model_id"));
    var disputed = disputes.getOrDefault(id, Set.of());
    return new Origin(
        line.text("price_source"),
        prices.equals(Prices.NONE)
            ? Confidence.UNPRICED
            : confidence(line.text("price_confidence")),
        line.text("last_seen"),
        disputed.stream().filter(prices::knows).collect(Collectors.toSet()));
  }

  private static Confidence confidence(String word) {
    return switch (word) {
      case "agreed" -> Confidence.AGREED;
      case "single", "" -> Confidence.SINGLE;
      case "disputed" -> Confidence.DISPUTED;
      default ->
          throw new IllegalArgumentException(
              "price_confidence: \"%s\" (expected: agreed, single or disputed)".formatted(word));
    };
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "kind: \"%s\" (expected: one of %s)"
                    .formatted(word, Arrays.toString(Kind.values()).toLowerCase(Locale.ROOT))));
  }

  private static String slug(String slug) {
    if (!slug.matches(NAME)) {
      throw new IllegalArgumentException(
          "slug: \"%s\" (expected: author/slug in lower case)".formatted(slug));
    }
    return slug;
  }

  private static String required(Json.Obj line, String key) {
    var text = line.text(key);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(key + ": absent (expected: a text)");
    }
    return text;
  }

  private static int tokens(Json.Obj line, String key) {
    int tokens = line.number(key, 0);
    if (tokens < 0) {
      throw new IllegalArgumentException("%s: %d (expected: >= 0)".formatted(key, tokens));
    }
    return tokens;
  }
}
