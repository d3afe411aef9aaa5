package dev.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final Nearest MODELS = new Nearest(CatalogueFile.load());

  @ParameterizedTest
  @CsvSource({
    "gpt4o, openai/gpt-4o",
    "GPT-4o-mini, openai/gpt-4o-mini",
    "opneai/gpt-4o-mni, openai/gpt-4o-mini",
    "claude-sonet-4.5, anthropic/claude-sonnet-4.5",
    "anthropic/claude-sonnet-4-5, anthropic/claude-sonnet-4.5",
    "gemini-2.5-flsh, google/gemini-2.5-flash",
    "o3mini, openai/o3-mini",
    "kimi-k2, moonshotai/kimi-k2",
    "gpt-5-min, openai/gpt-5-mini",
    "mistral-lrage, mistralai/mistral-large",
    "xai/grok-4, x-ai/grok-4",
  })
  void theLikeliestNameComesFirst(String written, String meant) {
    assertThat(MODELS.to(written, 5)).startsWith(meant);
  }

  @Test
  void wordsInAnotherOrderAreFound() {
    assertThat(MODELS.to("claude-4.5-sonnet", 5)).contains("anthropic/claude-sonnet-4.5");
  }

  @Test
  void thereAreNeverMoreThanAskedFor() {
    assertThat(MODELS.to("claude", 3)).hasSize(3);
  }

  @Test
  void nonsenseHasNoNearestName() {
    assertThat(MODELS.to("zzzzzzzz", 5)).isEmpty();
    assertThat(MODELS.to("", 5)).isEmpty();
    assertThat(MODELS.to("/", 5)).isEmpty();
    assertThat(MODELS.to("日本語", 5)).isEmpty();
  }

  @Test
  void anyNamesCanBeLookedAmong() {
    assertThat(new Nearest(List.of("openai", "openrouter", "groq")).to("opnai", 3))
        .containsExactly("openai");
  }
}
