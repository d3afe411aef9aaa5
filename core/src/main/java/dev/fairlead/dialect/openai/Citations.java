package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads citations: OpenAI's {@code annotations}, and the sources that Perplexity and xAI list for a
 * whole answer.
 */
final class Citations {
  private Citations() {}

  /** The citation of an annotation; null for one of another kind. */
  static @Nullable Citation annotation(Node annotation) {
    var page = annotation.get("url_citation");
    if (page == null) {
      return annotation.text("type").equals("url_citation") ? page(annotation) : null;
    }
    return page(page);
  }

  private static @Nullable Citation page(Node page) {
    var url = page.text("url");
    int from = (int) page.number("start_index", -1);
    int to = (int) page.number("end_index", -1);
    if (url.isEmpty()) {
      return null;
    }
    // An empty place is how those write it who do not know it.
    return to > from && from >= 0
        ? Citation.page(url, page.text("title"), from, to)
        : Citation.page(url, page.text("title"), -1, -1);
  }

  /** The sources of a whole answer or chunk; titles where they are told. */
  static List<Citation> sources(Node answer) {
    var found = new LinkedHashMap<String, Citation>();
    for (var result : answer.items("search_results")) {
      var url = result.text("url");
      if (!url.isEmpty()) {
        found.putIfAbsent(url, Citation.page(url, result.text("title"), -1, -1));
      }
    }
    if (found.isEmpty()) {
      for (var citation : answer.items("citations")) {
        var url = citation.isText() ? citation.text() : citation.text("url");
        if (!url.isEmpty()) {
          found.putIfAbsent(url, Citation.page(url, citation.text("title"), -1, -1));
        }
      }
    }
    return new ArrayList<>(found.values());
  }
}
