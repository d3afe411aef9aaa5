package dev.fairlead.dialect.responses;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests of this package build again and again. */
final class Samples {
  static final OpenAiResponses CALLERS =
      new OpenAiResponses(() -> Instant.ofEpochSecond(1_790_000_000));
  static final ResponsesUpstream UPSTREAM = new ResponsesUpstream("openai.responses");

  private Samples() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** JSON with apostrophes for quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static Destination to(String provider, String model, String... capabilities) {
    var quirks = Quirks.NONE;
    return new Destination(
        new Endpoint(
            provider + "/" + model,
            "",
            provider,
            model,
            Endpoint.Kind.CHAT,
            0,
            0,
            0,
            Set.of("text"),
            Set.of("text"),
            Set.of(capabilities),
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
            quirks,
            Provider.Facts.NONE));
  }

  static Request read(String body) {
    return read(body, new Warnings(false));
  }

  static Request read(String body, Warnings warnings) {
    var envelope = CALLERS.envelope(new Call(Action.CHAT), bytes(body));
    return CALLERS.read(envelope, warnings);
  }

  /** A request written with apostrophes for quotes. */
  static Request asked(String body) {
    return read(json(body));
  }

  static Node write(Request request, Destination to) {
    return write(request, to, new Warnings(false));
  }

  static Node write(Request request, Destination to, Warnings warnings) {
    return node(UPSTREAM.write(request, to, warnings).outgoing().body());
  }

  static Node node(byte[] json) {
    return Node.strict(json, 0, json.length);
  }

  static Outbound.Sent sent(String provider, String model) {
    return UPSTREAM.write(
        read(json("{'model':'m','input':'hi'}")), to(provider, model), new Warnings(false));
  }

  /** The neutral events of a stream, fed in pieces that end at the given offsets. */
  static List<Event> events(Outbound.Sent sent, byte[] sse, int... cuts) {
    var events = new ArrayList<Event>();
    var reader = sent.stream(events::add);
    var scan = new SseScan(1 << 20);
    int from = 0;
    for (int cut : cuts) {
      scan.feed(sse, from, cut, (data, a, b, end) -> reader.event("", data, a, b));
      from = cut;
    }
    scan.feed(sse, from, sse.length, (data, a, b, end) -> reader.event("", data, a, b));
    scan.finish((data, a, b, end) -> reader.event("", data, a, b));
    reader.end();
    return events;
  }

  static List<Event> unfolded(Response response) {
    var events = new ArrayList<Event>();
    Unfold.into(events::add, response);
    return events;
  }

  /** What a caller gets for these events. */
  static byte[] streamed(List<Event> events, Request asked) {
    var writer = CALLERS.stream(asked);
    var all = new java.io.ByteArrayOutputStream();
    events.forEach(event -> all.writeBytes(writer.write(event)));
    return all.toByteArray();
  }

  /** The data of each event of a stream. */
  static List<Node> frames(byte[] sse) {
    var found = new ArrayList<Node>();
    var scan = new SseScan(1 << 22);
    SseScan.Sink sink =
        (data, from, to, end) -> {
          if (from < to && data[from] == '{') {
            var copy = java.util.Arrays.copyOfRange(data, from, to);
            found.add(Node.lenient(copy, 0, copy.length));
          }
        };
    scan.feed(sse, 0, sse.length, sink);
    scan.finish(sink);
    return found;
  }

  /** The value as plain objects, to compare without regard to order and spelling. */
  static @Nullable Object plain(Node node) {
    return switch (node.kind()) {
      case OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var member : node) {
          map.put(member.name(), plain(member));
        }
        yield map;
      }
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (var element : node) {
          list.add(plain(element));
        }
        yield list;
      }
      case STRING -> node.text();
      case NUMBER -> new java.math.BigDecimal(node.text()).stripTrailingZeros();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }
}
