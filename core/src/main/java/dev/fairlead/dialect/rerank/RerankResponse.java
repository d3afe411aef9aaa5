package dev.fairlead.dialect.rerank;

import dev.fairlead.json.Raw;
import dev.fairlead.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents by how well they fit, best first, in no protocol's form.
 *
 * @param id the provider's; empty if there is none
 * @param model as the provider calls it; empty if it does not say
 * @param searchUnits what Cohere bills; -1 if it was not told
 * @param meta Cohere's own account of the request; null if there is none
 */
record RerankResponse(
    String id,
    String model,
    List<Result> results,
    Usage usage,
    long searchUnits,
    @Nullable Raw meta) {
  RerankResponse {
    results = List.copyOf(results);
  }

  /**
   * One document's score.
   *
   * @param index of the document in the request, from 0
   * @param score as it came
   * @param raw the whole result as it came
   */
  record Result(int index, Raw score, Raw raw) {}
}
