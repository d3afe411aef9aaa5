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
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.fit.Fetched;
import dev.fairlead.dialect.tokens.O200k;
import dev.fairlead.dialect.tokens.TokenEstimate;
import dev.fairlead.json.JsonOut;
import dev.fairlead.json.Tree;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Usage;
import dev.fairlead.provider.Accent;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import dev.fairlead.provider.Quirks;
import dev.fairlead.sse.SseScan;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Caller, gateway and provider of one case, without sockets. */
final class Bench {
  private static final Map<String, Provider> PROVIDERS = Providers.shipped();
  private static final Dialects DIALECTS = KnownDialects.all(InstantSource.fixed(Instant.EPOCH));

  private static final TokenEstimate COUNTER = new TokenEstimate(new O200k());

  private final Map<String, Fetched> files = new HashMap<>();
  private Translator translator = Translators.fresh(files);

  private static Provider provider(Case one) {
    var known = PROVIDERS.get(one.provider());
    if (known == null && !one.provider().isEmpty()) {
      throw new IllegalArgumentException("provider: " + one.provider());
    }
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
            quirks(one),
            Provider.Facts.NONE);
  }

  private static Quirks quirks(Case one) {
    var usual = Quirks.NONE;
    return new Quirks(
        usual.streamUsage(),
        usual.maxTokens(),
        usual.drop(),
        usual.rename(),
        usual.developerRole(),
        Accent.read(new CaseAccent(one.has("accent") ? Case.object(one.get("accent")) : Map.of())));
  }

  /** The accent that a case gives a provider of its own. */
  private record CaseAccent(Map<String, Object> words) implements Accent.Source {
    @Override
    public <T extends Enum<T>> T word(String key, Class<T> type, T otherwise) {
      var word = Case.text(words, key);
      return word.isEmpty()
          ? otherwise
          : Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
      return words.get(key) instanceof Boolean flag ? flag : otherwise;
    }

    @Override
    public int number(String key, int otherwise) {
      return words.get(key) instanceof Number number ? number.intValue() : otherwise;
    }
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

  private static OutboundWire outbound(String id) {
    return DIALECTS.outbound().stream()
        .filter(o -> o.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("to: " + id));
  }

  /** What lies at which URL, for those that the gateway must fetch. */
  void files(Map<String, Object> found) {
    found.forEach((url, file) -> {
      var map = Case.object(file);
      files.put(url, new Fetched(Case.text(map, "mime"), Case.text(map, "base64")));
    });
  }

  /** What was remembered of earlier steps is lost, as after two hours. */
  void forget() {
    translator = Translators.fresh(files);
  }

  /** The gateway gets a request. */
  Sent send(Case step, byte[] body) {
    return new Sent(step, body);
  }

  /** What the caller gets who asks how many tokens a request has, if no provider tells it. */
  Object count(Case step, byte[] body) {
    var inbound = (Inbound) DIALECTS.inbound(step.from());
    var envelope = inbound.envelope(call(step, Action.COUNT), body);
    var request = inbound.read(envelope, new Warnings(false));
    var value = tree(inbound.count(COUNTER.of(request, Family.OPENAI)));
    return value == null ? Map.of() : value;
  }

  private static Call call(Case one, Action action) {
    boolean gemini = one.from().startsWith("gemini.");
    return new Call(
        action,
        gemini ? "test/" + one.model() : "",
        one.text("path").equals("stream"),
        Framing.SSE,
        one.version());
  }

  private static @Nullable Object tree(byte[] json) {
    return Tree.json(json, 0, json.length);
  }

  /** A plain answer as the caller gets it. */
  record Plain(Object value, String text, String fault, Map<String, Object> usage) {}

  /** A streamed answer as the caller gets it. */
  record Told(List<Object> events, String text, String fault, Map<String, Object> usage) {}

  /** A request that has gone through the gateway. */
  final class Sent {
    private final InboundWire inbound;
    private final OutboundWire outbound;
    private final Destination to;
    private Outgoing outgoing = new Outgoing("", new byte[0]);
    private List<String> warnings = List.of();
    private @Nullable Passage passage;
    private @Nullable Object rejection;

    private Sent(Case one, byte[] body) {
      inbound = DIALECTS.inbound(one.from());
      outbound = outbound(one.to());
      to = new Destination(endpoint(one), provider(one));
      try {
        go(one, inbound.envelope(call(one, Action.CHAT), body), body);
      } catch (FailureException e) {
        rejection = said(inbound.error(e.failure()));
      }
    }

    private void go(Case one, Envelope envelope, byte[] body) {
      boolean passes = inbound.id().equals(outbound.dialect()) && outbound.passes(envelope, to);
      if (passes && !one.translate() && !sealed(body)) {
        var found = new Warnings(one.strict());
        outgoing = outbound.pass(envelope, to, found);
        warnings = found.list();
      } else {
        var made = translator.translate(inbound, envelope, outbound, to, one.key(), one.strict());
        outgoing = made.outgoing();
        warnings = made.warnings();
        passage = made;
      }
    }

    /** As the gateway itself looks for what only it can read. */
    private static boolean sealed(byte[] body) {
      var text = new String(body, UTF_8);
      return text.contains("\"fl1.") || text.contains("\"ZmwxL");
    }

    private static Map<String, @Nullable Object> said(ErrorAnswer error) {
      var value = new HashMap<String, @Nullable Object>();
      value.put("status", error.status());
      value.put("retry_after", error.retryAfter().toSeconds());
      value.put("body", tree(error.body().getBytes(UTF_8)));
      return value;
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

    Plain plain(byte[] answer) {
      if (passage == null) {
        return passed(answer);
      }
      try {
        var made = passage.plain(answer);
        var value = tree(made);
        warnings = passage.warnings();
        return new Plain(
            value == null ? Map.of() : value, new String(made, UTF_8), "", counts(passage.usage()));
      } catch (AnswerFault e) {
        return new Plain(Map.of(), "", e.reason().name(), Map.of());
      }
    }

    private Plain passed(byte[] answer) {
      var meter = outbound.answerMeter();
      meter.feed(answer, 0, answer.length);
      var value = tree(answer);
      return new Plain(
          value == null ? Map.of() : value,
          new String(answer, UTF_8),
          meter.failed() || !meter.whole() ? meter.cause().name() : "",
          counts(meter.usage()));
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
      return said(inbound.error(new AllFailed("test/model", List.of(attempt))));
    }

    /**
     * A stream as the caller gets it.
     *
     * @param complete whether the provider ends it properly; else the connection breaks
     */
    Told stream(List<?> events, boolean complete, int seed) {
      if (passage == null) {
        return passed(events, seed);
      }
      var converter = passage.stream();
      var out = new ByteArrayOutputStream();
      if (isTyped(events)) {
        typed(events, converter, out);
      } else {
        read(
            events,
            seed,
            (data, from, to, _) -> {
              if (from < to && !isMark(data, from, to)) {
                out.writeBytes(converter.event("", data, from, to));
              }
            });
      }
      out.writeBytes(
          complete
              ? converter.end()
              : converter.stop(Failure.Cause.CUT, "the connection was closed"));
      var fault = converter.fault();
      return new Told(
          parsed(out.toByteArray()),
          out.toString(UTF_8),
          fault == null ? complete ? "" : "CUT" : fault.cause().name(),
          counts(converter.usage()));
    }

    /** A stream whose bytes go to the caller as they came. */
    private Told passed(List<?> events, int seed) {
      var meter = outbound.streamMeter();
      var faults = new ArrayList<String>();
      read(
          events,
          seed,
          (data, from, to, _) -> {
            var kind = meter.event(data, from, to);
            if (kind == StreamMeter.Event.ERROR || kind == StreamMeter.Event.GARBLED) {
              faults.add(kind == StreamMeter.Event.ERROR ? "ERROR_INSIDE" : "GARBLED");
            }
          });
      var bytes = sse(events);
      return new Told(
          parsed(bytes),
          new String(bytes, UTF_8),
          !faults.isEmpty() ? faults.getFirst() : meter.complete() ? "" : "CUT",
          counts(meter.usage()));
    }

    private static void read(List<?> events, int seed, SseScan.Sink sink) {
      var scan = new SseScan(1 << 20);
      for (var piece : cut(sse(events), seed)) {
        scan.feed(piece, 0, piece.length, sink);
      }
      scan.finish(sink);
    }

    private static boolean isMark(byte[] data, int from, int to) {
      return to - from == 6 && data[from] == '[';
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

  /** How many bytes a stream has, and so in how many places it can be cut in two. */
  static int length(List<?> events) {
    return sse(events).length;
  }

  /** The bytes in pieces: whole, byte by byte, as a seed says, or in two if it is negative. */
  private static List<byte[]> cut(byte[] all, int seed) {
    var pieces = new ArrayList<byte[]>();
    var random = new Random(seed);
    int at = 0;
    while (at < all.length) {
      int length =
          switch (seed) {
            case 0 -> all.length;
            case 1 -> 1;
            default -> seed > 0 ? 1 + random.nextInt(40) : at == 0 ? -seed : all.length;
          };
      int to = Math.min(all.length, at + length);
      pieces.add(Arrays.copyOfRange(all, at, to));
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
