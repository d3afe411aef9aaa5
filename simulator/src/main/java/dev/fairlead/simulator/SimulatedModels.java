package dev.fairlead.simulator;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import dev.fairlead.simulator.script.ModelScript;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the catalogue says of the simulated models, and how their provider is reached. */
public final class SimulatedModels {
  /** The provider's id, and the author of its models. */
  public static final String PROVIDER = "simulated";

  private static final int CONTEXT = 128_000;
  private static final int MOST_OUTPUT = 16_384;

  /** 0.10 USD per million tokens in, 0.40 out, 0.05 for those from the cache. */
  private static final Prices PRICES = Prices.of(100_000, 400_000, 50_000);

  private static final Prices EMBEDDING_PRICES = Prices.of(20_000);

  private SimulatedModels() {}

  /** One endpoint for each standard model, as {@code simulated/echo}. */
  public static List<Endpoint> endpoints() {
    return ModelScript.DEFAULT.models().stream().map(SimulatedModels::endpoint).toList();
  }

  private static Endpoint endpoint(String name) {
    boolean embeds = name.equals("embed");
    return new Endpoint(
        PROVIDER + "/" + name,
        "",
        PROVIDER,
        name,
        embeds ? Kind.EMBEDDING : Kind.CHAT,
        CONTEXT,
        0,
        embeds ? 0 : MOST_OUTPUT,
        Set.of("text"),
        Set.of(embeds ? "embeddings" : "text"),
        capabilities(name),
        embeds ? EMBEDDING_PRICES : PRICES,
        List.of(),
        Origin.CONFIG);
  }

  private static Set<String> capabilities(String name) {
    return switch (name) {
      case "embed" -> Set.of();
      case "reasoner" -> Set.of("tools", "structured_output", "reasoning");
      default -> Set.of("tools", "structured_output");
    };
  }

  /** The provider behind a running simulator; {@code url} is {@link Simulator#url}. */
  public static Provider provider(String url) {
    return new Provider(
        PROVIDER,
        "Simulated",
        Map.of("openai.chat", url),
        Provider.Auth.NONE,
        List.of(),
        Map.of(),
        Map.of(),
        Set.of("openai.chat", "openai.completions", "openai.embeddings"),
        Quirks.NONE,
        Provider.Facts.NONE);
  }
}
