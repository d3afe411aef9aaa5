package dev.fairlead.dialect.anthropic;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.Facts;
import dev.fairlead.provider.Quirks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of this dialect have in common. */
final class Fixture {
  static final AnthropicMessages INBOUND = new AnthropicMessages();

  private Fixture() {}

  static Destination to(String model) {
    return to(model, 0);
  }

  static Destination to(String model, int maxOutput) {
    var endpoint =
        new Endpoint(
            "anthropic/" + model,
            "",
            "anthropic",
            model,
            Endpoint.Kind.CHAT,
            200_000,
            0,
            maxOutput,
            Set.of("text"),
            Set.of("text"),
            Set.of(),
            Prices.NONE,
            List.of(),
            Endpoint.Origin.CONFIG);
    var provider =
        new Provider(
            "anthropic",
            "Anthropic",
            Map.of(),
            Auth.X_API_KEY,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            Quirks.NONE,
            Facts.NONE);
    return new Destination(endpoint, provider);
  }

  static AnthropicUpstream upstream(String api) {
    return switch (api) {
      case "vertex.anthropic" -> AnthropicUpstream.vertex();
      case "bedrock.anthropic", "bedrock.invoke" -> AnthropicUpstream.bedrock();
      default -> AnthropicUpstream.direct();
    };
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static Request read(String json, Warnings warnings) {
    var envelope = INBOUND.envelope(new Call(Action.CHAT), bytes(json));
    return INBOUND.read(envelope, warnings);
  }

  static Request read(String json) {
    return read(json, new Warnings(false));
  }

  /** A request of another dialect with one message of a user. */
  static Draft chat() {
    var draft = new Draft("openai.chat", "m");
    draft.items.add(user("hi"));
    return draft;
  }

  static Item user(String text) {
    return new Item.User(List.of(Part.Text.of(text)));
  }

  static Node write(Request request, Destination to, Warnings warnings) {
    var body = AnthropicUpstream.direct().write(request, to, warnings).outgoing().body();
    return Node.strict(body, 0, body.length);
  }

  static Node write(Draft draft, String model) {
    return write(draft.request(), to(model), new Warnings(false));
  }
}
