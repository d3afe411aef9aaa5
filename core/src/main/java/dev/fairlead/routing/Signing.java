package dev.fairlead.routing;

import dev.fairlead.config.Secret;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.google.GoogleCredential;
import dev.fairlead.routing.Upstream.Credential;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the secrets of providers lie whose requests are signed, or carry tokens made from other
 * secrets. Pure.
 */
final class Signing {
  private Signing() {}

  /**
   * The credential that the environment holds, if any. Of Amazon: a bearer token, or {@code ID
   * SECRET [TOKEN]} with spaces between; of Google: an access token, or the path of a key file.
   */
  static List<Credential> credentials(Provider provider, Function<String, @Nullable String> env) {
    var found = provider.id().startsWith("google") ? google(env) : aws(env);
    return found
        .map(text -> new Credential(provider.id() + "#1", Optional.of(new Secret(text)), 1))
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<String> aws(Function<String, @Nullable String> env) {
    var bearer = set(env, "AWS_BEARER_TOKEN_BEDROCK");
    if (bearer.isPresent()) {
      return bearer;
    }
    var id = set(env, "AWS_ACCESS_KEY_ID");
    var secret = set(env, "AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        (id.get() + " " + secret.get() + " " + set(env, "AWS_SESSION_TOKEN").orElse("")).strip());
  }

  private static Optional<String> google(Function<String, @Nullable String> env) {
    return set(env, GoogleCredential.TOKEN_VARIABLE)
        .or(() -> set(env, "GOOGLE_APPLICATION_CREDENTIALS"));
  }

  private static Optional<String> set(Function<String, @Nullable String> env, String name) {
    var value = env.apply(name);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }
}
