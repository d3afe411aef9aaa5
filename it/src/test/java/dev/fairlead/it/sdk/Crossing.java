package dev.fairlead.it.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.it.recordings.Recording;
import dev.fairlead.model.Item;
import dev.fairlead.model.Response;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import dev.fairlead.sse.SseScan;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One recorded answer on its way to a caller. Where it was recorded as the caller wants it, it goes
 * the gateway's whole way; else it is read into the neutral form, which is written or played.
 */
record Crossing(Recording recording, Inbound in, Outbound out, Envelope envelope) {
  private static final int LONGEST = 64 << 20;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1));
  private static final Dialects DIALECTS = KnownDialects.all(CLOCK);
  private static final Sealing SEALING = new Sealing(List.of(new byte[32]));
  private static final Translations TRANSLATIONS =
      new Translations(
          SEALING,
          new RecentReasoning(64, 1 << 20, Duration.ofHours(1), CLOCK),
          url -> {
            throw new AssertionError(url + " (expected: nothing to be fetched)");
          });

  static Crossing of(Recording recording, String caller, boolean stream) {
    var in = (Inbound) DIALECTS.inbound(caller);
    boolean gemini = caller.equals("gemini.generate");
    var call = new Call(Action.CHAT, gemini ? "a/m" : "", gemini && stream, Framing.SSE, "");
    var envelope = in.envelope(call, ask(caller, stream).getBytes(UTF_8));
    return new Crossing(recording, in, outbound(recording), envelope);
  }

  /** The wire it was recorded on, or the usual one of its dialect. */
  private static Outbound outbound(Recording recording) {
    var all = DIALECTS.outbound().stream().filter(Outbound.class::isInstance).toList();
    return (Outbound)
        all.stream()
            .filter(o -> o.id().equals(recording.api()))
            .findFirst()
            .or(() -> all.stream().filter(o -> o.dialect().equals(recording.dialect())).findFirst())
            .orElseThrow();
  }

  /** The shortest request of each dialect that asks to be told thoughts and usage. */
  private static String ask(String caller, boolean stream) {
    return switch (caller) {
      case "openai.chat" ->
          """
          {"model": "a/m", "messages": [{"role": "user", "content": "Hi"}], "stream": %s,
           "stream_options": {"include_usage": true}}\
          """
              .formatted(stream);
      case "openai.responses" ->
          """
          {"model": "a/m", "input": "Hi", "reasoning": {"summary": "auto"}, "stream": %s}\
          """
              .formatted(stream);
      case "anthropic.messages" ->
          """
          {"model": "a/m", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 4096,
           "thinking": {"type": "enabled", "budget_tokens": 1024}, "stream": %s}\
          """
              .formatted(stream);
      default ->
          """
          {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
           "generationConfig": {"thinkingConfig": {"includeThoughts": true}}}\
          """;
    };
  }

  private Destination to() {
    var provider =
        new Provider(
            "a",
            "a",
            Map.of(out.id(), "http://a"),
            Provider.Auth.BEARER,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(out.id()),
            Quirks.NONE,
            Provider.Facts.NONE);
    var endpoint =
        new Endpoint(
            "a/m",
            "",
            "a",
            recording.model(),
            Kind.CHAT,
            200_000,
            0,
            64_000,
            Set.of("text"),
            Set.of("text"),
            Set.of("tools", "reasoning"),
            Prices.of(1, 1),
            List.of(),
            Origin.CONFIG);
    return new Destination(endpoint, provider);
  }

  /** The caller's bytes. */
  byte[] told() {
    boolean same = recording.sse() == envelope.stream();
    return same ? passed() : envelope.stream() ? played() : collected();
  }

  private byte[] passed() {
    Passage passage = TRANSLATIONS.translate(in, envelope, out, to(), "o", false);
    if (!envelope.stream()) {
      return passage.plain(recording.body());
    }
    var told = new ByteArrayOutputStream();
    var stream = passage.stream();
    scan((data, from, to, _) -> told.writeBytes(stream.event("", data, from, to)));
    told.writeBytes(stream.end());
    if (stream.fault() != null) {
      throw new AssertionError(stream.fault());
    }
    return told.toByteArray();
  }

  private void scan(SseScan.Sink sink) {
    var scan = new SseScan(LONGEST);
    scan.feed(recording.body(), 0, recording.body().length, sink);
    scan.finish(sink);
  }

  private byte[] played() {
    var asked = in.read(envelope, new Warnings(false));
    var answer = sealed(out.write(asked, to(), new Warnings(false)).read(recording.body()));
    var writer = in.stream(asked);
    var told = new ByteArrayOutputStream();
    Unfold.into(event -> told.writeBytes(writer.write(event)), answer);
    return told.toByteArray();
  }

  private byte[] collected() {
    var asked = in.read(envelope, new Warnings(false));
    var all = new Collector();
    var reader = out.write(asked, to(), new Warnings(false)).stream(all);
    scan((data, from, to, _) -> reader.event("", data, from, to));
    reader.end();
    if (all.failure() != null) {
      throw new AssertionError(all.failure());
    }
    return in.write(sealed(all.response()), asked, new Warnings(false));
  }

  /** What only the model's maker can read is sealed for callers of other dialects. */
  private Response sealed(Response answer) {
    if (in.id().equals(out.dialect())) {
      return answer;
    }
    var choices = new ArrayList<Response.Choice>();
    for (var choice : answer.choices()) {
      var items = choice.items().stream().map(Crossing::sealed).toList();
      choices.add(new Response.Choice(choice.index(), items, choice.finish()));
    }
    return answer.withChoices(choices);
  }

  private static Item sealed(Item item) {
    if (item instanceof Item.Reasoning r && r.opaque() != null) {
      return new Item.Reasoning(r.id(), r.summary(), r.text(), SEALING.seal("o", r.opaque()));
    }
    return item instanceof Item.ToolCall call && call.signature() != null
        ? call.withSignature(SEALING.seal("o", call.signature()))
        : item;
  }
}
