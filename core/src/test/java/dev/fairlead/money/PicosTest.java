package dev.fairlead.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PicosTest {
  @Test
  void threeDollarsAMillionAreThreeMillionPicosAToken() {
    assertThat(Picos.perMillion("3")).isEqualTo(3_000_000);
    assertThat(Picos.perMillion("0.15")).isEqualTo(150_000);
    assertThat(Picos.perMillion("0.000001")).isEqualTo(1);
    assertThat(Picos.perUnit("0.005")).isEqualTo(5_000_000_000L);
  }

  @Test
  void anyPriceComesBackAsItWas() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long picos = random.nextLong(1L << random.nextInt(1, 55));
      assertThat(Picos.perMillion(Picos.asPerMillion(picos))).isEqualTo(picos);
      assertThat(Picos.perUnit(Picos.asPerUnit(picos))).isEqualTo(picos);
      assertThat(Picos.asPerMillion(picos))
          .isEqualTo(BigDecimal.valueOf(picos, 6).stripTrailingZeros().toPlainString());
    }
  }

  @Test
  void digitsBeyondAPicodollarAreRefused() {
    assertThatThrownBy(() -> Picos.perMillion("0.1234567"))
        .hasMessage("price: \"0.1234567\" (expected: at most 6 decimals)");
    assertThat(Picos.perMillion("0.1500000")).isEqualTo(150_000);
  }

  @Test
  void atImportTheyAreRoundedHalfUp() {
    assertThat(Picos.perMillionRounded("0.1234565")).isEqualTo(new Picos.Rounded(123_457, false));
    assertThat(Picos.perMillionRounded("0.1234564")).isEqualTo(new Picos.Rounded(123_456, false));
    assertThat(Picos.perMillionRounded("0.1234560")).isEqualTo(new Picos.Rounded(123_456, true));
  }

  @Test
  void whatIsNoPriceIsRefused() {
    for (var text : List.of("", "-1", "1e3", ".5", "5.", "1,5", "1.2.3", " 1", "٣", "free")) {
      assertThatThrownBy(() -> Picos.perMillion(text))
          .hasMessage("price: \"%s\" (expected: a decimal number >= 0, as 0.15)", text);
    }
  }

  @Test
  void aPriceTooLargeForALongIsRefused() {
    assertThat(Picos.perMillion("999999999999.999999")).isEqualTo(999_999_999_999_999_999L);
    assertThatThrownBy(() -> Picos.perMillion("1000000000000"))
        .hasMessageContaining("less than 1000000000000");
  }
}
