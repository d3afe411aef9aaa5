package dev.fairlead.dialect.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonOut;
import dev.fairlead.json.Tree;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Usage;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import dev.fairlead.provider.Quirks;
import dev.fairlead.sse.SseScan;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Caller, gateway and provider of one case, without sockets. */
final class Bench {
  private static final Map<String, Provider> PROVIDERS = Providers.shipped();

  private final Case one;
  private final InboundWire inbound;
  private final OutboundWire outbound;
  private final Destination to;
  private final Translator translator = Translators.standard();

  Bench(Case one) {
    Dialects dialects = KnownDialects.all(InstantSource.system());
    this.one = one;
    this.inbound = dialects.inbound(one.from());
    this.outbound =
        dialects.outbound().stream()
            .filter(o -> o.id().equals(one.to()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("to: " + one.to()));
    this.to = new Destination(endpoint(one), provider(one));
  }

  private static Provider provider(Case one) {
    var known = PROVIDERS.get(one.provider());
    return known != null
        ? known
        : new Provider(
            "test",
            "test",
            Map.of(one.to(), "http://test"),
            Provider.Auth.BEARER,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(one.to()),
            Quirks.NONE,
            Provider.Facts.NONE);
  }

  private static Endpoint endpoint(Case one) {
    return new Endpoint(
        "test/" + one.model().replaceAll(".*/", ""),
        "",
        one.provider().isEmpty() ? "test" : one.provider(),
        one.model(),
        Kind.CHAT,
        200_000,
        0,
        one.maxOutput(),
        Set.of("text", "image", "audio", "file"),
        Set.of("text"),
        Set.of("tools", "reasoning"),
        Prices.of(1_000_000, 5_000_000),
        List.of(),
        Origin.CONFIG);
  }

  /**
   * The gateway gets a request. The path's end says what the body does not: {@code MODEL:stream}.
   */
  Sent send(byte[] body, String path) {
    boolean gemini = one.from().startsWith("gemini.");
    var call =
        new Call(
            Action.CHAT,
            gemini ? "test/" + one.model() : "",
            path.equals("stream"),
            Framing.SSE,
            one.version());
    try {
      var envelope = inbound.envelope(call, body);
      boolean same = inbound.id().equals(outbound.dialect());
      if (same && !new String(body, UTF_8).contains("\"fl1.")) {
        var warnings = new Warnings(one.strict());
        var outgoing = outbound.pass(envelope, to, warnings);
        return new Sent(outgoing, warnings.list(), null, null);
      }
      var passage = translator.translate(inbound, envelope, outbound, to, "key-1", one.strict());
      return new Sent(passage.outgoing(), passage.warnings(), passage, null);
    } catch (FailureException e) {
      var error = inbound.error(e.failure());
      var value = new HashMap<String, @Nullable Object>();
      value.put("status", error.status());
      value.put("body", tree(error.body().getBytes(UTF_8)));
      return new Sent(new Outgoing("", new byte[0]), List.of(), null, value);
    }
  }

  private static @Nullable Object tree(byte[] json) {
    return Tree.json(json, 0, json.length);
  }

  /** A plain answer as the caller gets it. */
  record Plain(Object value, String fault, Map<String, Object> usage) {}

  /** A streamed answer as the caller gets it. */
  record Told(List<Object> events, String text, String fault, Map<String, Object> usage) {}

  /** A request that has gone through the gateway. */
  final class Sent {
    private final Outgoing outgoing;
    private final List<String> warnings;
    private final @Nullable Passage passage;
    private final @Nullable Object rejection;

    Sent(
        Outgoing outgoing,
        List<String> warnings,
        @Nullable Passage passage,
        @Nullable Object rejection) {
      this.outgoing = outgoing;
      this.warnings = warnings;
      this.passage = passage;
      this.rejection = rejection;
    }

    @Nullable Object rejection() {
      return rejection;
    }

    byte[] body() {
      return outgoing.body();
    }

    String path() {
      return outgoing.path();
    }

    Map<String, Object> headers() {
      return new HashMap<>(outgoing.headers());
    }

    List<String> warnings() {
      return warnings;
    }

    private Passage translated() {
      if (passage == null) {
        throw new IllegalStateException("bytes pass here; there is nothing to translate");
      }
      return passage;
    }

    Plain plain(byte[] answer) {
      try {
        var made = translated().plain(answer);
        var value = tree(made);
        return new Plain(value == null ? Map.of() : value, "", counts(translated().usage()));
      } catch (AnswerFault e) {
        return new Plain(Map.of(), e.reason().name(), Map.of());
      }
    }

    /** The caller's error when the provider answers with one, and no other endpoint is left. */
    Object error(Map<String, Object> error) {
      int status = ((Number) error.getOrDefault("status", 500)).intValue();
      var said = outbound.error(status, JsonOut.of(error.get("body")).getBytes(UTF_8));
      var attempt =
          new Failure.Attempt(
              to.provider().id(),
              to.model(),
              status,
              said.cause(),
              said.message(),
              said.code(),
              said.retryAfter());
      var answer = inbound.error(new AllFailed("test/model", List.of(attempt)));
      var value = new HashMap<String, @Nullable Object>();
      value.put("status", answer.status());
      value.put("retry_after", answer.retryAfter().toSeconds());
      value.put("body", tree(answer.body().getBytes(UTF_8)));
      return value;
    }

    /**
     * A stream as the caller gets it.
     *
     * @param complete whether the provider ends it properly; else the connection breaks
     */
    Told stream(List<?> events, boolean complete, int seed) {
      var converter = translated().stream();
      var out = new ByteArrayOutputStream();
      var scan = new SseScan(1 << 20);
      SseScan.Sink sink =
          (data, from, to, _) -> {
            if (from < to && !(to - from == 6 && data[from] == '[')) {
              out.writeBytes(converter.event("", data, from, to));
            }
          };
      if (outgoing.framing() == Framing.AWS || isTyped(events)) {
        typed(events, converter, out);
      } else {
        for (var piece : cut(sse(events), seed)) {
          scan.feed(piece, 0, piece.length, sink);
        }
        scan.finish(sink);
      }
      if (complete) {
        out.writeBytes(converter.end());
      } else {
        out.writeBytes(converter.stop(Failure.Cause.CUT, "the connection was closed"));
      }
      var fault = converter.fault();
      return new Told(
          parsed(out.toByteArray()),
          out.toString(UTF_8),
          fault == null ? complete ? "" : "CUT" : fault.cause().name(),
          counts(converter.usage()));
    }

    private static boolean isTyped(List<?> events) {
      return events.getFirst() instanceof Map<?, ?> map && map.containsKey("$type");
    }

    private static void typed(
        List<?> events, StreamConverter converter, ByteArrayOutputStream out) {
      for (var event : events) {
        var map = Case.object(event);
        var data = JsonOut.of(map.get("$data")).getBytes(UTF_8);
        out.writeBytes(converter.event(Case.text(map, "$type"), data, 0, data.length));
      }
    }
  }

  private static byte[] sse(List<?> events) {
    var text = new StringBuilder();
    for (var event : events) {
      if (event instanceof Map<?, ?> map && map.get("type") instanceof String type) {
        text.append("event: ").append(type).append("\r\n");
      }
      text.append("data: ").append(event instanceof String s ? s : Filling.json(event, Map.of()));
      text.append("\r\n\r\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** The bytes in pieces: whole, byte by byte, or as a seed says. */
  private static List<byte[]> cut(byte[] all, int seed) {
    var pieces = new ArrayList<byte[]>();
    var random = new Random(seed);
    int at = 0;
    while (at < all.length) {
      int length = seed == 0 ? all.length : seed == 1 ? 1 : 1 + random.nextInt(40);
      int to = Math.min(all.length, at + length);
      pieces.add(java.util.Arrays.copyOfRange(all, at, to));
      at = to;
    }
    return pieces;
  }

  private static List<Object> parsed(byte[] stream) {
    var events = new ArrayList<Object>();
    var scan = new SseScan(1 << 20);
    SseScan.Sink sink =
        (data, from, to, _) -> {
          if (from < to) {
            var value = data[from] == '[' ? "[DONE]" : Tree.json(data, from, to);
            events.add(value == null ? "null" : value);
          }
        };
    scan.feed(stream, 0, stream.length, sink);
    scan.finish(sink);
    return events;
  }

  private static Map<String, Object> counts(Usage usage) {
    var counts = new HashMap<String, Object>();
    counts.put("input", usage.input());
    counts.put("cache_read", usage.cacheRead());
    counts.put("cache_write", usage.cacheWrite());
    counts.put("cache_write_1h", usage.cacheWrite1h());
    counts.put("output", usage.output());
    counts.put("reasoning", usage.reasoning());
    counts.put("reported", usage.reported());
    return counts;
  }
}
