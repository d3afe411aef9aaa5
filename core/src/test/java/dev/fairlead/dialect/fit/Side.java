package dev.fairlead.dialect.fit;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A protocol at both ends: as a caller speaks it, and as a provider does.
 *
 * @param family whose ciphers and signatures its answers hold
 */
record Side(String name, Inbound in, Outbound out, Destination to, Opaque.Family family) {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

  /** Every protocol of conversations that providers speak, each with callers of its dialect. */
  static final List<Side> ALL = all();

  /** One of each dialect: how callers speak. */
  static List<Side> callers() {
    return ALL.stream().filter(side -> side.out().id().equals(side.in().id())).toList();
  }

  private static List<Side> all() {
    var known = KnownDialects.all(CLOCK);
    var sides = new ArrayList<Side>();
    for (var wire : known.outbound()) {
      if (wire instanceof Outbound out
          && spoken(out.dialect())
          && known.inbound(out.dialect()) instanceof Inbound in) {
        sides.add(side(in, out));
      }
    }
    return List.copyOf(sides);
  }

  /** Nobody calls the gateway in the others. */
  private static boolean spoken(String dialect) {
    return !dialect.equals("bedrock.converse") && !dialect.equals("cohere.chat");
  }

  private static Side side(Inbound in, Outbound out) {
    return switch (out.dialect()) {
      case "openai.chat" -> new Side(out.id(), in, out, to(out, "gpt-4o"), Opaque.Family.OPENAI);
      case "openai.responses" ->
          new Side(out.id(), in, out, to(out, "gpt-5"), Opaque.Family.OPENAI);
      case "anthropic.messages" ->
          new Side(out.id(), in, out, to(out, "claude-sonnet-4-5"), Opaque.Family.ANTHROPIC);
      case "gemini.generate" ->
          new Side(out.id(), in, out, to(out, "gemini-3-pro"), Opaque.Family.GOOGLE);
      default -> new Side(out.id(), in, out, to(out, "model"), Opaque.Family.OTHER);
    };
  }

  private static Destination to(Outbound out, String model) {
    var provider =
        switch (out.id()) {
          case "anthropic.messages" -> "anthropic";
          case "gemini.generate" -> "google";
          case "openai.chat", "openai.responses" -> "openai";
          default -> out.id();
        };
    return new Destination(
        new Endpoint(
            "a/" + model,
            "",
            provider,
            model,
            Endpoint.Kind.CHAT,
            200_000,
            0,
            64_000,
            Set.of("text"),
            Set.of("text"),
            Set.of("reasoning"),
            Prices.NONE,
            List.of(),
            Endpoint.Origin.CONFIG),
        new Provider(
            provider,
            provider,
            Map.of(),
            Provider.Auth.BEARER,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            Quirks.NONE,
            Provider.Facts.NONE));
  }

  /** A body as this side's callers send it. */
  Request read(byte[] body, Warnings warnings) {
    var call = new Call(Action.CHAT, "a/b", false, Framing.SSE, "2023-06-01");
    return in.read(in.envelope(call, body), warnings);
  }

  Request read(String body) {
    return read(body.getBytes(StandardCharsets.UTF_8), new Warnings(false));
  }

  /** What was sent to this side's provider, read as a caller's; some have the model elsewhere. */
  Request reread(byte[] sent, Warnings warnings) {
    var body = new String(sent, StandardCharsets.UTF_8);
    boolean named = Node.of(body).has("model") || in.id().equals("gemini.generate");
    var whole = named ? body : "{\"model\":\"a/b\"," + body.substring(body.indexOf('{') + 1);
    return read(whole.getBytes(StandardCharsets.UTF_8), warnings);
  }

  /** The data of each event of a stream. */
  static List<String> events(String stream) {
    var found = new ArrayList<String>();
    for (var block : stream.replace("\r\n", "\n").split("\n\n", -1)) {
      var data = new StringBuilder();
      for (var line : block.split("\n", -1)) {
        if (line.startsWith("data:")) {
          data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).stripLeading());
        }
      }
      if (!data.isEmpty()) {
        found.add(data.toString());
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return name;
  }
}
