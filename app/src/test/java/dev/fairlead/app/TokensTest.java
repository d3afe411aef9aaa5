package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TokensTest {
  @Test
  void thousandsAndMillionsAreUnderstood() {
    assertThat(Tokens.parse("200k")).isEqualTo(200_000);
    assertThat(Tokens.parse("1M")).isEqualTo(1_000_000);
    assertThat(Tokens.parse("131072")).isEqualTo(131_072);
    for (var text : List.of("", "k", "1.5M", "-1", "3000M", "ten")) {
      assertThatThrownBy(() -> Tokens.parse(text)).hasMessageContaining("200k, 1M or 131072");
    }
  }

  @Test
  void figuresAreShortAndNeverTooLarge() {
    assertThat(Tokens.text(0)).isEqualTo("-");
    assertThat(Tokens.text(512)).isEqualTo("512");
    assertThat(Tokens.text(131_072)).isEqualTo("131k");
    assertThat(Tokens.text(1_000_000)).isEqualTo("1M");
    assertThat(Tokens.text(1_048_576)).isEqualTo("1.04M");
    assertThat(Tokens.text(10_000_000)).isEqualTo("10M");
  }
}
