package dev.fairlead.routing;

import dev.fairlead.catalog.Catalogue;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What can be reached at one point of time: the catalogue, the providers with a credential, the
 * owner's aliases; and each endpoint by every spelling of its name. Immutable; replaced whole.
 */
public final class Reach {
  private final Catalogue catalogue;
  private final Map<String, Upstream> upstreams;
  private final Map<String, List<String>> aliases;
  private final Map<String, List<Target>> spellings;
  private final Map<String, List<Target>> models;

  /** Made when first asked for; making it twice does no harm. */
  private volatile @Nullable Nearest nearest;

  private Reach(
      Catalogue catalogue,
      Map<String, Upstream> upstreams,
      Map<String, List<String>> aliases,
      Map<String, List<Target>> spellings,
      Map<String, List<Target>> models) {
    this.catalogue = catalogue;
    this.upstreams = upstreams;
    this.aliases = aliases;
    this.spellings = spellings;
    this.models = models;
  }

  public static Reach of(
      Catalogue catalogue, List<Upstream> upstreams, Map<String, List<String>> aliases) {
    var byId = new HashMap<String, Upstream>();
    upstreams.forEach(u -> byId.put(u.provider().id(), u));
    var index = new Index();
    for (var endpoint : catalogue.endpoints()) {
      var upstream = byId.get(endpoint.provider());
      if (upstream != null) {
        index.add(new Target(endpoint, upstream));
      }
    }
    return new Reach(
        catalogue, Map.copyOf(byId), Map.copyOf(aliases), index.spellings(), index.models());
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** The providers that can be reached, by id. */
  public Map<String, Upstream> upstreams() {
    return upstreams;
  }

  /** The models that can be reached, by name, in alphabetical order. */
  public Map<String, List<Target>> models() {
    return models;
  }

  /** The names that a name stands for: itself, unless it is an alias. */
  List<String> unaliased(String name) {
    return aliases.getOrDefault(name, List.of(name));
  }

  /**
   * The targets of a name, cheapest first. A name is a model ({@code author/slug}, with a variant
   * where it has one), its slug alone, a provider's own id of it, or any of these behind {@code
   * provider/}.
   */
  List<Target> targets(String name) {
    var found = spellings.get(name);
    if (found == null) {
      found = spellings.get(name.toLowerCase(Locale.ROOT));
    }
    if (found != null) {
      return found;
    }
    return unlisted(name).map(List::of).orElse(List.of());
  }

  /** A model that is in no list, at a provider that takes any name. */
  private Optional<Target> unlisted(String name) {
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1) {
      return Optional.empty();
    }
    return Optional.ofNullable(upstreams.get(name.substring(0, slash)))
        .filter(Upstream::anyModel)
        .map(u -> new Target(Unlisted.endpoint(u, name, name.substring(slash + 1)), u));
  }

  /** Names of models that can be reached and may be meant by this one. Takes milliseconds. */
  public List<String> nearest(String name) {
    var index = nearest;
    if (index == null) {
      index = new Nearest(models.keySet());
      nearest = index;
    }
    return index.to(name, 3);
  }

  /** Endpoints of the catalogue with this name, whether they can be reached or not. */
  List<Endpoint> known(String name) {
    var exact = catalogue.named(name);
    if (!exact.isEmpty()) {
      return exact;
    }
    return catalogue.endpoints().stream().filter(e -> Index.spellingsOf(e).contains(name)).toList();
  }

  /** Builds the index of names. */
  private static final class Index {
    private static final Comparator<Target> CHEAPEST =
        Comparator.comparingLong(Target::blend)
            .thenComparing(t -> t.endpoint().provider())
            .thenComparing(t -> t.endpoint().upstreamId());

    private final Map<String, List<Target>> exact = new HashMap<>();
    private final Map<String, List<Target>> loose = new HashMap<>();
    private final TreeMap<String, List<Target>> models = new TreeMap<>();

    void add(Target target) {
      put(exact, target.endpoint().name(), target);
      put(models, target.endpoint().name(), target);
      spellingsOf(target.endpoint()).forEach(s -> put(loose, s, target));
    }

    /** Other ways to write an endpoint's name than its model's. */
    static Set<String> spellingsOf(Endpoint e) {
      var found = new TreeSet<String>();
      var slug = e.name().substring(e.name().indexOf('/') + 1);
      found.add(slug);
      found.add(e.upstreamId());
      found.add(e.provider() + "/" + e.upstreamId());
      found.add(e.provider() + "/" + slug);
      found.add(e.provider() + "/" + e.name());
      return found;
    }

    Map<String, List<Target>> spellings() {
      var all = new HashMap<String, List<Target>>(loose);
      all.putAll(exact);
      all.replaceAll((_, targets) -> targets.stream().distinct().sorted(CHEAPEST).toList());
      return all;
    }

    Map<String, List<Target>> models() {
      models.replaceAll((_, targets) -> targets.stream().distinct().sorted(CHEAPEST).toList());
      return models;
    }

    private static void put(Map<String, List<Target>> map, String name, Target target) {
      map.computeIfAbsent(name, _ -> new ArrayList<>(2)).add(target);
    }
  }
}
