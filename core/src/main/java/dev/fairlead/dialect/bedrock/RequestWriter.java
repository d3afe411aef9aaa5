package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.bedrock.ModelTraits.Maker;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Request;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the body of a request. Not thread-safe; one for each request. */
final class RequestWriter {
  private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");
  private static final BigDecimal NEAR_ONE = new BigDecimal("0.99");
  private static final Pattern METADATA = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");
  private static final int MOST_METADATA = 16;

  private final Request request;
  private final ModelTraits traits;
  private final Warnings warnings;
  private final ThinkingPlan plan;
  private final JsonWriter out;
  private @Nullable BigDecimal temperature;
  private @Nullable BigDecimal topP;
  private @Nullable BigDecimal topK;

  RequestWriter(Request request, Destination to, ModelTraits traits, Warnings warnings) {
    this.request = request;
    this.traits = traits;
    this.warnings = warnings;
    this.plan = ThinkingPlan.of(request, traits, to.endpoint().maxOutput(), warnings);
    this.out = new JsonWriter(4096);
  }

  byte[] write() {
    refuse();
    sampling();
    var marks = new Marks(request, traits, warnings);
    out.object();
    // Marks are counted in the order of the prompt, which begins with the tools.
    boolean alone = alone();
    new ToolWriter(out, request, traits, marks, warnings).write(plan.on(), alone);
    var turns = new TurnWriter(out, request, traits, marks, warnings);
    turns.system(instruction());
    turns.messages();
    inference();
    additional(alone);
    output();
    tier();
    metadata();
    return out.end().bytes();
  }

  private void refuse() {
    if (request.candidates() > 1) {
      throw Bad.unsupported("n: the model gives one answer (expected: 1)", "n");
    }
    if (request.logprobs() >= 0) {
      throw Bad.unsupported("the model does not tell logprobs", "logprobs");
    }
    for (var modality : request.modalities()) {
      if (!modality.equals("text")) {
        throw Bad.unsupported("the model does not answer with " + modality, "modalities");
      }
    }
    if (!request.verbosity().isEmpty()) {
      warnings.dropped("verbosity", "the model takes none");
    }
  }

  private void sampling() {
    var s = request.sampling();
    drop("frequency_penalty", s.frequencyPenalty());
    drop("presence_penalty", s.presencePenalty());
    if (s.seed() != null) {
      warnings.dropped("seed", "the model takes none");
    }
    temperature = clamped("temperature", s.temperature());
    topP = clamped("top_p", s.topP());
    topK = s.topK();
    if (topK != null && !traits.claude() && !traits.nova()) {
      warnings.dropped("top_k", "the model takes none");
      topK = null;
    }
    if (plan.bare()) {
      leaveOut("at this effort the model takes none");
    } else if (!traits.sampling()) {
      newest();
    } else if (traits.claude() && plan.on()) {
      thinkingToo();
    }
    if (temperature != null && topP != null && traits.oneSampler()) {
      warnings.dropped("top_p", "the model does not take it together with temperature");
      topP = null;
    }
  }

  private void drop(String name, @Nullable BigDecimal value) {
    if (value != null && value.signum() != 0) {
      warnings.dropped(name, "the model takes none");
    }
  }

  private @Nullable BigDecimal clamped(String name, @Nullable BigDecimal asked) {
    if (asked == null || asked.compareTo(BigDecimal.ONE) <= 0) {
      return asked;
    }
    warnings.changed(name, "1: the highest there is");
    return BigDecimal.ONE;
  }

  private void leaveOut(String why) {
    dropUnless(temperature, "temperature", false, why);
    dropUnless(topP, "top_p", false, why);
    dropUnless(topK, "top_k", false, why);
    temperature = null;
    topP = null;
    topK = null;
  }

  /** The newest Claudes take only the values that change nothing. */
  private void newest() {
    dropUnless(temperature, "temperature", atLeast(temperature, BigDecimal.ONE), "only 1 is taken");
    dropUnless(topP, "top_p", atLeast(topP, NEAR_ONE), "only 1 is taken");
    dropUnless(topK, "top_k", false, "the model takes none");
    temperature = null;
    topP = null;
    topK = null;
  }

  private void thinkingToo() {
    dropUnless(
        temperature, "temperature", atLeast(temperature, BigDecimal.ONE), "thinking takes only 1");
    dropUnless(topK, "top_k", false, "not together with thinking");
    temperature = null;
    topK = null;
    if (topP != null && !atLeast(topP, LEAST_TOP_P)) {
      warnings.dropped("top_p", "thinking takes only 0.95 to 1");
      topP = null;
    }
  }

  private void dropUnless(@Nullable BigDecimal value, String name, boolean harmless, String why) {
    if (value != null && !harmless) {
      warnings.dropped(name, why);
    }
  }

  private static boolean atLeast(@Nullable BigDecimal value, BigDecimal least) {
    return value != null && value.compareTo(least) >= 0;
  }

