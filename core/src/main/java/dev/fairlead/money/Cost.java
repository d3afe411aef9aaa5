package dev.fairlead.money;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.model.Usage;

/**
 * What an exchange costs at the provider's prices.
 *
 * <p>A special price that is not known falls back to the plain one: the cache counters and audio
 * input to {@code INPUT}, reasoning and audio output to {@code OUTPUT}, the one-hour cache to the
 * five-minute one. Without the plain price a counter that is not zero makes the cost unknown; it is
 * never taken for free.
 *
 * @param picos picodollars (1e-12 USD); what is known of it when {@code known} is false
 * @param known whether every counter had a price
 */
public record Cost(long picos, boolean known) {
  public static final Cost ZERO = new Cost(0, true);
  public static final Cost UNKNOWN = new Cost(0, false);

  /** The cost of one answered request. */
  public static Cost of(Usage usage, Endpoint endpoint) {
    if (!usage.reported()) {
      return UNKNOWN;
    }
    var p = endpoint.pricesFor(usage.inputs());
    long in = p.of(Item.INPUT);
    long out = p.of(Item.OUTPUT);
    long write = or(p, Item.CACHE_WRITE, in);
    var cost =
        ZERO.plus(usage.input(), in)
            .plus(usage.cacheRead(), or(p, Item.CACHE_READ, in))
            .plus(usage.cacheWrite(), write)
            .plus(usage.cacheWrite1h(), or(p, Item.CACHE_WRITE_1H, write))
            .plus(usage.audioInput(), or(p, Item.AUDIO_INPUT, in))
            .plus(usage.output(), out)
            .plus(usage.reasoning(), or(p, Item.REASONING, out))
            .plus(usage.audioOutput(), or(p, Item.AUDIO_OUTPUT, out));
    return p.knows(Item.PER_REQUEST) ? cost.plus(1, p.of(Item.PER_REQUEST)) : cost;
  }

  private static long or(Prices prices, Item item, long other) {
    return prices.knows(item) ? prices.of(item) : other;
  }

  private Cost plus(long units, long price) {
    if (units == 0) {
      return this;
    }
    if (price == Prices.UNKNOWN) {
      return new Cost(picos, false);
    }
    if (Math.multiplyHigh(units, price) != 0 || units * price < 0) {
      return new Cost(picos, false);
    }
    long sum = picos + units * price;
    return sum < 0 ? new Cost(picos, false) : new Cost(sum, known);
  }

  /** US dollars as a plain decimal without trailing zeros: {@code 0.000123}. Exact. */
  public String dollars() {
    return java.math.BigDecimal.valueOf(picos, 12).stripTrailingZeros().toPlainString();
  }
}
