package dev.fairlead.app;

import dev.fairlead.catalog.Capabilities;
import dev.fairlead.catalog.Catalogue;
import dev.fairlead.catalog.CatalogueFile;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Nearest;
import dev.fairlead.catalog.Overrides;
import dev.fairlead.catalog.Prices;
import dev.fairlead.catalog.Query;
import dev.fairlead.json.MalformedJson;
import dev.fairlead.money.Picos;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, searches and filters the catalogue. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Lists, searches and filters the models of the catalogue.",
    footer = {
      "",
      "Examples:",
      "  fairlead models claude sonnet",
      "  fairlead models --provider groq,cerebras --sort price",
      "  fairlead models --supports tools,reasoning --context 200k --max-price 0.5",
      "  fairlead models gpt-4o-mini --endpoints",
      "  fairlead models --kind embedding --json"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final int SUGGESTIONS = 3;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "WORD",
      description = "Each must be in the model's name, title or id at the provider.")
  private List<String> words = List.of();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--provider",
      split = ",",
      paramLabel = "ID",
      description = "Only endpoints of these providers, as openai or groq.")
  private List<String> providers = List.of();

  @Option(
      names = "--supports",
      split = ",",
      paramLabel = "CAPABILITY",
      description = "Only endpoints that can do all of these, as tools or reasoning.")
  private List<String> supports = List.of();

  @Option(
      names = "--max-price",
      paramLabel = "USD",
      description = "Only endpoints with an input price of at most this for a million tokens.")
  private String maxPrice = "";

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description = "Only endpoints with a context of at least this, as 200k or 1M.")
  private String context = "0";

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description = {
        "Only endpoints of these kinds: chat, completion, embedding, image, speech,",
        "transcription, video, rerank, realtime, moderation or ocr."
      })
  private List<String> kinds = List.of();

  @Option(
      names = "--sort",
      paramLabel = "BY",
      description = "name (the default), price (input, lowest first), context or newest.")
  private String sort = "name";

  @Option(names = "--endpoints", description = "One row for each endpoint instead of each model.")
  private boolean endpoints;

  @Option(names = "--json", description = "JSON with all that is known, instead of a table.")
  private boolean json;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = "Another catalogue than the one that comes with Fairlead.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    var catalogue = catalogue();
    var found =
        catalogue.endpoints().stream()
            .filter(query(catalogue)::matches)
            .sorted(order().order())
            .toList();
    var out = spec().commandLine().getOut();
    if (json) {
      printJson(found, out);
    } else if (found.isEmpty()) {
      out.println("No model matches." + suggestion(catalogue));
    } else {
      printTable(found, catalogue, out);
    }
    out.flush();
    return 0;
  }

  /** What is listed: the catalogue, and what the operator's configuration lays over it. */
  private Catalogue catalogue() {
    try {
      var base = file == null ? CatalogueFile.load() : CatalogueFile.load(file);
      return Overrides.apply(base, config.load());
    } catch (IOException | MalformedJson e) {
      throw wrong("--catalogue: %s: %s".formatted(file, e.getMessage()));
    } catch (IllegalArgumentException | ConfigOption.Refused e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void printJson(List<Endpoint> found, PrintWriter out) {
    ModelJson.print(
        endpoints
            ? found.stream().map(ModelJson::endpoint).iterator()
            : ModelRow.of(found).stream().map(ModelJson::model).iterator(),
        out);
  }

  private void printTable(List<Endpoint> found, Catalogue catalogue, PrintWriter out) {
    var models = ModelRow.of(found);
    (endpoints ? ModelTable.endpoints(found) : ModelTable.models(models)).forEach(out::println);
    out.println();
    out.println(
        "%s, %s at %s. Catalogue %s."
            .formatted(
                count(models.size(), "model"),
                count(found.size(), "endpoint"),
                count(found.stream().map(Endpoint::provider).distinct().count(), "provider"),
                catalogue.version()));
    ModelTable.legend().forEach(out::println);
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private Query query(Catalogue catalogue) {
    return new Query(
        words, providers(catalogue), kinds(), maxInput(), supports(catalogue), context());
  }

  private Set<String> providers(Catalogue catalogue) {
    var known = new HashMap<String, String>();
    for (Provider p : Providers.shipped().values()) {
      known.put(p.id(), p.id());
      p.aliases().forEach(alias -> known.putIfAbsent(alias, p.id()));
    }
    catalogue.endpoints().forEach(e -> known.put(e.provider(), e.provider()));
    return chosen("--provider", "provider", providers, known);
  }

  private Set<String> supports(Catalogue catalogue) {
    var known = new HashMap<String, String>();
    Capabilities.known(catalogue).forEach(c -> known.put(c, c));
    var written = supports.stream().map(s -> s.toLowerCase(Locale.ROOT).replace('-', '_')).toList();
    return chosen("--supports", "capability", written, known);
  }

  private Set<Endpoint.Kind> kinds() {
    var known = words(Endpoint.Kind.values());
    return chosen("--kind", "kind", kinds, known).stream()
        .map(k -> Endpoint.Kind.valueOf(k.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  private Query.Sort order() {
    var known = words(Query.Sort.values());
    var chosen = chosen("--sort", "order", List.of(sort), known).iterator().next();
    return Query.Sort.valueOf(chosen.toUpperCase(Locale.ROOT));
  }

  private static Map<String, String> words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(c -> c.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toMap(w -> w, w -> w));
  }

  private Set<String> chosen(
      String option, String what, List<String> written, Map<String, String> known) {
    var chosen = new HashSet<String>();
    for (var word : written) {
      var meant = known.get(word.toLowerCase(Locale.ROOT));
      if (meant == null) {
        throw wrong(
            "%s: no %s \"%s\" (%s)".formatted(option, what, word, expected(word, known.keySet())));
      }
      chosen.add(meant);
    }
    return chosen;
  }

  private static String expected(String word, Collection<String> known) {
    var near = new Nearest(known).to(word, SUGGESTIONS);
    return near.isEmpty()
        ? "known: " + String.join(", ", new TreeSet<>(known))
        : "nearest: " + String.join(", ", near);
  }

  private long maxInput() {
    try {
      return maxPrice.isEmpty() ? Prices.UNKNOWN : Picos.perMillion(maxPrice);
    } catch (IllegalArgumentException e) {
      throw wrong("--max-" + e.getMessage());
    }
  }

  private int context() {
    try {
      return Tokens.parse(context);
    } catch (IllegalArgumentException e) {
      throw wrong("--context " + e.getMessage());
    }
  }

  private String suggestion(Catalogue catalogue) {
    var near = new ArrayList<String>();
    if (!words.isEmpty()) {
      near.addAll(new Nearest(catalogue).to(String.join("-", words), SUGGESTIONS));
    }
    return near.isEmpty() ? "" : " Nearest names: " + String.join(", ", near) + ".";
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not started by picocli");
    }
    return spec;
  }
}
