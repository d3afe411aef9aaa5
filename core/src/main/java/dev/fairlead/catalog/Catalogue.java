package dev.fairlead.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of models and their endpoints at one point of time. Immutable.
 *
 * @param version names this state of the facts; goes on every record
 * @param date ISO date of the newest source
 */
public record Catalogue(String version, String date, List<Endpoint> endpoints, Index index) {

  /** The same endpoints by name. */
  public record Index(Map<String, List<Endpoint>> byName) {}

  public Catalogue(String version, String date, List<Endpoint> endpoints) {
    this(version, date, List.copyOf(endpoints), indexed(endpoints));
  }

  private static Index indexed(List<Endpoint> endpoints) {
    var byName = new LinkedHashMap<String, List<Endpoint>>();
    for (var endpoint : endpoints) {
      byName.computeIfAbsent(endpoint.name(), _ -> new ArrayList<>()).add(endpoint);
    }
    byName.replaceAll((_, same) -> List.copyOf(same));
    return new Index(byName);
  }

  /** The endpoints of a model by its full name, {@code author/slug[:variant]}; empty if none. */
  public List<Endpoint> named(String name) {
    return index.byName.getOrDefault(name, List.of());
  }

  /** Every model's name, in the order of the catalogue. */
  public Set<String> names() {
    return index.byName.keySet();
  }

  /**
   * This with more endpoints, and with those replaced that have the same provider and upstream id.
   */
  public Catalogue with(String newVersion, List<Endpoint> added) {
    record Key(String provider, String id, String name) {}
    var replaced =
        added.stream()
            .map(e -> new Key(e.provider(), e.upstreamId(), e.name()))
            .collect(Collectors.toSet());
    var kept =
        endpoints.stream()
            .filter(e -> !replaced.contains(new Key(e.provider(), e.upstreamId(), e.name())));
    return new Catalogue(newVersion, date, Stream.concat(kept, added.stream()).toList());
  }
}
