package dev.fairlead.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.catalog.CatalogueFile;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.Known;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProvidersTest {
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  private static Provider shipped(String id) {
    var provider = SHIPPED.get(id);
    if (provider == null) {
      throw new AssertionError(id + " is not in providers.json");
    }
    return provider;
  }

  @Test
  void anEntryAloneMakesAProvider() {
    var provider =
        Providers.read(
                """
                {
                  "acme": {
                    "name": "Acme AI",
                    "base_urls": {"openai.chat": "https://{region}.acme.example/v1"},
                    "auth": "api-key",
                    "key_env": ["ACME_API_KEY"],
                    "url_env": {"region": "ACME_REGION"},
                    "url_defaults": {"region": "eu"},
                    "headers": {"x-team": "a"},
                    "aliases": ["acme-ai"],
                    "quirks": {
                      "stream_usage": "refused",
                      "max_tokens": "max_tokens",
                      "drop": ["seed"],
                      "rename": {"user": "user_id"},
                      "developer_role": false
                    },
                    "facts": {
                      "headquarters": "DE",
                      "data_policy": {"trains": "no", "retains": "yes", "retention_days": 30}
                    }
                  }
                }
                """)
            .get("acme");
    assertThat(provider).isNotNull();
    assertThat(provider.dialects()).containsExactly("openai.chat");
    assertThat(provider.auth("openai.chat")).isEqualTo(Auth.API_KEY);
    assertThat(provider.quirks())
        .isEqualTo(
            new Quirks(
                StreamUsage.REFUSED,
                MaxTokens.OLD,
                Set.of("seed"),
                Map.of("user", "user_id"),
                false));
    assertThat(provider.facts().dataPolicy())
        .isEqualTo(new Provider.DataPolicy(Known.NO, Known.YES, 30, Known.UNKNOWN));
    assertThat(BaseUrl.of(provider, "openai.embeddings", Map.of("ACME_REGION", "us")::get))
        .contains("https://us.acme.example/v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai", "xai", "deepseek", "mistral", "groq", "together", "fireworks", "cerebras",
        "perplexity", "moonshotai", "zai", "alibaba", "openrouter", "vercel", "azure", "ollama",
        "vllm", "llama.cpp", "minimax", "nvidia"
      })
  void theUsualOnesSpeakOpenAiChat(String id) {
    var url = BaseUrl.of(shipped(id), "openai.chat", variable -> "value");
    assertThat(url).isPresent();
    assertThat(url.get()).doesNotContain("{");
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, anthropic.messages",
    "google, gemini.embed gemini.generate",
    "google-vertex, vertex.anthropic vertex.generate",
    "amazon-bedrock, bedrock.anthropic bedrock.converse",
    "cohere, cohere.chat cohere.embeddings cohere.rerank",
    "voyage, openai.embeddings voyage.rerank",
    "jina, jina.rerank openai.embeddings"
  })
  void othersAreSpokenToInTheirOwnProtocols(String id, String dialects) {
    var provider = shipped(id);
    assertThat(String.join(" ", new TreeSet<>(provider.baseUrls().keySet()))).isEqualTo(dialects);
    for (var dialect : provider.baseUrls().keySet()) {
      assertThat(BaseUrl.of(provider, dialect, variable -> "value").orElseThrow())
          .startsWith("https://")
          .doesNotContain("{");
    }
  }

  @Test
  void everyAddressIsOfAProtocolThatIsKnown() {
    var spoken =
        KnownDialects.all(InstantSource.system()).outbound().stream()
            .map(OutboundWire::id)
            .collect(Collectors.toSet());
    assertThat(spoken)
        .containsAll(
            SHIPPED.values().stream().flatMap(p -> p.baseUrls().keySet().stream()).toList());
  }

  @Test
  void everyProviderOfTheCatalogueHasAnEntry() {
    assertThat(SHIPPED.keySet())
        .containsAll(
            CatalogueFile.load().endpoints().stream().map(Endpoint::provider).distinct().toList());
  }

  @Test
  void noNameStandsForTwoProviders() {
    var names = new ArrayList<>(SHIPPED.keySet());
    SHIPPED.values().forEach(p -> names.addAll(p.aliases()));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void noKeyVariableServesTwoProviders() {
    assertThat(SHIPPED.values().stream().flatMap(p -> p.keyEnv().stream())).doesNotHaveDuplicates();
  }

  @Test
  void noAddressHoldsAPathOfADialect() {
    assertThat(SHIPPED.values())
        .allSatisfy(p ->
            assertThat(p.baseUrls().values())
                .noneMatch(url -> url.contains("/chat/completions") || url.contains("$")));
  }

  @Test
  void geminiKeyComesBeforeGoogleKey() {
    assertThat(shipped("google").keyEnv()).startsWith("GEMINI_API_KEY", "GOOGLE_API_KEY");
    assertThat(shipped("google").auth("openai.chat")).isEqualTo(Auth.BEARER);
    assertThat(shipped("google").auth("gemini.generate")).isEqualTo(Auth.X_GOOG_API_KEY);
  }

  @Test
  void aLocalServerNeedsNoKeyAndHasADefaultAddress() {
    var ollama = shipped("ollama");
    assertThat(ollama.auth()).isEqualTo(Auth.NONE);
    assertThat(ollama.keyEnv()).isEmpty();
    assertThat(ollama.urlEnv()).containsValue("OLLAMA_BASE_URL");
    assertThat(BaseUrl.of(ollama, "openai.chat", v -> null)).contains("http://localhost:11434/v1");
  }

  @Test
  void anAddressMayBeGivenWithItsEndOrWithout() {
    for (var given :
        List.of("http://gpu:1/v1", "http://gpu:1/v1/", "http://gpu:1", "http://gpu:1/")) {
      assertThat(BaseUrl.of(shipped("ollama"), "openai.chat", v -> given))
          .contains("http://gpu:1/v1");
    }
  }

  @Test
  void withoutItsVariableAnAddressIsNotKnown() {
    assertThat(BaseUrl.of(shipped("azure"), "openai.chat", v -> null)).isEmpty();
    assertThat(
            BaseUrl.of(shipped("azure"), "openai.chat", Map.of("AZURE_RESOURCE_NAME", "me")::get))
        .contains("https://me.openai.azure.com/openai/v1");
    assertThat(BaseUrl.of(shipped("openai"), "gemini.generate", v -> null)).isEmpty();
  }

  @Test
  void quirksAreThoseOfTheProvider() {
    assertThat(shipped("mistral").quirks().streamUsage()).isEqualTo(StreamUsage.REFUSED);
    assertThat(shipped("mistral").quirks().rename()).containsEntry("seed", "random_seed");
    assertThat(shipped("openai").quirks().maxTokens()).isEqualTo(MaxTokens.NEW);
    assertThat(shipped("groq").quirks().drop()).contains("logprobs", "logit_bias");
    assertThat(shipped("xai").quirks().developerRole()).isFalse();
  }

  @Test
  void whatIsWrongIsNamedWithItsProvider() {
    assertThatThrownBy(() -> Providers.read("{\"a\":{\"auth\":\"magic\"}}"))
        .hasMessage(
            "a: auth: \"magic\" (expected: one of [bearer, api-key, x-api-key, x-goog-api-key, none,"
                + " signed])");
    assertThatThrownBy(() -> Providers.read("{\"a\":{\"quirks\":{\"dorp\":[]}}}"))
        .hasMessageStartingWith("a: dorp (expected: one of");
    assertThatThrownBy(
            () -> Providers.read("{\"a\":{\"base_urls\":{\"openai.chat\":\"https://{x}/\"}}}"))
        .hasMessageContaining("no slash at the end");
    assertThatThrownBy(
            () -> Providers.read("{\"a\":{\"base_urls\":{\"openai.chat\":\"https://{x}\"}}}"))
        .hasMessage("a: base_urls.openai.chat: {x} (expected: a variable for it in url_env)");
    assertThatThrownBy(() -> Providers.read("{\"a\":{},\"a\":{}}")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> Providers.read("{\"A b\":{}}")).hasMessageContaining("lower case");
  }
}
