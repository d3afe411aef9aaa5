package dev.fairlead.catalog;

import dev.fairlead.money.Picos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prices as people and files write them: {@code "input 2.5 output 10 per_request 0.014"}. Token
 * prices are USD per million tokens, the others USD each.
 */
public final class PriceText {
  private static final Prices.Item[] ITEMS = Prices.Item.values();

  private static final Map<String, Prices.Item> BY_NAME = new HashMap<>();

  static {
    for (var item : ITEMS) {
      BY_NAME.put(name(item), item);
    }
  }

  private PriceText() {}

  /** The name of what is paid for, as {@code cache_read}. */
  public static String name(Prices.Item item) {
    return item.name().toLowerCase(Locale.ROOT);
  }

  /** What a name stands for. */
  public static Prices.Item item(String name) {
    var item = BY_NAME.get(name);
    if (item != null) {
      return item;
    }
    throw new IllegalArgumentException(
        "price of \"%s\" (expected: one of %s)"
            .formatted(
                name, Arrays.stream(ITEMS).map(PriceText::name).collect(Collectors.joining(", "))));
  }

  /** A decimal text in picodollars for one unit, exactly. */
  public static long picos(Prices.Item item, String decimal) {
    return item.perToken() ? Picos.perMillion(decimal) : Picos.perUnit(decimal);
  }

  /** Picodollars for one unit as a decimal text; empty when unknown. */
  public static String decimal(Prices.Item item, long picos) {
    if (picos == Prices.UNKNOWN) {
      return "";
    }
    return item.perToken() ? Picos.asPerMillion(picos) : Picos.asPerUnit(picos);
  }

  /** All known prices; the empty text when there are none. */
  public static String write(Prices prices) {
    var parts = new ArrayList<String>();
    for (var item : ITEMS) {
      if (prices.knows(item)) {
        parts.add(name(item) + " " + decimal(item, prices.of(item)));
      }
    }
    return String.join(" ", parts);
  }

  /** What {@link #write} wrote. */
  public static Prices read(String text) {
    if (text.isEmpty()) {
      return Prices.NONE;
    }
    var picos = new long[ITEMS.length];
    Arrays.fill(picos, Prices.UNKNOWN);
    var words = List.of(text.split(" ", -1));
    if (words.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "prices: \"%s\" (expected: pairs of name and number)".formatted(text));
    }
    for (int i = 0; i < words.size(); i += 2) {
      var item = item(words.get(i));
      picos[item.ordinal()] = picos(item, words.get(i + 1));
    }
    return Prices.of(picos);
  }

  /** Tiers as {@code "200000 input 4 output 15 | 500000 input 8 output 30"}. */
  static String writeTiers(List<Endpoint.PriceTier> tiers) {
    return tiers.stream()
        .map(t -> t.minInput() + " " + write(t.prices()))
        .collect(Collectors.joining(" | "));
  }

  /** What {@link #writeTiers} wrote. */
  static List<Endpoint.PriceTier> readTiers(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var tiers = new ArrayList<Endpoint.PriceTier>();
    for (var part : List.of(text.split(" \\| ", -1))) {
      int space = part.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException(
            "tier: \"%s\" (expected: tokens, then prices)".formatted(part));
      }
      tiers.add(
          new Endpoint.PriceTier(
              Long.parseLong(part.substring(0, space)), read(part.substring(space + 1))));
    }
    return List.copyOf(tiers);
  }
}
