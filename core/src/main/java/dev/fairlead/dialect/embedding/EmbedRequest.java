package dev.fairlead.dialect.embedding;

import dev.fairlead.json.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to have embedded, in no protocol's form.
 *
 * @param model as the caller named it
 * @param inputs at least one; one vector comes back for each
 * @param dimensions how long the vectors shall be; null: as long as the model makes them
 * @param base64 whether the caller wants base64 of little-endian 32-bit floats; else numbers
 * @param task what the vectors are for; null if it was not told
 * @param title of the one document; empty if there is none
 * @param user who the caller's user is; empty if it was not told
 */
public record EmbedRequest(
    String model,
    List<Input> inputs,
    @Nullable Long dimensions,
    boolean base64,
    @Nullable Task task,
    String title,
    String user) {
  public EmbedRequest {
    inputs = List.copyOf(inputs);
  }

  /** One thing to embed. */
  public sealed interface Input {
    record Text(String text) implements Input {}

    /** Token numbers: an array as it stood. */
    record Tokens(Raw numbers) implements Input {}

    /** A picture: a {@code data:} URL or one of the web. */
    record Image(String url) implements Input {}
  }

  /** What vectors are for. */
  public enum Task {
    QUERY,
    DOCUMENT,
    SIMILARITY,
    CLASSIFICATION,
    CLUSTERING,
    QUESTION,
    FACT,
    CODE
  }
}
