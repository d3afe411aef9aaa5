package dev.fairlead.dialect.embedding;

import dev.fairlead.model.Usage;
import java.util.List;

/**
 * Vectors, in the order of the inputs, in no protocol's form.
 *
 * @param model as the provider calls it; empty if it does not say
 */
public record EmbedResponse(String model, List<Vector> vectors, Usage usage) {
  public EmbedResponse {
    vectors = List.copyOf(vectors);
  }
}
