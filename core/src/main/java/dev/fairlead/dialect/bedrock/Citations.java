package dev.fairlead.dialect.bedrock;

import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import org.jspecify.annotations.Nullable;

/** Reads a citation; it is one of the whole block it stands in. */
final class Citations {
  private Citations() {}

  static Citation read(Node citation, int from, int to) {
    var location = citation.get("location");
    var web = location == null ? null : location.get("web");
    var kind = kind(location);
    var url = web == null ? "" : web.text("url");
    if (kind == Citation.Kind.SEARCH_RESULT) {
      url = citation.text("source");
    }
    return new Citation(
        kind,
        url,
        citation.text("title"),
        "",
        cited(citation),
        from,
        to,
        BedrockConverse.ID,
        citation.raw());
  }

  private static Citation.Kind kind(@Nullable Node location) {
    if (location == null) {
      return Citation.Kind.OTHER;
    }
    if (location.has("web")) {
      return Citation.Kind.PAGE;
    }
    return location.has("searchResultLocation")
        ? Citation.Kind.SEARCH_RESULT
        : Citation.Kind.DOCUMENT;
  }

  private static String cited(Node citation) {
    var text = new StringBuilder();
    for (var piece : citation.items("sourceContent")) {
      text.append(piece.text("text"));
    }
    return text.toString();
  }
}
