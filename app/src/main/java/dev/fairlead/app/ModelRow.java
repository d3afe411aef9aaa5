package dev.fairlead.app;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model as a list shows it: the best figures of those of its endpoints that were asked for.
 *
 * @param endpoints at least one
 */
record ModelRow(String name, List<Endpoint> endpoints) {

  /** Models in the order in which their endpoints come. */
  static List<ModelRow> of(List<Endpoint> endpoints) {
    var byName = new LinkedHashMap<String, List<Endpoint>>();
    endpoints.forEach(e -> byName.computeIfAbsent(e.name(), _ -> new ArrayList<>()).add(e));
    return byName.entrySet().stream().map(m -> new ModelRow(m.getKey(), m.getValue())).toList();
  }

  /** The endpoint whose prices are shown. */
  Endpoint cheapest() {
    return endpoints.stream().min(Query.CHEAPEST).orElseThrow();
  }

  Set<String> providers() {
    var providers = new TreeSet<String>();
    endpoints.forEach(e -> providers.add(e.provider()));
    return providers;
  }

  Set<String> capabilities() {
    var capabilities = new TreeSet<String>();
    endpoints.forEach(e -> capabilities.addAll(e.capabilities()));
    return capabilities;
  }

  int context() {
    return endpoints.stream().mapToInt(Endpoint::context).max().orElse(0);
  }

  int maxOutput() {
    return endpoints.stream().mapToInt(Endpoint::maxOutput).max().orElse(0);
  }

  String released() {
    return endpoints.stream().map(e -> e.about().released()).max(String::compareTo).orElse("");
  }

  boolean deprecated() {
    return endpoints.stream().allMatch(e -> e.about().status().equals("deprecated"));
  }
}
