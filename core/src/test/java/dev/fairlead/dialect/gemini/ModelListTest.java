package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.plain;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static dev.fairlead.dialect.gemini.Gemini.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelListTest {
  private static final String A =
      """
      {"name":"models/google/a","baseModelId":"google/a","version":"001",
       "displayName":"google/a","inputTokenLimit":1048576,"outputTokenLimit":65536,
       "supportedGenerationMethods":["generateContent","streamGenerateContent","countTokens"],
       "thinking":true}\
      """;

  private static String page(int size, String token) {
    var endpoints = List.of(to("a").endpoint(), to("b").endpoint(), to("a").endpoint());
    return text(ModelList.page(endpoints, size, token));
  }

  @Test
  void modelsAreListedOnceInPages() {
    assertThat(plain(page(1, "")))
        .isEqualTo(plain("{\"models\":[" + A + "],\"nextPageToken\":\"1\"}"));
    assertThat(page(1, "1")).contains("models/google/b").doesNotContain("nextPageToken");
    assertThat(page(0, "")).contains("google/a").contains("google/b");
    assertThat(plain(page(5, "99"))).isEqualTo(plain("{\"models\":[]}"));
    assertThatThrownBy(() -> page(1, "x")).isInstanceOf(FailureException.class);
  }

  @Test
  void oneModelStandsAlone() {
    assertThat(plain(text(ModelList.one(List.of(to("a").endpoint()))))).isEqualTo(plain(A));
  }
}
