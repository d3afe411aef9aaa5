package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.Map;

/** Writes a whole request. Not thread-safe; one for each. */
final class RequestWriter {
  private static final String OUTPUT = "output_config.";

  private final JsonWriter out;
  private final Request request;
  private final Target target;
  private final Warnings warnings;
  private final Marks marks;
  private final boolean own;

  /** What only this dialect knows; empty for callers of another. */
  private final Map<String, Raw> extras;

  private RequestWriter(Request request, Target target, Warnings warnings) {
    this.out = new JsonWriter(request.copies(), 4 << 10);
    this.request = request;
    this.target = target;
    this.warnings = warnings;
    this.marks = new Marks(request, warnings);
    this.own = request.dialect().equals(AnthropicMessages.ID);
    this.extras = own ? request.extras() : Map.of();
  }

  static byte[] write(Request request, Target target, Warnings warnings) {
    return new RequestWriter(request, target, warnings).write();
  }

  private byte[] write() {
    refuse();
    var plan = ThinkingPlan.of(request, target, warnings);
    out.object();
    switch (target.platform()) {
      case DIRECT -> out.put("model", target.model());
      case VERTEX, BEDROCK -> out.put("anthropic_version", target.platform().version());
    }
    plan.write(out, extras);
    output(plan);
    new Samplers(out, warnings).write(request, target, plan);
    new ToolWriter(out, request, target, marks, warnings).write(plan);
    system();
    new TurnWriter(out, request, target, marks, warnings).write();
    rest();
    return out.end().bytes();
  }

  private void refuse() {
    if (request.candidates() > 1) {
      throw Bad.request("the model gives one answer only", "n", "unsupported_value");
    }
    if (request.logprobs() >= 0) {
      throw Bad.request("the model does not tell logprobs", "logprobs", "unsupported_parameter");
    }
    for (var modality : request.modalities()) {
      if (!modality.equals("text")) {
        throw Bad.request(
            "the model answers with text only, not " + modality, "modalities", "unsupported_value");
      }
    }
  }

  private void output(ThinkingPlan plan) {
    boolean schema = request.format() instanceof OutputFormat.JsonSchema && keepsToSchemas();
    boolean more = extras.keySet().stream().anyMatch(name -> name.startsWith(OUTPUT));
    if (plan.effort().isEmpty() && !schema && !more) {
      return;
    }
    out.object("output_config").putFilled("effort", plan.effort());
    if (schema && request.format() instanceof OutputFormat.JsonSchema format) {
      out.object("format")
          .put("type", "json_schema")
          .put("schema", own ? format.schema() : SchemaSubset.of(format.schema()))
          .end();
    }
    Wholes.members(out, extras, OUTPUT);
    out.end();
  }

  /** Whether the model itself keeps to schemas; a caller of this dialect knows what it asks. */
  private boolean keepsToSchemas() {
    return own || target.generation().schemas();
  }

  private void system() {
    var told = told();
    int leading = TurnWriter.leading(request);
    if (leading == 0 && told.isEmpty()) {
      return;
    }
    var parts = new PartWriter(out, marks, warnings);
    boolean any = false;
    for (int i = 0; i < leading; i++) {
      for (var part : ((Item.Instruction) request.items().get(i)).parts()) {
        if (part instanceof Part.Text text && PartWriter.shown(text)) {
          if (!any) {
            out.array("system");
          }
          any = true;
          parts.text(text);
        }
      }
    }
    if (!told.isEmpty()) {
      if (!any) {
        out.array("system");
      }
      any = true;
      parts.text(Part.Text.of(told));
    }
    if (any) {
      out.end();
    }
  }

  /** What the model is told of the form of its answer, where it cannot be made to keep to it. */
  private String told() {
    return switch (request.format()) {
      case null -> "";
      case OutputFormat.JsonObject() -> {
        warnings.emulated("response_format", "an instruction asks for a JSON object");
        yield "Answer with one valid JSON object and nothing else: no words before or after it, no"
            + " code fences.";
      }
      case OutputFormat.JsonSchema format -> {
        if (keepsToSchemas()) {
          yield "";
        }
        warnings.emulated("response_format", "an instruction gives the schema");
        yield "Answer with one valid JSON value that keeps to this JSON Schema, and nothing else:"
            + " no words before or after it, no code fences.\n"
            + format.schema().compact().text();
      }
    };
  }

  private void rest() {
    stops();
    if (!request.endUser().isEmpty()) {
      out.object("metadata").put("user_id", request.endUser()).end();
    }
    tier();
    if (request.cacheLast() != null) {
      marks.write(out, request.cacheLast());
    }
    if (!request.verbosity().isEmpty() && !request.verbosity().equals("medium")) {
      warnings.dropped("verbosity", "the model has no such setting");
    }
    extras.forEach((name, value) -> {
      boolean header = name.equals("anthropic_beta") && target.platform() == Platform.DIRECT;
      if (name.indexOf('.') < 0 && !header) {
        out.name(name).raw(value);
      }
    });
    if (request.stream() && target.platform() != Platform.BEDROCK) {
      out.put("stream", true);
    }
  }

  private void stops() {
    boolean any = false;
    for (var stop : request.stops()) {
      if (stop.isBlank()) {
        warnings.dropped("stop", "one of white space only");
      } else {
        if (!any) {
          out.array("stop_sequences");
        }
        any = true;
        out.text(stop);
      }
    }
    if (any) {
      out.end();
    }
  }

  private void tier() {
    switch (request.tier()) {
      case "" -> {}
      case "auto", "priority" -> tier("auto");
      case "default", "standard_only" -> tier("standard_only");
      default -> warnings.dropped("service_tier", request.tier() + " is not to be had here");
    }
  }

  private void tier(String word) {
    if (target.platform() == Platform.DIRECT) {
      out.put("service_tier", word);
    }
  }
}
