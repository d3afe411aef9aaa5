package dev.fairlead.dialect.rerank;

import dev.fairlead.json.Raw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to have ranked, in no protocol's form.
 *
 * @param shape in whose words the caller asked, and is answered
 * @param model as the caller named it
 * @param documents the texts, at least one
 * @param top how many of the best are wanted; null: all
 * @param documentsBack whether the documents come back with their scores
 * @param truncation whether what is too long is cut; null if it was not told
 * @param extras what only one protocol knows, by its name there
 */
record RerankRequest(
    Shape shape,
    String model,
    String query,
    List<String> documents,
    @Nullable Long top,
    boolean documentsBack,
    @Nullable Boolean truncation,
    Map<String, Raw> extras) {
  RerankRequest {
    documents = List.copyOf(documents);
    extras = new LinkedHashMap<>(extras);
  }

  /** In whose words a caller asks. */
  enum Shape {
    /** {@code top_n}, {@code results}; Jina's words are the same, and its usage comes along. */
    COHERE,
    /** {@code top_k}, {@code data}. */
    VOYAGE
  }
}
