package dev.fairlead.routing;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Confidence;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import java.util.List;
import java.util.Set;

/** An endpoint that no list has: nothing is known of it but its name. Its price is unknown. */
final class Unlisted {
  private Unlisted() {}

  static Endpoint endpoint(Upstream upstream, String name, String upstreamId) {
    return new Endpoint(
        name,
        "",
        upstream.provider().id(),
        upstreamId,
        Kind.CHAT,
        0,
        0,
        0,
        Set.of("text"),
        Set.of("text"),
        Set.of("any-operation"),
        Prices.NONE,
        List.of(),
        new Origin("config", Confidence.UNPRICED, ""));
  }
}
