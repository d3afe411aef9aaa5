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
        .put("created_at", model.created().toString())
        .put("lifecycle", "active")
        .putNull("deprecated_at")
        .putNull("retires_at");
    limit(out, "max_input_tokens", model.maxInput());
    limit(out, "max_tokens", model.maxOutput());
    var can = model.capabilities();
    boolean thinks = can.contains("reasoning");
    out.object("capabilities");
    capability(out, "batch", can.contains("batch"));
    capability(out, "citations", false);
    capability(out, "code_execution", false);
    capability(out, "context_management", false);
    out.object("effort").put("supported", thinks);
    for (var effort : new String[] {"low", "medium", "high", "xhigh", "max"}) {
      capability(out, effort, thinks);
    }
    out.end();
    capability(out, "image_input", can.contains("vision"));
    capability(out, "pdf_input", can.contains("pdf"));
    capability(out, "structured_outputs", can.contains("structured_output"));
    out.object("thinking").put("supported", thinks).object("types");
    for (var type : new String[] {"adaptive", "disabled", "enabled"}) {
      capability(out, type, thinks);
    }
    out.end().end().end().end();
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
