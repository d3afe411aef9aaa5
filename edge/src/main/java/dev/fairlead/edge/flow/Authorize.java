package dev.fairlead.edge.flow;

import dev.fairlead.config.Secret;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.routing.Plan.Step;
import java.util.Map;

/** What proves to a provider who asks. */
interface Authorize {
  /**
   * The headers for one request; names in lower case. May wait for a token.
   *
   * @throws AuthorizationFault if the secret is no good
   */
  Map<String, String> headers(Step step, Outgoing outgoing);

  /** Says, without the secret, why nothing can be sent. */
  final class AuthorizationFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    AuthorizationFault(String message) {
      super(message, null, false, false);
    }
  }

  /** The header of a key that is sent as it is. */
  static Map<String, String> plain(Step step) {
    var secret = step.credential().secret();
    if (secret.isEmpty()) {
      return Map.of();
    }
    Secret key = secret.get();
    return switch (step.target().upstream().provider().auth(step.wire().id())) {
      case BEARER -> Map.of("authorization", "Bearer " + key.reveal());
      case API_KEY -> Map.of("api-key", key.reveal());
      case X_API_KEY -> Map.of("x-api-key", key.reveal());
      case X_GOOG_API_KEY -> Map.of("x-goog-api-key", key.reveal());
      case NONE, SIGNED -> Map.of();
    };
  }
}
