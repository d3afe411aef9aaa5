package dev.fairlead.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a file, no secret of it is told. */
final class SecretsTest {
  private static final String SECRET =
      "sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x";

  /** What a mutation must leave of it at the least; shorter pieces may pass for names. */
  private static final String PART = "zq7xzq7xzq7xzq7xzq7xzq7xz";

  private static final String FILE =
      """
      listen: {port: 8080}  # sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x
      providers:
        openai:
          key: sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x
        anthropic:
          keys:
            - sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x
            - {value: "sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x", weight: 2}
            - {weight: 3, value: sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x}
        mine:
          base-url: https://host/v1
          headers: {Authorization: "Bearer sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x"}
          key: ${SECRET}
        other:
          base-url: https://user:sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x@host/v1
          keyy: sk-zq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7xzq7x
          enabled: ${SECRET}
      """;

  private static final Surroundings AROUND =
      new Surroundings(Map.of("SECRET", SECRET), Set.of("openai", "anthropic"), _ -> false);

  private static String told(String yaml) {
    return ConfigFile.read(yaml.getBytes(UTF_8), AROUND).toString();
  }

  @Test
  void problemsNextToSecretsDoNotTellThem() {
    assertThat(told(FILE)).contains("keyy", "base-url", "enabled").doesNotContain(PART);
  }

  @Test
  void aSecretInThePlaceOfASectionIsNotTold() {
    assertThat(told("providers: " + SECRET)).contains("providers").doesNotContain(PART);
    assertThat(told("providers: {openai: " + SECRET + "}"))
        .contains("providers.openai")
        .doesNotContain(PART);
    assertThat(told("providers: {openai: {keys: {value: " + SECRET + "}}}"))
        .contains("keys")
        .doesNotContain(PART);
  }

  @Test
  void noLostCharacterMakesASecretKnown() {
    for (int i = 0; i < FILE.length(); i += 2) {
      assertThat(told(FILE.substring(0, i) + FILE.substring(i + 1))).doesNotContain(PART);
    }
  }

  @Test
  void noCutMakesASecretKnown() {
    for (int i = 0; i < FILE.length(); i += 7) {
      assertThat(told(FILE.substring(0, i))).doesNotContain(PART);
      assertThat(told(FILE.substring(i))).doesNotContain(PART);
    }
  }

  @Test
  void noStrayCharacterMakesASecretKnown() {
    var random = new Random(7);
    var stray = "\"'{}[],&*#|>%@`\t\\$-?:\n";
    for (int i = 0; i < 600; i++) {
      int at = random.nextInt(FILE.length());
      char c = stray.charAt(random.nextInt(stray.length()));
      assertThat(told(FILE.substring(0, at) + c + FILE.substring(at))).doesNotContain(PART);
    }
  }
}
