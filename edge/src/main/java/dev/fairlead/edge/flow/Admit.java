package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.Request;
import dev.fairlead.model.Failure.NoKey;
import dev.fairlead.model.Failure.UnknownKey;
import dev.fairlead.model.FailureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;

/** Second step: whose request it is. */
final class Admit {
  private static final String BEARER = "bearer ";

  private final Keys keys;

  Admit(Keys keys) {
    this.keys = keys;
  }

  /**
   * The id of the caller's key.
   *
   * @throws FailureException with {@link NoKey} or {@link UnknownKey}
   */
  String check(Request request) {
    var sent = sent(request).orElseThrow(() -> new FailureException(new NoKey()));
    return keys.caller(sent).orElseThrow(() -> new FailureException(new UnknownKey()));
  }

  /** The key from any of the places where an SDK puts it. */
  private static Optional<String> sent(Request request) {
    var authorization = request.header(HttpHeaderNames.AUTHORIZATION);
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? Optional.of(authorization.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    for (var name : new String[] {"x-api-key", "api-key", "x-goog-api-key"}) {
      var key = request.header(name);
      if (key != null) {
        return Optional.of(key.strip());
      }
    }
    return Optional.ofNullable(Query.of(request.query()).value("key"));
  }
}
