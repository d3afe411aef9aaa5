package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Citation;

/** Writes citations of pages as annotations; those of other things have no form here. */
final class CitationWriter {
  private CitationWriter() {}

  static boolean writes(Citation citation) {
    return !citation.url().isEmpty();
  }

  /**
   * One annotation.
   *
   * @param base where the text that it cites begins in the message
   */
  static void write(JsonWriter out, Citation citation, int base) {
    out.object().put("type", "url_citation").object("url_citation");
    out.put("end_index", citation.to() < 0 ? 0 : base + citation.to());
    out.put("start_index", citation.from() < 0 ? 0 : base + citation.from());
    out.put("title", citation.title()).put("url", citation.url()).end().end();
  }
}
