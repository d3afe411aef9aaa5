package dev.fairlead.catalog;

import java.util.Arrays;

/**
 * The prices of one endpoint, each in picodollars (1e-12 USD) for one unit: a token, or what the
 * {@link Item} names. {@link #UNKNOWN} where no source has a price; that is not zero.
 */
public final class Prices {
  public static final long UNKNOWN = -1;
  public static final Prices NONE = new Prices(new long[0]);

  /** What is paid for. Tokens, unless the name says otherwise. */
  public enum Item {
    INPUT,
    OUTPUT,
    CACHE_READ,
    /** Written to the provider's prompt cache for five minutes. */
    CACHE_WRITE,
    CACHE_WRITE_1H,
    REASONING,
    AUDIO_INPUT,
    AUDIO_OUTPUT,
    AUDIO_CACHE_READ,
    IMAGE_INPUT,
    IMAGE_OUTPUT,
    BATCH_INPUT,
    BATCH_OUTPUT,
    BATCH_CACHE_READ,
    BATCH_CACHE_WRITE,
    PRIORITY_INPUT,
    PRIORITY_OUTPUT,
    PRIORITY_CACHE_READ,
    PRIORITY_CACHE_WRITE,
    FLEX_INPUT,
    FLEX_OUTPUT,
    FLEX_CACHE_READ,
    FLEX_CACHE_WRITE,
    PER_REQUEST,
    WEB_SEARCH_PER_CALL,
    PER_IMAGE;

    /** Whether it is paid by the token, so that people say its price for a million of them. */
    public boolean perToken() {
      return this != PER_REQUEST && this != WEB_SEARCH_PER_CALL && this != PER_IMAGE;
    }
  }

  private static final Item[] ITEMS = Item.values();
  private final long[] picos;

  private Prices(long[] picos) {
    this.picos = picos;
  }

  /**
   * @param picos by {@link Item#ordinal()}; a shorter array leaves the rest unknown
   */
  public static Prices of(long... picos) {
    for (long p : picos) {
      if (p < UNKNOWN) {
        throw new IllegalArgumentException("price: %d (expected: >= 0)".formatted(p));
      }
    }
    int length = picos.length;
    while (length > 0 && picos[length - 1] == UNKNOWN) {
      length--;
    }
    return length == 0 ? NONE : new Prices(Arrays.copyOf(picos, length));
  }

  /** Picodollars for one unit, or {@link #UNKNOWN}. */
  public long of(Item item) {
    return item.ordinal() < picos.length ? picos[item.ordinal()] : UNKNOWN;
  }

  public boolean knows(Item item) {
    return of(item) != UNKNOWN;
  }

  /** A copy with one price set. */
  public Prices with(Item item, long price) {
    var copy = new long[ITEMS.length];
    for (var i : ITEMS) {
      copy[i.ordinal()] = of(i);
    }
    copy[item.ordinal()] = price;
    return of(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prices p && Arrays.equals(picos, p.picos);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(picos);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("Prices[");
    for (int i = 0; i < picos.length; i++) {
      if (picos[i] != UNKNOWN) {
        text.append(text.length() > 7 ? ", " : "").append(ITEMS[i]).append('=').append(picos[i]);
      }
    }
    return text.append(']').toString();
  }
}
