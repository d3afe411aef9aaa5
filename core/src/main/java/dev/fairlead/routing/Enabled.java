package dev.fairlead.routing;

import dev.fairlead.config.Config;
import dev.fairlead.config.Config.ProviderConfig;
import dev.fairlead.config.Secret;
import dev.fairlead.provider.BaseUrl;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.Facts;
import dev.fairlead.provider.Quirks;
import dev.fairlead.routing.Upstream.Credential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which providers can be reached: those with a key in the environment or in the configuration,
 * local ones whose address is given, and the configuration's own. Pure.
 *
 * <p>A variable that several providers share (as {@code DASHSCOPE_API_KEY}) enables the first of
 * them only: a key is never sent to a host that its owner may not have meant.
 */
public final class Enabled {
  private static final String DIALECT = "openai.chat";

  private final Map<String, Provider> known;
  private final Config config;
  private final Function<String, @Nullable String> env;
  private final Set<String> listed;
  private final Set<String> variables = new HashSet<>();
  private final List<Upstream> upstreams = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Enabled(
      Map<String, Provider> known,
      Config config,
      Function<String, @Nullable String> env,
      Set<String> listed) {
    this.known = known;
    this.config = config;
    this.env = env;
    this.listed = listed;
  }

  /**
   * What was found.
   *
   * @param notes for people: what was left out although something of it is there
   */
  public record Found(List<Upstream> upstreams, List<String> notes) {}

  /**
   * Looks for providers.
   *
   * @param known the providers whose addresses are known, by id
   * @param env an environment variable's value, or null
   * @param listed ids of the providers that the catalogue has models of
   */
  public static Found find(
      Map<String, Provider> known,
      Config config,
      Function<String, @Nullable String> env,
      Set<String> listed) {
    var search = new Enabled(known, config, env, listed);
    known.values().forEach(search::knownOne);
    new TreeMap<>(config.providers()).forEach(search::ownOne);
    return new Found(List.copyOf(search.upstreams), List.copyOf(search.notes));
  }

  private void knownOne(Provider provider) {
    var own = Optional.ofNullable(config.providers().get(provider.id()));
    if (own.isPresent() && !own.get().enabled()) {
      return;
    }
    var keys = keys(provider, own);
    var auth = own.map(ProviderConfig::auth).filter(a -> !a.isEmpty()).map(Enabled::auth);
    boolean keyless =
        auth.orElse(provider.auth()) == Auth.NONE || own.isPresent() && addressed(own.get());
    if (keys.isEmpty() && !(keyless && (own.isPresent() || addressInEnvironment(provider)))) {
      return;
    }
    var urls = urls(provider, own);
    if (urls.isEmpty()) {
      notes.add(
          "%s has a key and is not used: %s"
              .formatted(
                  provider.id(),
                  provider.urlEnv().isEmpty()
                      ? "its address is not known"
                      : "set " + String.join(", ", provider.urlEnv().values())));
      return;
    }
    add(adapted(provider, own, auth), urls, keys);
  }

  /** Its addresses by dialect: the one that the configuration gives, or all that are known. */
  private Map<String, String> urls(Provider provider, Optional<ProviderConfig> own) {
    if (own.isPresent() && addressed(own.get())) {
      return Map.of(dialect(provider, own.get()), own.get().baseUrl());
    }
    var urls = new HashMap<String, String>();
    for (var dialect : provider.baseUrls().keySet()) {
      BaseUrl.of(provider, dialect, env).ifPresent(url -> urls.put(dialect, url));
    }
    return urls;
  }

  /** The dialect of a configured address. */
  private static String dialect(Provider provider, ProviderConfig own) {
    if (!own.dialect().isEmpty()) {
      return own.dialect();
    }
    return provider.baseUrls().containsKey(DIALECT) || provider.baseUrls().isEmpty()
        ? DIALECT
        : new TreeSet<>(provider.baseUrls().keySet()).first();
  }

  private void ownOne(String id, ProviderConfig own) {
    if (known.containsKey(id) || !own.enabled()) {
      return;
    }
    var keys = configured(id, own);
    var auth = own.auth().isEmpty() ? keys.isEmpty() ? Auth.NONE : Auth.BEARER : auth(own.auth());
    var provider =
        new Provider(
            id,
            id,
            Map.of(own.dialect().isEmpty() ? DIALECT : own.dialect(), own.baseUrl()),
            auth,
            List.of(),
            Map.of(),
            own.headers(),
            Set.of(own.dialect().isEmpty() ? DIALECT : own.dialect()),
            own.quirks().orElse(Quirks.NONE),
            Facts.NONE);
    add(provider, provider.baseUrls(), keys);
  }

  private static Provider adapted(Provider p, Optional<ProviderConfig> own, Optional<Auth> auth) {
    var headers = new HashMap<>(p.headers());
    own.ifPresent(o -> headers.putAll(o.headers()));
    return new Provider(
        p.id(),
        p.name(),
        p.baseUrls(),
        auth.orElse(p.auth()),
        p.keyEnv(),
        p.urlEnv(),
        headers,
        p.dialects(),
        own.flatMap(ProviderConfig::quirks).orElse(p.quirks()),
        p.facts(),
        p.urlDefaults(),
        p.aliases(),
        auth.isPresent() ? Map.of() : p.auths(),
        p.prefer());
  }

  private void add(Provider provider, Map<String, String> bases, List<Credential> keys) {
    var urls = new HashMap<String, String>();
    bases.forEach((dialect, base) ->
        urls.put(dialect, base.endsWith("/") ? base.substring(0, base.length() - 1) : base));
    var credentials =
        keys.isEmpty() ? List.of(new Credential(provider.id(), Optional.empty(), 1)) : keys;
    boolean any = !listed.contains(provider.id());
    upstreams.add(new Upstream(provider, urls, credentials, any));
  }

  private List<Credential> keys(Provider provider, Optional<ProviderConfig> own) {
    if (own.isPresent() && !own.get().keys().isEmpty()) {
      return configured(provider.id(), own.get());
    }
    if (provider.auth() == Auth.SIGNED) {
      return Signing.credentials(provider, env);
    }
    for (var name : provider.keyEnv()) {
      var value = env.apply(name);
      if (value != null && !value.isBlank()) {
        if (variables.add(name)) {
          return List.of(
              new Credential(provider.id() + "#1", Optional.of(new Secret(value.strip())), 1));
        }
        notes.add(
            "%s is not used: %s is taken for another provider (name it in fairlead.yaml to use it)"
                .formatted(provider.id(), name));
        return List.of();
      }
    }
    return List.of();
  }

  private static List<Credential> configured(String id, ProviderConfig own) {
    var found = new ArrayList<Credential>();
    for (var key : own.keys()) {
      found.add(
          new Credential(id + "#" + (found.size() + 1), Optional.of(key.value()), key.weight()));
    }
    return found;
  }

  private boolean addressInEnvironment(Provider provider) {
    return provider.urlEnv().values().stream().anyMatch(name -> env.apply(name) != null);
  }

  private static boolean addressed(ProviderConfig own) {
    return !own.baseUrl().isEmpty();
  }

  private static Auth auth(String word) {
    return switch (word) {
      case "none" -> Auth.NONE;
      case "api-key" -> Auth.API_KEY;
      case "x-api-key" -> Auth.X_API_KEY;
      case "x-goog-api-key" -> Auth.X_GOOG_API_KEY;
      default -> Auth.BEARER;
    };
  }
}
