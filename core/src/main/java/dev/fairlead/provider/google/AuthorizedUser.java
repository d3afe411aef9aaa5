package dev.fairlead.provider.google;

import dev.fairlead.config.Secret;
import java.net.URI;

/**
 * A person's log-in, as {@code gcloud auth application-default login} leaves it.
 *
 * @param quotaProject the project that is charged; empty if none
 */
public record AuthorizedUser(
    String clientId, Secret clientSecret, Secret refreshToken, URI tokenUri, String quotaProject)
    implements GoogleCredential {

  static AuthorizedUser of(Fields fields) {
    return new AuthorizedUser(
        fields.needed("client_id"),
        new Secret(fields.needed("client_secret")),
        new Secret(fields.needed("refresh_token")),
        fields.tokenUri(),
        fields.text("quota_project_id"));
  }
}
