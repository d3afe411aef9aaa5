package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The answer to {@code GET /v1/models} for callers of this dialect. Pure. */
public final class ModelList {
  private ModelList() {}

  /**
   * One model.
   *
   * @param displayName for people; the id is taken if it is empty
   * @param created when it came out; the epoch if that is not known, as Anthropic has it
   * @param maxInput in tokens; 0 if it is not known
   * @param maxOutput in tokens; 0 if it is not known
   * @param capabilities the catalogue's words, as {@code vision}
   */
  public record Model(
      String id,
      String displayName,
      Instant created,
      long maxInput,
      long maxOutput,
      Set<String> capabilities) {
    public Model {
      capabilities = Set.copyOf(capabilities);
    }
  }

  /** A page of the list. */
  public static byte[] page(List<Model> models, boolean more) {
    var out = new JsonWriter(256 * models.size() + 128).object().array("data");
    models.forEach(model -> model(out, model));
    out.end();
    if (models.isEmpty()) {
      out.putNull("first_id").putNull("last_id");
    } else {
      out.put("first_id", models.getFirst().id()).put("last_id", models.getLast().id());
    }
    return out.put("has_more", more).end().bytes();
  }

  /** One model alone. */
  public static byte[] one(Model model) {
    var out = new JsonWriter();
    model(out, model);
    return out.bytes();
  }

  private static void model(JsonWriter out, Model model) {
    out.object()
        .put("type", "model")
        .put("id", model.id())
        .put("display_name", model.displayName().isEmpty() ? model.id() : model.displayName())
        .put("created_at", model.created().toString());
    limit(out, "max_input_tokens", model.maxInput());
    limit(out, "max_tokens", model.maxOutput());
    out.object("capabilities");
    capability(out, "batch", model.capabilities().contains("batch"));
    capability(out, "image_input", model.capabilities().contains("vision"));
    capability(out, "pdf_input", model.capabilities().contains("pdf"));
    capability(out, "structured_outputs", model.capabilities().contains("structured_output"));
    capability(out, "thinking", model.capabilities().contains("reasoning"));
    out.end().end();
  }

  private static void limit(JsonWriter out, String name, long limit) {
    if (limit > 0) {
      out.put(name, limit);
    } else {
      out.putNull(name);
    }
  }

  private static void capability(JsonWriter out, String name, boolean supported) {
    out.object(name).put("supported", supported).end();
  }
}
