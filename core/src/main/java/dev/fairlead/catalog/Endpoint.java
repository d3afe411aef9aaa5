package dev.fairlead.catalog;

import java.util.List;
import java.util.Set;

/**
 * One model at one provider in one configuration. Routing chooses endpoints.
 *
 * @param model the canonical {@code author/slug}, lower case
 * @param variant the suffix after the colon, as {@code free}; empty for the plain model
 * @param provider the provider's id, as {@code openai}
 * @param upstreamId the model name that the provider wants to read
 * @param kind what the endpoint does
 * @param context the context window in tokens; 0 when unknown
 * @param maxInput the longest input in tokens; 0 when unknown
 * @param maxOutput the longest output in tokens; 0 when unknown
 * @param input what can be sent: {@code text}, {@code image}, {@code pdf}, {@code audio}, {@code
 *     video}
 * @param output what can come back, likewise, and {@code embeddings}
 * @param capabilities as {@code tools}, {@code reasoning}, {@code structured_output}; absence means
 *     that no source says so
 * @param prices the prices below every tier
 * @param tiers prices that hold from an input length on, shortest first
 * @param origin where the figures are from and how sure they are
 * @param about what people want to know of it besides
 */
public record Endpoint(
    String model,
    String variant,
    String provider,
    String upstreamId,
    Kind kind,
    int context,
    int maxInput,
    int maxOutput,
    Set<String> input,
    Set<String> output,
    Set<String> capabilities,
    Prices prices,
    List<PriceTier> tiers,
    Origin origin,
    About about) {

  /** What an endpoint does. */
  public enum Kind {
    CHAT,
    COMPLETION,
    EMBEDDING,
    IMAGE,
    SPEECH,
    TRANSCRIPTION,
    VIDEO,
    RERANK,
    REALTIME,
    MODERATION,
    OCR
  }

  /** Prices that hold for requests of at least {@code minInput} input tokens. */
  public record PriceTier(long minInput, Prices prices) {}

  /**
   * Where an endpoint's figures are from.
   *
   * @param source the id of the source of the price; {@code config} for an override
   * @param confidence whether independent sources agree on the price
   * @param lastSeen ISO date of the newest source that lists the endpoint; empty when unknown
   * @param disputed the prices for which another source has another figure
   */
  public record Origin(
      String source, Confidence confidence, String lastSeen, Set<Prices.Item> disputed) {
    public static final Origin CONFIG = new Origin("config", Confidence.OWN, "");

    public Origin(String source, Confidence confidence, String lastSeen) {
      this(source, confidence, lastSeen, Set.of());
    }

    public Origin {
      disputed = Set.copyOf(disputed);
    }
  }

  /**
   * What people want to know of an endpoint and routing does not; empty text where no source says.
   *
   * @param title the name for people, as {@code GPT-4o mini}
   * @param released ISO date or month
   * @param knowledge ISO date or month to which its training data reach
   * @param retires ISO date of its end
   * @param status {@code beta} or {@code deprecated}
   */
  public record About(
      String title, String released, String knowledge, String retires, String status) {
    public static final About NOTHING = new About("", "", "", "", "");
  }

  /** How sure a price is. */
  public enum Confidence {
    /** An independent source has the same price. */
    AGREED,
    /** One source only. */
    SINGLE,
    /** An independent source has another price. */
    DISPUTED,
    /** Set by the operator. */
    OWN,
    /** No source has a price. */
    UNPRICED
  }

  public Endpoint(
      String model,
      String variant,
      String provider,
      String upstreamId,
      Kind kind,
      int context,
      int maxInput,
      int maxOutput,
      Set<String> input,
      Set<String> output,
      Set<String> capabilities,
      Prices prices,
      List<PriceTier> tiers,
      Origin origin) {
    this(
        model,
        variant,
        provider,
        upstreamId,
        kind,
        context,
        maxInput,
        maxOutput,
        input,
        output,
        capabilities,
        prices,
        tiers,
        origin,
        About.NOTHING);
  }

  public Endpoint {
    input = Set.copyOf(input);
    output = Set.copyOf(output);
    capabilities = Set.copyOf(capabilities);
    tiers = List.copyOf(tiers);
  }

  /** The name a caller asks by: {@code author/slug} with {@code :variant} where there is one. */
  public String name() {
    return variant.isEmpty() ? model : model + ":" + variant;
  }

  /** The prices for a request of so many input tokens. */
  public Prices pricesFor(long inputTokens) {
    var found = prices;
    for (var tier : tiers) {
      if (inputTokens >= tier.minInput()) {
        found = tier.prices();
      }
    }
    return found;
  }
}
