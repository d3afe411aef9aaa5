package dev.fairlead.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What differs between two catalogues, by provider and upstream id.
 *
 * @param changed one entry for each fact that has another value now
 */
public record Changes(List<Endpoint> added, List<Endpoint> removed, List<Change> changed) {

  /**
   * One fact with another value.
   *
   * @param fact as {@code price.input} or {@code context}
   * @param from the old value; empty when there was none
   * @param to the new value; empty when there is none
   */
  public record Change(Endpoint endpoint, String fact, String from, String to) {
    public boolean price() {
      return fact.startsWith("price.") || fact.equals("tiers");
    }
  }

  private record Id(String provider, String upstreamId) {}

  /** What happened between two lists of endpoints, in the order of the lists. */
  public static Changes between(List<Endpoint> before, List<Endpoint> after) {
    var old = byId(before);
    var added = new ArrayList<Endpoint>();
    var changed = new ArrayList<Change>();
    byId(after)
        .forEach((id, now) -> {
          var was = old.remove(id);
          if (was == null) {
            added.add(now);
          } else if (!was.equals(now)) {
            compare(was, now, changed);
          }
        });
    return new Changes(added, List.copyOf(old.values()), changed);
  }

  private static Map<Id, Endpoint> byId(List<Endpoint> endpoints) {
    var map = new LinkedHashMap<Id, Endpoint>();
    endpoints.forEach(e -> map.put(new Id(e.provider(), e.upstreamId()), e));
    return map;
  }

  private static void compare(Endpoint was, Endpoint now, List<Change> into) {
    for (var item : Prices.Item.values()) {
      fact(
          now,
          "price." + PriceText.name(item),
          PriceText.decimal(item, was.prices().of(item)),
          PriceText.decimal(item, now.prices().of(item)),
          into);
    }
    fact(now, "tiers", PriceText.writeTiers(was.tiers()), PriceText.writeTiers(now.tiers()), into);
    fact(now, "model", was.name(), now.name(), into);
    fact(now, "kind", was.kind(), now.kind(), into);
    fact(now, "context", was.context(), now.context(), into);
    fact(now, "max_input", was.maxInput(), now.maxInput(), into);
    fact(now, "max_output", was.maxOutput(), now.maxOutput(), into);
    fact(now, "input", new TreeSet<>(was.input()), new TreeSet<>(now.input()), into);
    fact(now, "output", new TreeSet<>(was.output()), new TreeSet<>(now.output()), into);
    fact(
        now,
        "capabilities",
        new TreeSet<>(was.capabilities()),
        new TreeSet<>(now.capabilities()),
        into);
    fact(now, "confidence", was.origin().confidence(), now.origin().confidence(), into);
    fact(
        now,
        "disputed",
        new TreeSet<>(was.origin().disputed()),
        new TreeSet<>(now.origin().disputed()),
        into);
    fact(now, "source", was.origin().source(), now.origin().source(), into);
    fact(now, "last_seen", was.origin().lastSeen(), now.origin().lastSeen(), into);
    fact(now, "about", was.about(), now.about(), into);
  }

  private static void fact(Endpoint now, String fact, Object from, Object to, List<Change> into) {
    if (!Objects.equals(from, to)) {
      into.add(new Change(now, fact, from.toString(), to.toString()));
    }
  }
}
