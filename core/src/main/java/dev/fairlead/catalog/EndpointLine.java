package dev.fairlead.catalog;

import dev.fairlead.catalog.Endpoint.About;
import dev.fairlead.catalog.Endpoint.Confidence;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Endpoint.PriceTier;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import dev.fairlead.json.MalformedJson;
import dev.fairlead.json.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One endpoint as one line of the catalogue's file. Sets and prices are single texts, so that a
 * reader that has met one before need not take it apart again.
 */
final class EndpointLine {
  static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::model)
          .thenComparing(Endpoint::variant)
          .thenComparing(Endpoint::provider)
          .thenComparing(Endpoint::upstreamId);

  private static final int FORMAT = 1;

  /** The members of a line in the order in which they are written. */
  private enum Column {
    MODEL("model"),
    VARIANT("variant"),
    PROVIDER("at"),
    ID("id"),
    TITLE("title"),
    KIND("kind"),
    CONTEXT("context"),
    MAX_INPUT("max_in"),
    MAX_OUTPUT("max_out"),
    INPUT("in"),
    OUTPUT("out"),
    CAPABILITIES("can"),
    PRICE("price"),
    TIERS("tiers"),
    SOURCE("from"),
    CONFIDENCE("sure"),
    DISPUTED("disputed"),
    SEEN("seen"),
    RELEASED("released"),
    KNOWLEDGE("knows"),
    RETIRES("retires"),
    STATUS("status"),
    FORMAT("catalogue"),
    VERSION("version"),
    DATE("date"),
    SOURCES("sources");

    private final String key;

    Column(String key) {
      this.key = key;
    }
  }

  private EndpointLine() {}

  static String write(CatalogueFile.Header header) {
    var line = new LinkedHashMap<String, Json>();
    line.put(Column.FORMAT.key, new Json.Num(FORMAT));
    put(line, Column.VERSION, header.version());
    put(line, Column.DATE, header.date());
    put(
        line,
        Column.SOURCES,
        header.sources().entrySet().stream()
            .map(s -> s.getKey() + " " + s.getValue())
            .collect(Collectors.joining(" ")));
    return JsonText.write(new Json.Obj(line));
  }

  static String write(Endpoint e) {
    var line = new LinkedHashMap<String, Json>();
    put(line, Column.MODEL, e.model());
    put(line, Column.VARIANT, e.variant());
    put(line, Column.PROVIDER, e.provider());
    put(line, Column.ID, e.upstreamId());
    put(line, Column.TITLE, e.about().title());
    put(line, Column.KIND, e.kind() == Kind.CHAT ? "" : lower(e.kind()));
    put(line, Column.CONTEXT, e.context());
    put(line, Column.MAX_INPUT, e.maxInput());
    put(line, Column.MAX_OUTPUT, e.maxOutput());
    put(line, Column.INPUT, words(e.input()));
    put(line, Column.OUTPUT, words(e.output()));
    put(line, Column.CAPABILITIES, words(e.capabilities()));
    put(line, Column.PRICE, PriceText.write(e.prices()));
    put(line, Column.TIERS, PriceText.writeTiers(e.tiers()));
    put(line, Column.SOURCE, e.origin().source());
    put(line, Column.CONFIDENCE, lower(e.origin().confidence()));
    put(line, Column.DISPUTED, words(e.origin().disputed().stream().map(PriceText::name).toList()));
    put(line, Column.SEEN, e.origin().lastSeen());
    put(line, Column.RELEASED, e.about().released());
    put(line, Column.KNOWLEDGE, e.about().knowledge());
    put(line, Column.RETIRES, e.about().retires());
    put(line, Column.STATUS, e.about().status());
    return JsonText.write(new Json.Obj(line));
  }

  private static void put(Map<String, Json> line, Column column, String text) {
    if (!text.isEmpty()) {
      line.put(column.key, new Json.Str(text));
    }
  }

  private static void put(Map<String, Json> line, Column column, int number) {
    if (number != 0) {
      line.put(column.key, new Json.Num(number));
    }
  }

  private static String words(Collection<String> words) {
    return words.stream().sorted().collect(Collectors.joining(" "));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** Reads the lines; equal texts, sets and prices become one object. Not thread-safe. */
  static final class Reader {
    private static final List<String> COLUMNS =
        Arrays.stream(Column.values()).map(c -> c.key).toList();

    private final Rows rows;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Map<String, Prices> prices = new HashMap<>();
    private final Map<String, List<PriceTier>> tiers = new HashMap<>();
    private final Map<String, Set<Prices.Item>> items = new HashMap<>();
    private final Map<String, Kind> kinds = new HashMap<>(Map.of("", Kind.CHAT));
    private final Map<String, Confidence> confidences = new HashMap<>();
    private final Map<Origin, Origin> origins = new HashMap<>();

    Reader(byte[] bytes) {
      this.rows = new Rows(bytes, COLUMNS);
      for (var kind : Kind.values()) {
        kinds.put(lower(kind), kind);
      }
      for (var confidence : Confidence.values()) {
        confidences.put(lower(confidence), confidence);
      }
    }

    CatalogueFile.Header header() {
      if (!rows.next() || rows.number(Column.FORMAT.ordinal()) != FORMAT) {
        throw new MalformedJson(
            "line 1: no header of a catalogue (expected: {\"catalogue\":%d,...})"
                .formatted(FORMAT));
      }
      var sources = new TreeMap<String, String>();
      var words = List.of(text(Column.SOURCES).split(" ", -1));
      for (int i = 0; i + 1 < words.size(); i += 2) {
        sources.put(words.get(i), words.get(i + 1));
      }
      return new CatalogueFile.Header(text(Column.VERSION), text(Column.DATE), sources);
    }

    List<Endpoint> endpoints() {
      var endpoints = new ArrayList<Endpoint>(8192);
      while (rows.next()) {
        try {
          endpoints.add(endpoint());
        } catch (IllegalArgumentException e) {
          throw new MalformedJson("line %d: %s".formatted(rows.line(), e.getMessage()));
        }
      }
      return endpoints;
    }

    private Endpoint endpoint() {
      return new Endpoint(
          required(Column.MODEL),
          shared(Column.VARIANT),
          required(Column.PROVIDER),
          required(Column.ID),
          known(kinds, Column.KIND),
          rows.number(Column.CONTEXT.ordinal()),
          rows.number(Column.MAX_INPUT.ordinal()),
          rows.number(Column.MAX_OUTPUT.ordinal()),
          set(Column.INPUT),
          set(Column.OUTPUT),
          set(Column.CAPABILITIES),
          once(prices, Column.PRICE, PriceText::read),
          once(tiers, Column.TIERS, PriceText::readTiers),
          origin(),
          about());
    }

    private Origin origin() {
      var origin =
          new Origin(
              shared(Column.SOURCE),
              known(confidences, Column.CONFIDENCE),
              shared(Column.SEEN),
              once(items, Column.DISPUTED, Reader::itemsOf));
      return origins.computeIfAbsent(origin, o -> o);
    }

    private About about() {
      return new About(
          shared(Column.TITLE),
          shared(Column.RELEASED),
          shared(Column.KNOWLEDGE),
          shared(Column.RETIRES),
          shared(Column.STATUS));
    }

    private String text(Column column) {
      return rows.text(column.ordinal());
    }

    private String shared(Column column) {
      return texts.computeIfAbsent(text(column), t -> t);
    }

    private String required(Column column) {
      var text = shared(column);
      if (text.isEmpty()) {
        throw new IllegalArgumentException(column.key + ": absent (expected: a text)");
      }
      return text;
    }

    private Set<String> set(Column column) {
      return once(sets, column, t -> t.isEmpty() ? Set.of() : Set.of(t.split(" ", -1)));
    }

    private static Set<Prices.Item> itemsOf(String text) {
      return text.isEmpty()
          ? Set.of()
          : Arrays.stream(text.split(" ", -1))
              .map(PriceText::item)
              .collect(Collectors.toUnmodifiableSet());
    }

    private <T> T once(Map<String, T> met, Column column, Function<String, T> read) {
      return met.computeIfAbsent(text(column), read);
    }

    private <T> T known(Map<String, T> words, Column column) {
      var found = words.get(text(column));
      if (found == null) {
        throw new IllegalArgumentException(
            "%s: \"%s\" (expected: one of %s)"
                .formatted(column.key, text(column), new TreeMap<>(words).keySet()));
      }
      return found;
    }
  }
}
