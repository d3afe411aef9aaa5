package dev.fairlead.bench.translate;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.provider.Providers;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The way from a caller of one protocol to a provider of another, without what carries it. */
final class Line {
  private static final Dialects DIALECTS = KnownDialects.all(InstantSource.system());
  private static final Translator TRANSLATOR =
      new Translations(
          new Sealing(List.of(new byte[32])),
          new RecentReasoning(1024, 1 << 20, Duration.ofHours(2), InstantSource.system()),
          url -> {
            throw new IllegalStateException("file: " + url + " (expected: none)");
          });
  private static final int EVENT_BOUND = 16 << 20;

  private final Protocol from;
  private final InboundWire inbound;
  private final OutboundWire outbound;
  private final Destination to;

  Line(Protocol from, Protocol to) {
    this.from = from;
    this.inbound = DIALECTS.inbound(from.id);
    this.outbound = wire(to);
    this.to = destination(to);
  }

  private static OutboundWire wire(Protocol to) {
    for (var wire : DIALECTS.outbound()) {
      if (wire.dialect().equals(to.id)) {
        return wire;
      }
    }
    throw new IllegalStateException("protocol: " + to.id);
  }

  private static Destination destination(Protocol to) {
    var provider = Providers.shipped().get(to.provider);
    if (provider == null) {
      throw new IllegalStateException("provider: " + to.provider);
    }
    return new Destination(
        new Endpoint(
            to.asked(),
            "",
            to.provider,
            to.model,
            Endpoint.Kind.CHAT,
            200_000,
            0,
            8_192,
            Set.of("text"),
            Set.of("text"),
            Set.of("tools"),
            Prices.of(1_000_000, 5_000_000),
            List.of(),
            Endpoint.Origin.CONFIG),
        provider);
  }

  /** What a request costs as it goes: passed where both ends speak the same, else translated. */
  Stopwatch.Work request(byte[] body) {
    return () -> {
      var envelope = inbound.envelope(call(), body);
      return inbound.id().equals(outbound.dialect())
          ? outbound.pass(envelope, to, new Warnings(false)).body().length
          : TRANSLATOR
              .translate(inbound, envelope, outbound, to, "owner", false)
              .outgoing()
              .body()
              .length;
    };
  }

  private Call call() {
    return from == Protocol.GEMINI
        ? new Call(Action.CHAT, from.asked(), true, Framing.SSE, "v1beta")
        : new Call(Action.CHAT);
  }

  /** What one piece of a stream costs, found in its bytes and read, or read and written. */
  Stopwatch.Work piece(Protocol source) {
    var events = ("data: " + source.piece() + "\n\n").getBytes(StandardCharsets.UTF_8);
    var scan = new SseScan(EVENT_BOUND);
    var out = new Counted();
    SseScan.Sink sink =
        inbound.id().equals(outbound.dialect())
            ? metered(outbound.streamMeter(), out)
            : converted(source, out);
    return () -> {
      out.bytes = 0;
      scan.feed(events, 0, events.length, sink);
      return out.bytes;
    };
  }

  private static final class Counted {
    int bytes;
  }

  private static SseScan.Sink metered(StreamMeter meter, Counted out) {
    return (data, from, to, _) -> out.bytes += meter.event(data, from, to).ordinal() + to - from;
  }

  private SseScan.Sink converted(Protocol source, Counted out) {
    var state = new State(source);
    return (data, from, to, _) -> out.bytes += state.event(data, from, to);
  }

  /** A stream that begins anew before it grows beyond what streams are. */
  private final class State {
    private static final int LENGTH = 500;

    private final Protocol source;
    private final byte[] body = Chat.TURNS.body(from, 512);
    private StreamConverter converter;
    private int said;

    State(Protocol source) {
      this.source = source;
      this.converter = open();
    }

    private StreamConverter open() {
      var envelope = inbound.envelope(call(), body);
      var opened = TRANSLATOR.translate(inbound, envelope, outbound, to, "owner", false).stream();
      for (var event : source.opening().lines().toList()) {
        var bytes = event.getBytes(StandardCharsets.UTF_8);
        opened.event("", bytes, 0, bytes.length);
      }
      return opened;
    }

    int event(byte[] data, int from, int to) {
      if (++said > LENGTH) {
        said = 0;
        converter = open();
      }
      int length = converter.event("", data, from, to).length;
      if (length == 0) {
        throw new IllegalStateException("a piece of " + source.id + " was not written");
      }
      return length;
    }
  }
}
