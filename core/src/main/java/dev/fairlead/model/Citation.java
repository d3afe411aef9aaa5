package dev.fairlead.model;

import dev.fairlead.json.Raw;
import org.jspecify.annotations.Nullable;

/**
 * Where the model has something from.
 *
 * @param url empty for what is no page
 * @param fileId of a provider's file; empty if there is none
 * @param cited the words of the source; empty if they were not told
 * @param from where in the text of the message the cited words begin, in UTF-16 units of all its
 *     texts joined; -1 if it was not told
 * @param to behind their end; -1 if it was not told
 * @param raw as its dialect has it; null if it was made here
 */
public record Citation(
    Kind kind,
    String url,
    String title,
    String fileId,
    String cited,
    int from,
    int to,
    String dialect,
    @Nullable Raw raw) {

  /** What is cited. */
  public enum Kind {
    PAGE,
    FILE,
    DOCUMENT,
    SEARCH_RESULT,
    OTHER
  }

  public static Citation page(String url, String title, int from, int to) {
    return new Citation(Kind.PAGE, url, title, "", "", from, to, "", null);
  }

  public Citation at(int from, int to) {
    return new Citation(kind, url, title, fileId, cited, from, to, dialect, raw);
  }
}
