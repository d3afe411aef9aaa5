package dev.fairlead.dialect.cohere;

import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a citation: one for each of its sources. */
final class CitationReader {
  private CitationReader() {}

  /**
   * @param text of the part it stands in, as far as it is there
   * @param base where the part begins among all texts of the message
   */
  static List<Citation> read(Node citation, String text, int base) {
    int from = base + units(text, citation.number("start", 0));
    int to = Math.max(from, base + units(text, citation.number("end", 0)));
    var found = new ArrayList<Citation>(1);
    for (var source : citation.items("sources")) {
      found.add(one(citation, source, from, to));
    }
    if (found.isEmpty()) {
      found.add(
          new Citation(
              Citation.Kind.OTHER, "", "", "", "", from, to, CohereChat.ID, citation.raw()));
    }
    return found;
  }

  private static Citation one(Node citation, Node source, int from, int to) {
    var content = source.get("document", "tool_output");
    var url = text(content, "url");
    return new Citation(
        url.isEmpty() ? Citation.Kind.DOCUMENT : Citation.Kind.PAGE,
        url,
        text(content, "title"),
        "",
        text(content, "text"),
        from,
        to,
        CohereChat.ID,
        citation.raw());
  }

  private static String text(@Nullable Node content, String name) {
    return content == null ? "" : content.text(name);
  }

  /** A place counted in characters, in UTF-16 units. */
  private static int units(String text, long characters) {
    if (characters <= 0) {
      return 0;
    }
    int most = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, (int) Math.min(characters, most));
  }
}
