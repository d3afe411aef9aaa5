package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import dev.fairlead.model.Citation;
import java.util.ArrayList;
import java.util.List;

/** Citations, which belong to a block of text as a whole. */
final class Citations {
  private Citations() {}

  /** Those of a block whose text lies from {@code from} to {@code to} in the message. */
  static List<Citation> read(Node block, int from, int to) {
    var all = block.get("citations");
    if (all == null || !all.isArray()) {
      return List.of();
    }
    var found = new ArrayList<Citation>(2);
    for (var one : all) {
      if (one.isObject()) {
        found.add(one(one).at(from, to));
      }
    }
    return found;
  }

  static Citation one(Node node) {
    var kind =
        switch (node.text("type")) {
          case "web_search_result_location" -> Citation.Kind.PAGE;
          case "char_location", "page_location", "content_block_location" -> Citation.Kind.DOCUMENT;
          case "search_result_location" -> Citation.Kind.SEARCH_RESULT;
          default -> Citation.Kind.OTHER;
        };
    var title = node.text("title");
    var url = node.text("url");
    if (url.isEmpty() && kind == Citation.Kind.SEARCH_RESULT) {
      url = node.text("source");
    }
    return new Citation(
        kind,
        url,
        title.isEmpty() ? node.text("document_title") : title,
        node.text("file_id"),
        node.text("cited_text"),
        -1,
        -1,
        AnthropicMessages.ID,
        node.raw());
  }
}
