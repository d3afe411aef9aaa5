package dev.fairlead.model;

import dev.fairlead.json.Raw;
import org.jspecify.annotations.Nullable;

/** What form the answer must have. */
public sealed interface OutputFormat {
  /** Any JSON object. */
  record JsonObject() implements OutputFormat {}

  /**
   * JSON of a schema.
   *
   * @param name empty if there is none
   * @param description empty if there is none
   * @param strict null if it was not told
   */
  record JsonSchema(String name, String description, Raw schema, @Nullable Boolean strict)
      implements OutputFormat {}
}
