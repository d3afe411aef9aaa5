package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code groundingMetadata} and {@code citationMetadata} of a candidate. */
final class Grounding {
  /** The type of the item that holds a candidate's {@code groundingMetadata}. */
  static final String SEARCH = "groundingMetadata";

  private final Assembler out;
  private final int choice;
  private final Spoken spoken;
  private final Spoken.Texts texts;

  Grounding(Assembler out, int choice, Spoken spoken, Spoken.Texts texts) {
    this.out = out;
    this.choice = choice;
    this.spoken = spoken;
    this.texts = texts;
  }

  /** Sends a citation for each source of each supported segment, and what was searched for. */
  void read(Node metadata) {
    var chunks = new ArrayList<Node>();
    metadata.items("groundingChunks").forEach(chunks::add);
    for (var support : metadata.items("groundingSupports")) {
      support(support, chunks);
    }
    var item =
        new Item.HostedCall(
            GeminiGenerate.ID, SEARCH, "", metadata.raw().compact(), search(metadata, chunks));
    out.close(choice, out.open(choice, item), item);
  }

  private static Item.@Nullable Search search(Node metadata, List<Node> chunks) {
    var queries = new ArrayList<String>();
    for (var query : metadata.items("webSearchQueries")) {
      queries.add(query.text());
    }
    var sources = new ArrayList<Item.Source>();
    for (var chunk : chunks) {
      var web = chunk.get("web");
      if (web != null && !web.text("uri").isEmpty()) {
        sources.add(new Item.Source(web.text("uri"), web.text("title")));
      }
    }
    return queries.isEmpty() && sources.isEmpty() ? null : new Item.Search(queries, sources);
  }

  private void support(Node support, List<Node> chunks) {
    var segment = support.get("segment");
    if (segment == null) {
      return;
    }
    var place =
        spoken.find(
            Math.clamp(segment.number("partIndex", 0), -1, 1 << 20),
            segment.number("startIndex", 0),
            segment.number("endIndex", 0),
            segment.text("text"),
            texts);
    if (place == null) {
      place = spoken.last();
    }
    for (var index : support.items("groundingChunkIndices")) {
      long i = index.number(-1);
      if (place != null && i >= 0 && i < chunks.size()) {
        var citation = source(chunks.get((int) i), place.from(), place.to());
        if (citation != null) {
          cite(place, citation);
        }
      }
    }
  }

  private void cite(Spoken.Place place, Citation citation) {
    if (out.isOpen(choice, place.item())) {
      out.cite(choice, place.item(), place.part(), citation);
    }
  }

  private static @Nullable Citation source(Node chunk, int from, int to) {
    var page = chunk.get("web");
    if (page == null) {
      page = chunk.get("maps");
    }
    if (page != null) {
      return page.text("uri").isEmpty()
          ? null
          : new Citation(
              Citation.Kind.PAGE,
              page.text("uri"),
              page.text("title"),
              "",
              "",
              from,
              to,
              GeminiGenerate.ID,
              raw(chunk));
    }
    var file = chunk.get("retrievedContext");
    return file == null
        ? null
        : new Citation(
            Citation.Kind.DOCUMENT,
            file.text("uri"),
            file.text("title"),
            "",
            file.text("text"),
            from,
            to,
            GeminiGenerate.ID,
            raw(chunk));
  }

  private static Raw raw(Node chunk) {
    return chunk.raw().compact();
  }

  /** Sends what the answer recites of others' works. */
  void recited(Node metadata) {
    for (var citation : metadata.items("citations")) {
      var uri = citation.text("uri");
      var place =
          uri.isEmpty()
              ? null
              : spoken.find(
                  0, citation.number("startIndex", 0), citation.number("endIndex", 0), "", texts);
      if (place != null) {
        cite(
            place,
            new Citation(
                Citation.Kind.PAGE,
                uri,
                citation.text("title"),
                "",
                "",
                place.from(),
                place.to(),
                GeminiGenerate.ID,
                citation.raw().compact()));
      }
    }
  }
}
