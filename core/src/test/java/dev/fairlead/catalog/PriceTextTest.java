package dev.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.catalog.Prices.Item;
import org.junit.jupiter.api.Test;

final class PriceTextTest {
  @Test
  void pricesComeBackAsTheyWere() {
    var text = "input 2.5 output 10 cache_read 0.25 per_request 0.014 per_image 0.00012";
    var prices = PriceText.read(text);
    assertThat(prices.of(Item.INPUT)).isEqualTo(2_500_000);
    assertThat(prices.of(Item.PER_REQUEST)).isEqualTo(14_000_000_000L);
    assertThat(prices.knows(Item.REASONING)).isFalse();
    assertThat(PriceText.write(prices)).isEqualTo(text);
  }

  @Test
  void aFreePriceIsNotAnUnknownOne() {
    assertThat(PriceText.write(PriceText.read("input 0"))).isEqualTo("input 0");
    assertThat(PriceText.read("")).isEqualTo(Prices.NONE);
  }

  @Test
  void tiersComeBackAsTheyWere() {
    var text = "200000 input 4 output 15 | 500000 input 8 output 30";
    var tiers = PriceText.readTiers(text);
    assertThat(tiers).hasSize(2);
    assertThat(tiers.getFirst().minInput()).isEqualTo(200_000);
    assertThat(PriceText.writeTiers(tiers)).isEqualTo(text);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> PriceText.read("tokens 1")).hasMessageContaining("\"tokens\"");
    assertThatThrownBy(() -> PriceText.read("input")).hasMessageContaining("pairs");
  }
}
