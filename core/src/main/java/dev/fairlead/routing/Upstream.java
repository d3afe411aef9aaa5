package dev.fairlead.routing;

import dev.fairlead.config.Secret;
import dev.fairlead.provider.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that can be reached: its addresses filled in, its credentials at hand.
 *
 * @param provider the facts
 * @param urls base URL by dialect, without a trailing slash
 * @param credentials at least one; for a provider without keys one without a secret
 * @param anyModel whether it takes names that the catalogue does not have
 */
public record Upstream(
    Provider provider, Map<String, String> urls, List<Credential> credentials, boolean anyModel) {

  /**
   * An owner's key for a provider.
   *
   * @param id as {@code openai#1}; for logs
   * @param secret empty for a provider without keys
   * @param weight its share of the traffic, from 1
   */
  public record Credential(String id, Optional<Secret> secret, int weight) {}

  public Upstream {
    urls = Map.copyOf(urls);
    credentials = List.copyOf(credentials);
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException(
          "credentials of %s: none (expected: at least one)".formatted(provider.id()));
    }
  }

  /** The base URL for a protocol; OpenAI's older ones share that of its chat. */
  public Optional<String> url(String dialect) {
    var url = urls.get(dialect);
    if (url == null
        && (dialect.equals("openai.embeddings") || dialect.equals("openai.completions"))) {
      url = urls.get("openai.chat");
    }
    return Optional.ofNullable(url);
  }

  /** The credential for a request, by weight; the same seed gives the same one. */
  public Credential credential(long seed) {
    if (credentials.size() == 1) {
      return credentials.getFirst();
    }
    long sum = credentials.stream().mapToLong(Credential::weight).sum();
    long point = Long.remainderUnsigned(seed, sum);
    for (var credential : credentials) {
      point -= credential.weight();
      if (point < 0) {
        return credential;
      }
    }
    return credentials.getLast();
  }
}