  private void inference() {
    var stops = new ArrayList<String>(request.stops().size());
    for (var stop : request.stops()) {
      if (stop.isBlank()) {
        warnings.dropped("stop", "of white space only");
      } else {
        stops.add(stop);
      }
    }
    var limit = plan.maxTokens();
    if (limit != null && plan.bare()) {
      warnings.dropped("max_tokens", "at this effort the model takes none");
      limit = null;
    }
    if (limit != null && limit < 1) {
      throw Bad.unsupported("max_tokens: %d (expected: >= 1)".formatted(limit), "max_tokens");
    }
    if (limit == null && temperature == null && topP == null && stops.isEmpty()) {
      return;
    }
    out.object("inferenceConfig");
    if (limit != null) {
      out.put("maxTokens", (long) limit);
    }
    out.put("temperature", temperature).put("topP", topP);
    if (!stops.isEmpty()) {
      out.array("stopSequences");
      stops.forEach(out::text);
      out.end();
    }
    out.end();
  }

  /** Whether Claude is told, beside the tools, to call one of them at a time. */
  private boolean alone() {
    if (!Boolean.FALSE.equals(request.parallelTools()) || request.tools().isEmpty()) {
      return false;
    }
    if (!traits.claude()) {
      warnings.dropped("parallel_tool_calls", "the model cannot be told");
      return false;
    }
    return !(request.toolChoice() instanceof ToolChoice.None);
  }

  private void additional(boolean alone) {
    if (plan.kind() == ModelTraits.Thought.NONE && topK == null && !alone) {
      return;
    }
    out.object("additionalModelRequestFields");
    plan.write(out);
    if (topK != null && traits.maker() == Maker.NOVA) {
      out.object("inferenceConfig").put("topK", topK).end();
    } else {
      out.put("top_k", topK);
    }
    if (alone) {
      choiceAlone();
    }
    out.end();
  }

  private void choiceAlone() {
    out.object("tool_choice");
    var choice = request.toolChoice();
    boolean forced =
        choice instanceof ToolChoice.Required
            || choice instanceof ToolChoice.Named
            || choice instanceof ToolChoice.Subset(_, var required) && required;
    if (forced && plan.on()) {
      warnings.changed("tool_choice", "auto: a model that thinks cannot be made to call");
      forced = false;
    }
    if (forced && choice instanceof ToolChoice.Named(var name, _)) {
      out.put("type", "tool").put("name", name);
    } else {
      out.put("type", forced ? "any" : "auto");
    }
    out.put("disable_parallel_tool_use", true).end();
  }

  /** What must be said in words, because the model keeps to no form by itself. */
  private String instruction() {
    return switch (request.format()) {
      case null -> "";
      case OutputFormat.JsonObject _ -> {
        warnings.emulated("response_format", "an instruction asks for a JSON object");
        yield "Answer with one JSON object and nothing else: no words around it, no code fence.";
      }
      case OutputFormat.JsonSchema format -> {
        if (traits.schemas()) {
          yield "";
        }
        warnings.emulated("response_format", "an instruction gives the schema");
        yield "Answer with one JSON value and nothing else: no words around it, no code fence. It"
            + " must be valid against this JSON Schema:\n"
            + format.schema().compact().text();
      }
    };
  }

  private void output() {
    boolean schema = request.format() instanceof OutputFormat.JsonSchema && traits.schemas();
    if (!schema && plan.outputEffort().isEmpty()) {
      return;
    }
    out.object("outputConfig");
    if (schema && request.format() instanceof OutputFormat.JsonSchema format) {
      out.object("textFormat")
          .put("type", "json_schema")
          .object("structure")
          .object("jsonSchema")
          .put("schema", ClosedSchema.of(format.schema()).compact().text())
          .putFilled("name", format.name())
          .putFilled("description", format.description())
          .end()
          .end()
          .end();
    }
    out.putFilled("effort", plan.outputEffort()).end();
  }

  private void tier() {
    var type =
        switch (request.tier()) {
          case "default", "flex", "priority", "reserved" -> request.tier();
          case "standard_only", "standard" -> "default";
          default -> "";
        };
    if (!type.isEmpty()) {
      out.object("serviceTier").put("type", type).end();
    }
  }

  /** What of the caller's metadata Bedrock takes into its logs; the rest stays with the gateway. */
  private void metadata() {
    Raw metadata = request.metadata();
    if (metadata == null || !metadata.isObject()) {
      return;
    }
    int written = 0;
    for (var member : metadata.node()) {
      var name = member.name();
      if (member.isText()
          && written < MOST_METADATA
          && !name.isEmpty()
          && METADATA.matcher(name).matches()
          && METADATA.matcher(member.text()).matches()) {
        if (written++ == 0) {
          out.object("requestMetadata");
        }
        out.name(name).raw(member.raw());
      }
    }
    if (written > 0) {
      out.end();
    }
  }
}
