package dev.fairlead.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Requests on their way to Bedrock. */
final class Places {
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  static final String SONNET_37 = "us.anthropic.claude-3-7-sonnet-20250219-v1:0";
  static final String SONNET_45 = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  static final String OPUS_47 = "global.anthropic.claude-opus-4-7";
  static final String NOVA = "us.amazon.nova-lite-v1:0";
  static final String NOVA_2 = "us.amazon.nova-2-lite-v1:0";
  static final String LLAMA = "meta.llama3-3-70b-instruct-v1:0";

  private Places() {}

  static Destination to(String model) {
    var endpoint =
        new Endpoint(
            "test/model",
            "",
            "amazon-bedrock",
            model,
            Kind.CHAT,
            200_000,
            0,
            64_000,
            Set.of("text"),
            Set.of("text"),
            Set.of(),
            Prices.of(1, 1),
            List.of(),
            Origin.CONFIG);
    return new Destination(endpoint, Objects.requireNonNull(SHIPPED.get("amazon-bedrock")));
  }

  /** A request that was written, and what was said about it. */
  record Written(Sent sent, Node body, List<String> warnings) {
    String text() {
      return new String(sent.outgoing().body(), UTF_8);
    }
  }

  /** Writes a request, which Amazon's own SDK must be able to send. */
  static Written write(Request.Draft draft, String model) {
    return write(draft, model, false);
  }

  static Written write(Request.Draft draft, String model, boolean strict) {
    var warnings = new Warnings(strict);
    var sent = new BedrockConverse().write(draft.request(), to(model), warnings);
    var body = sent.outgoing().body();
    assertThat(Shapes.faults(body)).as(new String(body, UTF_8)).isEmpty();
    return new Written(sent, Node.strict(body, 0, body.length), warnings.list());
  }
}
