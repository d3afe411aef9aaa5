package dev.fairlead.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which endpoints someone wants to see.
 *
 * @param words each must be in the name, the title or the upstream id; case does not count
 * @param providers one of these; empty: any
 * @param kinds one of these; empty: any
 * @param maxInput the highest input price in picodollars for a token; {@link Prices#UNKNOWN}: any.
 *     An endpoint without a known price is dearer than any limit
 * @param supports all of these capabilities
 * @param context at least so many tokens
 */
public record Query(
    List<String> words,
    Set<String> providers,
    Set<Endpoint.Kind> kinds,
    long maxInput,
    Set<String> supports,
    int context) {

  /** What a list is sorted by. */
  public enum Sort {
    NAME,
    PRICE,
    CONTEXT,
    NEWEST;

    private static final Comparator<Endpoint> BY_NAME =
        Comparator.comparing(Endpoint::name)
            .thenComparing(Endpoint::provider)
            .thenComparing(Endpoint::upstreamId);

    /** Best first; unknown figures last; equal ones by name. */
    public Comparator<Endpoint> order() {
      return switch (this) {
        case NAME -> BY_NAME;
        case PRICE -> CHEAPEST.thenComparing(BY_NAME);
        case CONTEXT ->
            Comparator.comparingInt(Endpoint::context).reversed().thenComparing(BY_NAME);
        case NEWEST ->
            Comparator.comparing((Endpoint e) -> e.about().released())
                .reversed()
                .thenComparing(BY_NAME);
      };
    }
  }

  /** Lowest input price first, then lowest output price; unknown prices last. */
  public static final Comparator<Endpoint> CHEAPEST =
      Comparator.comparingLong((Endpoint e) -> price(e, Prices.Item.INPUT))
          .thenComparingLong(e -> price(e, Prices.Item.OUTPUT));

  public Query {
    words = words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    providers = Set.copyOf(providers);
    kinds = Set.copyOf(kinds);
    supports = Set.copyOf(supports);
  }

  private static long price(Endpoint e, Prices.Item item) {
    return e.prices().knows(item) ? e.prices().of(item) : Long.MAX_VALUE;
  }

  public boolean matches(Endpoint e) {
    return (providers.isEmpty() || providers.contains(e.provider()))
        && (kinds.isEmpty() || kinds.contains(e.kind()))
        && (maxInput == Prices.UNKNOWN || price(e, Prices.Item.INPUT) <= maxInput)
        && e.capabilities().containsAll(supports)
        && e.context() >= context
        && words.stream().allMatch(w -> mentions(e, w));
  }

  private static boolean mentions(Endpoint e, String word) {
    return e.name().contains(word)
        || e.about().title().toLowerCase(Locale.ROOT).contains(word)
        || e.upstreamId().toLowerCase(Locale.ROOT).contains(word);
  }
}
