package dev.fairlead.dialect.gemini;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import dev.fairlead.sse.SseScan;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests of this package share. */
final class Gemini {
  static final GeminiGenerate IN = new GeminiGenerate();
  static final GeminiUpstream OUT = GeminiUpstream.gemini();
  static final GeminiUpstream VERTEX = GeminiUpstream.vertex();

  private Gemini() {}

  static Destination to(String model, String... outputs) {
    var endpoint =
        new Endpoint(
            "google/" + model,
            "",
            "google",
            model,
            Endpoint.Kind.CHAT,
            1 << 20,
            0,
            65536,
            Set.of("text"),
            Set.of(outputs),
            Set.of("reasoning"),
            Prices.NONE,
            List.of(),
            Endpoint.Origin.CONFIG);
    var provider =
        new Provider(
            "google",
            "Google",
            Map.of(),
            Provider.Auth.X_GOOG_API_KEY,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(GeminiGenerate.ID),
            Quirks.NONE,
            Provider.Facts.NONE);
    return new Destination(endpoint, provider);
  }

  static Call call(boolean stream) {
    return new Call(Action.CHAT, "google/gemini-2.5-flash", stream, Framing.SSE, "");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static Request read(String body) {
    return IN.read(IN.envelope(call(false), utf8(body)), new Warnings(false));
  }

  /** A conversation of a caller who says one thing. */
  static Request.Draft asked(String dialect) {
    var draft = new Request.Draft(dialect, "m");
    draft.items.add(new Item.User(List.of(Part.Text.of("Hi"))));
    return draft;
  }

  static Node written(Request request, String model, Warnings warnings) {
    return written(OUT, request, model, warnings);
  }

  static Node written(Outbound out, Request request, String model, Warnings warnings) {
    return Node.of(text(out.write(request, to(model), warnings).outgoing().body()));
  }

  static Node written(Request request, String model) {
    return written(request, model, new Warnings(false));
  }

  static Outbound.Sent sent(Request request, String model) {
    return OUT.write(request, to(model), new Warnings(false));
  }

  static Outbound.Sent sent() {
    return sent(asked("openai.chat").request(), "gemini-2.5-flash");
  }

  static Response answer(String body) {
    return sent().read(utf8(body));
  }

  /** The events of a stream in server-sent events, fed in pieces that end at these places. */
  static List<Event> events(Outbound.Sent sent, byte[] sse, int... cuts) {
    var events = new ArrayList<Event>();
    var reader = sent.stream(events::add);
    var scan = new SseScan(8 << 20);
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : sse.length;
      scan.feed(sse, from, to, (data, begin, end, _) -> reader.event("", data, begin, end));
      from = to;
    }
    scan.finish((data, begin, end, _) -> reader.event("", data, begin, end));
    reader.end();
    return events;
  }

  static List<Event> events(Outbound.Sent sent, String... chunks) {
    var sse = new StringBuilder();
    for (var chunk : chunks) {
      sse.append("data: ").append(chunk).append("\r\n\r\n");
    }
    return events(sent, utf8(sse.toString()));
  }

  static Response collected(List<Event> events) {
    var all = new Collector();
    events.forEach(all);
    if (all.failure() != null) {
      throw new AssertionError(all.failure());
    }
    return all.response();
  }

  static <E extends Event> List<E> only(List<Event> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** All text that a choice shows. */
  static String shown(Response response, int choice) {
    var all = new StringBuilder();
    for (var item : response.choices().get(choice).items()) {
      if (item instanceof Item.Assistant said) {
        for (var part : said.parts()) {
          all.append(part instanceof Part.Text text ? text.text() : "");
        }
      }
    }
    return all.toString();
  }

  static <I extends Item> List<I> items(List<Item> items, Class<I> kind) {
    return items.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The value as plain Java, by which documents can be compared. */
  static @Nullable Object plain(Node node) {
    return switch (node.kind()) {
      case OBJECT -> {
        var all = new LinkedHashMap<String, @Nullable Object>();
        node.forEach(member -> all.put(member.name(), plain(member)));
        yield all;
      }
      case ARRAY -> {
        var all = new ArrayList<@Nullable Object>();
        node.forEach(element -> all.add(plain(element)));
        yield all;
      }
      case STRING -> node.text();
      case NUMBER -> new BigDecimal(node.text()).stripTrailingZeros();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  static @Nullable Object plain(String json) {
    return plain(Node.of(json));
  }
}
