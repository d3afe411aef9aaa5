package dev.fairlead.routing;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.catalog.Prices.Item;

/** An endpoint that can be reached. */
public record Target(Endpoint endpoint, Upstream upstream) {

  /** As {@code openai/gpt-5-mini@openai}: which model, served by whom. */
  public String name() {
    return endpoint.name() + "@" + endpoint.provider();
  }

  /**
   * The price by which endpoints of one model are compared: three input tokens to one output token,
   * in picodollars for four tokens; unknown prices come last.
   */
  public long blend() {
    long in = endpoint.prices().of(Item.INPUT);
    long out = endpoint.prices().of(Item.OUTPUT);
    if (in == Prices.UNKNOWN) {
      return Long.MAX_VALUE;
    }
    return 3 * in + Math.max(0, out);
  }
}
