package dev.fairlead.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Endpoint.PriceTier;
import dev.fairlead.catalog.Prices;
import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.model.Usage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostTest {
  /** Every kind of token has a price of its own, by powers of ten. */
  private static final Prices ALL =
      Prices.NONE
          .with(Item.INPUT, 1)
          .with(Item.CACHE_READ, 10)
          .with(Item.CACHE_WRITE, 100)
          .with(Item.CACHE_WRITE_1H, 1_000)
          .with(Item.AUDIO_INPUT, 10_000)
          .with(Item.OUTPUT, 100_000)
          .with(Item.REASONING, 1_000_000)
          .with(Item.AUDIO_OUTPUT, 10_000_000)
          .with(Item.PER_REQUEST, 100_000_000);

  private static final Usage NINE = new Usage(1, 2, 3, 4, 5, 6, 7, 8, true);

  @Test
  void eachCounterIsPaidOnceAtItsOwnPrice() {
    assertThat(Cost.of(NINE, endpoint(ALL))).isEqualTo(new Cost(187_654_321, true));
  }

  @Test
  void aSpecialPriceThatIsNotKnownIsThePlainOne() {
    var plain = Prices.NONE.with(Item.INPUT, 1).with(Item.OUTPUT, 1_000);
    assertThat(Cost.of(NINE, endpoint(plain))).isEqualTo(new Cost(15 + 21_000, true));
    var written = plain.with(Item.CACHE_WRITE, 10);
    assertThat(Cost.of(NINE, endpoint(written))).isEqualTo(new Cost(8 + 70 + 21_000, true));
  }

  /** xAI tells what it charged: grok-code-fast-1 at 0.20, 0.02 cached and 1.50 USD a million. */
  @ParameterizedTest
  @CsvSource({
    "101, 640, 15, 110, 0.0002205",
    "278, 192, 68, 185, 0.00043894",
    "274, 192, 68, 266, 0.00055964",
    "114, 704, 25, 54, 0.00015538"
  })
  void itIsWhatTheProviderSaysItCharged(
      long input, long cached, long output, long reasoning, String dollars) {
    var prices =
        Prices.NONE
            .with(Item.INPUT, Picos.perMillion("0.20"))
            .with(Item.CACHE_READ, Picos.perMillion("0.02"))
            .with(Item.OUTPUT, Picos.perMillion("1.50"));
    var usage = new Usage(input, cached, 0, 0, 0, output, reasoning, 0, true);
    assertThat(Cost.of(usage, endpoint(prices)).dollars()).isEqualTo(dollars);
  }

  @Test
  void theLengthOfTheWholeInputPicksTheTier() {
    var tiers =
        List.of(
            new PriceTier(100, Prices.NONE.with(Item.INPUT, 2)),
            new PriceTier(1000, Prices.NONE.with(Item.INPUT, 3)));
    var tiered = endpoint(Prices.NONE.with(Item.INPUT, 1), tiers);

    assertThat(Cost.of(input(99, 0), tiered).picos()).isEqualTo(99);
    assertThat(Cost.of(input(100, 0), tiered).picos()).isEqualTo(200);
    assertThat(Cost.of(input(40, 60), tiered).picos()).isEqualTo(200);
    assertThat(Cost.of(input(1000, 0), tiered).picos()).isEqualTo(3000);
  }

  private static Usage input(long plain, long cached) {
    return new Usage(plain, cached, 0, 0, 0, 0, 0, 0, true);
  }

  @Test
  void withoutAPriceTheCostIsUnknownAndNeverFree() {
    var onlyInput = endpoint(Prices.NONE.with(Item.INPUT, 1));
    assertThat(Cost.of(input(5, 0), onlyInput)).isEqualTo(new Cost(5, true));
    assertThat(Cost.of(NINE, onlyInput)).isEqualTo(new Cost(15, false));
    assertThat(Cost.of(NINE, endpoint(Prices.NONE)).known()).isFalse();
    assertThat(Cost.of(Usage.NONE, endpoint(ALL))).isEqualTo(Cost.UNKNOWN);
    assertThat(Cost.of(input(5, 0), endpoint(Prices.NONE.with(Item.INPUT, 0))))
        .isEqualTo(Cost.ZERO);
  }

  @Test
  void whatDoesNotFitIsUnknownAndDoesNotWrap() {
    var dear = endpoint(Prices.NONE.with(Item.INPUT, Long.MAX_VALUE / 2));
    assertThat(Cost.of(input(2, 0), dear)).isEqualTo(new Cost(Long.MAX_VALUE - 1, true));
    assertThat(Cost.of(input(3, 0), dear)).isEqualTo(new Cost(0, false));
    assertThat(Cost.of(input(1L << 53, 0), dear)).isEqualTo(new Cost(0, false));
    var both = endpoint(Prices.NONE.with(Item.INPUT, Long.MAX_VALUE / 2).with(Item.OUTPUT, 9));
    assertThat(Cost.of(new Usage(2, 0, 0, 0, 0, 1, 0, 0, true), both).known()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0.000000000001",
    "1000000000000, 1",
    "1230000, 0.00000123",
    "100, 0.0000000001"
  })
  void dollarsArePlainDecimals(long picos, String dollars) {
    assertThat(new Cost(picos, true).dollars()).isEqualTo(dollars);
  }

  private static Endpoint endpoint(Prices prices) {
    return endpoint(prices, List.of());
  }

  private static Endpoint endpoint(Prices prices, List<PriceTier> tiers) {
    return new Endpoint(
        "a/m",
        "",
        "p",
        "m",
        Kind.CHAT,
        0,
        0,
        0,
        Set.of(),
        Set.of(),
        Set.of(),
        prices,
        tiers,
        Origin.CONFIG);
  }
}
