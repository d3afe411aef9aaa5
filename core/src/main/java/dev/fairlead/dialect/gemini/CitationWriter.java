package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes {@code groundingMetadata} of one candidate's citations. Not thread-safe. */
final class CitationWriter {
  private final Set<String> queries = new LinkedHashSet<>(0);
  private final Map<String, String> pages = new LinkedHashMap<>(0);
  private final List<Segment> segments = new ArrayList<>(0);
  private @Nullable Raw own;

  /** A stretch of a part that has sources; places count bytes. */
  private record Segment(int part, int from, int to, String text, int page) {}

  /** The metadata as Google itself gave it, which says it all. */
  void own(Raw metadata) {
    own = metadata;
  }

  void searched(Item.Search search) {
    queries.addAll(search.queries());
    for (var source : search.sources()) {
      pages.putIfAbsent(source.url(), source.title());
    }
  }

  /**
   * The citations of an item.
   *
   * @param first the index that its first text has among the parts of the wire
   */
  void cited(Item.Assistant said, int first) {
    int before = 0;
    int index = first;
    for (var part : said.parts()) {
      if (part instanceof Part.Text text) {
        for (var citation : text.citations()) {
          cited(citation, text.text(), before, index);
        }
        before += text.text().length();
      } else if (part instanceof Part.Refusal(var refusal)) {
        before += refusal.length();
      }
      index++;
    }
  }

  private void cited(Citation citation, String text, int before, int index) {
    if (citation.url().isEmpty()) {
      return;
    }
    pages.putIfAbsent(citation.url(), citation.title());
    int from = citation.from() < 0 ? 0 : citation.from() - before;
    int to = citation.to() < 0 ? text.length() : citation.to() - before;
    if (from >= 0 && from < to && to <= text.length()) {
      int begin = Places.bytes(text, 0, from);
      segments.add(
          new Segment(
              index,
              begin,
              begin + Places.bytes(text, from, to),
              text.substring(from, to),
              page(citation.url())));
    }
  }

  private int page(String url) {
    int i = 0;
    for (var known : pages.keySet()) {
      if (known.equals(url)) {
        return i;
      }
      i++;
    }
    return 0;
  }

  /** Writes the member {@code groundingMetadata}; nothing if there is nothing to tell. */
  void write(JsonWriter out) {
    if (own != null) {
      out.put("groundingMetadata", own);
      return;
    }
    if (queries.isEmpty() && pages.isEmpty()) {
      return;
    }
    out.object("groundingMetadata");
    if (!queries.isEmpty()) {
      out.array("webSearchQueries");
      queries.forEach(out::text);
      out.end();
    }
    out.array("groundingChunks");
    pages.forEach((url, title) ->
        out.object().object("web").put("uri", url).putFilled("title", title).end().end());
    out.end().array("groundingSupports");
    for (var segment : segments) {
      out.object().object("segment");
      if (segment.part() > 0) {
        out.put("partIndex", segment.part());
      }
      out.put("startIndex", segment.from())
          .put("endIndex", segment.to())
          .put("text", segment.text())
          .end();
      out.array("groundingChunkIndices").number(segment.page()).end().end();
    }
    out.end().end();
  }
}
