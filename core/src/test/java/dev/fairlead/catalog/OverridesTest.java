package dev.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.catalog.Endpoint.Confidence;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Endpoint.PriceTier;
import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.config.Config;
import dev.fairlead.config.Config.ModelConfig;
import dev.fairlead.config.Config.ProviderConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverridesTest {
  private static final Catalogue CATALOGUE =
      new Catalogue(
          "v1", "2026-11-10", List.of(endpoint("openai", "gpt-4o"), endpoint("azure", "gpt-4o")));

  private static Endpoint endpoint(String provider, String id) {
    return new Endpoint(
        "openai/gpt-4o",
        "",
        provider,
        id,
        Kind.CHAT,
        128_000,
        0,
        16_384,
        Set.of("text", "image"),
        Set.of("text"),
        Set.of("tools", "vision"),
        PriceText.read("input 2.5 output 10"),
        List.of(new PriceTier(64_000, PriceText.read("input 5 output 20"))),
        new Origin("a", Confidence.DISPUTED, "2026-11-10", Set.of(Item.INPUT)));
  }

  private static ModelConfig model(String model, String provider, Map<String, String> prices) {
    return new ModelConfig(model, provider, "", 0, 0, List.of(), prices);
  }

  private static Config config(Map<String, ProviderConfig> providers, ModelConfig... overrides) {
    var d = Config.DEFAULT;
    return new Config(
        d.listen(),
        d.control(),
        d.limits(),
        d.timeouts(),
        d.retry(),
        d.translation(),
        d.state(),
        providers,
        d.aliases(),
        List.of(overrides),
        d.simulator(),
        "0123456789abcdef");
  }

  private static Map<String, ProviderConfig> models(String provider, ModelConfig... models) {
    return Map.of(
        provider,
        new ProviderConfig(
            true, List.of(), "", "", "", Map.of(), List.of(models), Optional.empty()));
  }

  private static Catalogue apply(ModelConfig... overrides) {
    return Overrides.apply(CATALOGUE, config(Map.of(), overrides));
  }

  @Test
  void withoutOverridesTheCatalogueIsTheSame() {
    assertThat(Overrides.apply(CATALOGUE, Config.DEFAULT)).isSameAs(CATALOGUE);
  }

  @Test
  void aPriceWinsAtEveryProviderAndEveryLength() {
    var changed = apply(model("openai/gpt-4o", "", Map.of("input", "1")));
    assertThat(changed.version()).isEqualTo("v1+01234567");
    assertThat(changed.named("openai/gpt-4o"))
        .hasSize(2)
        .allSatisfy(e -> {
          assertThat(e.prices()).isEqualTo(PriceText.read("input 1 output 10"));
          assertThat(e.pricesFor(64_000)).isEqualTo(PriceText.read("input 1 output 20"));
          assertThat(e.origin()).isEqualTo(Origin.CONFIG);
        });
  }

  @Test
  void atOneProviderTheOthersStay() {
    var changed = apply(model("openai/gpt-4o", "azure", Map.of("output", "8")));
    assertThat(changed.named("openai/gpt-4o"))
        .extracting(e -> PriceText.write(e.prices()))
        .containsExactly("input 2.5 output 10", "input 2.5 output 8");
  }

  @Test
  void factsThatAreNotSetStay() {
    var changed =
        apply(new ModelConfig("OpenAI/GPT-4o", "", "", 64_000, 0, List.of("tools"), Map.of()))
            .named("openai/gpt-4o")
            .getFirst();
    assertThat(changed.context()).isEqualTo(64_000);
    assertThat(changed.maxOutput()).isEqualTo(16_384);
    assertThat(changed.capabilities()).containsExactly("tools");
    assertThat(changed.prices()).isEqualTo(PriceText.read("input 2.5 output 10"));
    assertThat(changed.origin().source()).isEqualTo("a");
  }

  @Test
  void aModelOfOnesOwnIsAddedUnderTheNameAsWritten() {
    var own = new ModelConfig("mine/Llama3:8b", "", "", 8_192, 0, List.of("tools"), Map.of());
    var changed = Overrides.apply(CATALOGUE, config(models("ollama", own)));
    var e = changed.named("mine/llama3:8b").getFirst();
    assertThat(e.provider()).isEqualTo("ollama");
    assertThat(e.upstreamId()).isEqualTo("Llama3:8b");
    assertThat(e.variant()).isEqualTo("8b");
    assertThat(e.context()).isEqualTo(8_192);
    assertThat(e.prices()).isEqualTo(Prices.NONE);
    assertThat(e.kind()).isEqualTo(Kind.CHAT);
  }

  @Test
  void aKnownModelAtAnotherProviderIsLikeTheKnownOneButForPriceAndLimits() {
    var own = new ModelConfig("openai/gpt-4o", "", "my-gpt", 0, 0, List.of(), Map.of());
    var e = Overrides.apply(CATALOGUE, config(models("mine", own))).endpoints().getLast();
    assertThat(e.upstreamId()).isEqualTo("my-gpt");
    assertThat(e.capabilities()).containsExactlyInAnyOrder("tools", "vision");
    assertThat(e.context()).isZero();
    assertThat(e.prices()).isEqualTo(Prices.NONE);
  }

  @Test
  void anEmbeddingModelIsKnownByItsCapability() {
    var own = new ModelConfig("mine/embed", "", "", 0, 0, List.of("embeddings"), Map.of());
    var e = Overrides.apply(CATALOGUE, config(models("mine", own))).endpoints().getLast();
    assertThat(e.kind()).isEqualTo(Kind.EMBEDDING);
    assertThat(e.output()).containsExactly("embeddings");
  }

  @Test
  void anOverrideAlsoHoldsForAModelOfOnesOwn() {
    var own = model("mine/m", "", Map.of("input", "1"));
    var config = config(models("mine", own), model("mine/m", "", Map.of("input", "2")));
    assertThat(PriceText.write(Overrides.apply(CATALOGUE, config).endpoints().getLast().prices()))
        .isEqualTo("input 2");
  }

  @Test
  void aModelThatIsNotThereNamesTheNearest() {
    assertThatThrownBy(() -> apply(model("openai/gpt4-o", "", Map.of())))
        .hasMessage(
            "overrides[0].model: \"openai/gpt4-o\" (expected: a model of the catalogue, as"
                + " openai/gpt-4o; a model of your own goes under providers.<id>.models)");
  }

  @Test
  void aProviderThatDoesNotServeItNamesThoseThatDo() {
    assertThatThrownBy(() -> apply(model("openai/gpt-4o", "groq", Map.of())))
        .hasMessage(
            "overrides[0].provider: \"groq\" (expected: one that serves openai/gpt-4o: azure,"
                + " openai)");
  }

  @Test
  void aValueThatCannotBeNamesItsPlace() {
    assertThatThrownBy(() -> apply(model("openai/gpt-4o", "", Map.of("input", "cheap"))))
        .hasMessage(
            "overrides[0].prices.input: price: \"cheap\" (expected: a decimal number >= 0, as"
                + " 0.15)");
    assertThatThrownBy(() -> apply(model("openai/gpt-4o", "", Map.of("inptu", "1"))))
        .hasMessageStartingWith("overrides[0].prices.inptu: price of \"inptu\"");
    assertThatThrownBy(() -> apply(model("gpt-4o", "", Map.of())))
        .hasMessageContaining("overrides[0].model: \"gpt-4o\" (expected: author/slug");
    var wrong = new ModelConfig("mine/m", "", "", -1, 0, List.of(), Map.of());
    assertThatThrownBy(() -> Overrides.apply(CATALOGUE, config(models("mine", wrong))))
        .hasMessage("providers.mine.models[0].context: -1 (expected: >= 0)");
    var flies = new ModelConfig("mine/m", "", "", 0, 0, List.of("flies"), Map.of());
    assertThatThrownBy(() -> Overrides.apply(CATALOGUE, config(models("mine", flies))))
        .hasMessageStartingWith("providers.mine.models[0].capabilities: \"flies\"");
  }
}
