package dev.fairlead.dialect.openai;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import dev.fairlead.provider.Quirks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Both ends of a translation, for tests. */
final class Ends {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
  static final OpenAiChat IN = new OpenAiChat(CLOCK);
  static final ChatUpstream OUT = ChatUpstream.compatible();
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  private Ends() {}

  /** A model at a provider that comes with Fairlead; of an unknown one nothing is known. */
  static Destination at(String provider, String model) {
    var known = SHIPPED.get(provider);
    return new Destination(
        endpoint(provider, model),
        known == null
            ? new Provider(
                provider,
                provider,
                Map.of(),
                Provider.Auth.BEARER,
                List.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Quirks.NONE,
                Provider.Facts.NONE)
            : known);
  }

  private static Endpoint endpoint(String provider, String model) {
    return new Endpoint(
        "author/" + model.toLowerCase(java.util.Locale.ROOT),
        "",
        provider,
        model,
        Endpoint.Kind.CHAT,
        0,
        0,
        0,
        Set.of(),
        Set.of(),
        Set.of(),
        Prices.NONE,
        List.of(),
        Endpoint.Origin.CONFIG);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Request read(String body, Warnings warnings) {
    return IN.read(IN.envelope(new Call(Action.CHAT), bytes(body)), warnings);
  }

  static Request read(String body) {
    return read(body, new Warnings(false));
  }

  /** The body that goes to a provider. */
  static Node written(Request request, Destination to, Warnings warnings) {
    var body = OUT.write(request, to, warnings).outgoing().body();
    return Node.strict(body, 0, body.length);
  }
}
