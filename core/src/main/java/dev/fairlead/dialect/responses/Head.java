package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all states of a response have in common.
 *
 * @param created seconds since 1970
 * @param tier that served it; empty if it was not told
 */
record Head(String id, String model, long created, String tier, Echo echo) {

  /** What went wrong. */
  record Fault(String code, String message) {}

  /**
   * Writes a response.
   *
   * @param ending its status, {@code in_progress} before the end
   * @param output its items, each a JSON object
   * @param usage null before the end
   */
  void write(
      JsonWriter out,
      Ending ending,
      @Nullable Fault error,
      List<byte[]> output,
      @Nullable Usage usage) {
    out.object()
        .put("id", id)
        .put("object", "response")
        .put("created_at", created)
        .put("status", ending.status());
    if (error == null) {
      out.putNull("error");
    } else {
      out.object("error").put("code", error.code()).put("message", error.message()).end();
    }
    if (ending.reason().isEmpty()) {
      out.putNull("incomplete_details");
    } else {
      out.object("incomplete_details").put("reason", ending.reason()).end();
    }
    out.put("model", model).array("output");
    for (var item : output) {
      out.raw(item, 0, item.length);
    }
    out.end();
    echo.write(out, tier);
    if (usage == null) {
      out.putNull("usage");
    } else {
      out.name("usage");
      Counts.write(out, usage);
    }
    out.end();
  }
}
