package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the body of a request. Not thread-safe; one for each request. */
final class RequestWriter {
  private static final BigDecimal LEAST_P = new BigDecimal("0.01");
  private static final BigDecimal GREATEST_P = new BigDecimal("0.99");
  private static final BigDecimal GREATEST_K = new BigDecimal("500");
  private static final Raw NOTHING = new Raw("{\"type\":\"object\",\"properties\":{}}");

  private final Request request;
  private final Destination to;
  private final Warnings warnings;
  private final JsonWriter out = new JsonWriter(4096);

  RequestWriter(Request request, Destination to, Warnings warnings) {
    this.request = request;
    this.to = to;
    this.warnings = warnings;
  }

  byte[] write() {
    refuse();
    out.object().put("model", to.model());
    new MessageWriter(out, CohereChat.thinks(to), warnings).write(request.items());
    Documents.write(out, request);
    tools();
    format();
    sampling();
    thinking();
    if (request.stream()) {
      out.put("stream", true);
    }
    return out.end().bytes();
  }

  private void refuse() {
    if (request.candidates() > 1) {
      throw Bad.unsupported("n: the model gives one answer (expected: 1)", "n");
    }
    for (var modality : request.modalities()) {
      if (!modality.equals("text")) {
        throw Bad.unsupported("the model does not answer with " + modality, "modalities");
      }
    }
    if (!request.verbosity().isEmpty()) {
      warnings.dropped("verbosity", "the model takes none");
    }
    if (request.tier().equals("flex") || request.tier().equals("priority")) {
      warnings.dropped("service_tier", "the provider has none");
    }
  }

  private void tools() {
    var tools = offered();
    if (tools.isEmpty()) {
      return;
    }
    int strict = 0;
    out.array("tools");
    for (var tool : tools) {
      strict += tool(tool) ? 1 : 0;
    }
    out.end();
    if (strict == tools.size()) {
      out.put("strict_tools", true);
    } else if (strict > 0) {
      warnings.dropped("tools.strict", "the provider has it for all tools or none");
    }
    out.putFilled("tool_choice", choice());
    if (Boolean.FALSE.equals(request.parallelTools())) {
      warnings.dropped("parallel_tool_calls", "the model cannot be told");
    }
  }

  /** Tools cannot be named in a choice: only those go along that may be called. */
  private List<Tool> offered() {
    return switch (request.toolChoice()) {
      case ToolChoice.Named(var name, _) -> {
        warnings.emulated("tool_choice", "only the tool that is named is sent");
        yield only(List.of(name));
      }
      case ToolChoice.Subset(var names, _) -> {
        warnings.emulated("tool_choice", "only the tools that are allowed are sent");
        yield only(names);
      }
      case null, default -> request.tools();
    };
  }

  private List<Tool> only(List<String> names) {
    return request.tools().stream()
        .filter(t ->
            switch (t) {
              case Tool.Function f -> names.contains(f.name());
              case Tool.Custom c -> names.contains(c.name());
              case Tool.Hosted _ -> false;
            })
        .toList();
  }

  /** Writes one; whether it is strict. */
  private boolean tool(Tool tool) {
    return switch (tool) {
      case Tool.Function f -> {
        function(f.name(), f.description(), f.schema() == null ? NOTHING : f.schema());
        yield Boolean.TRUE.equals(f.strict());
      }
      // Made a function before it comes here; this is for what was not.
      case Tool.Custom c -> {
        function(
            c.name(),
            c.description(),
            new Raw(
                "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
                    + "\"required\":[\"input\"]}"));
        yield false;
      }
      case Tool.Hosted h ->
          throw Bad.unsupported(
              "hosted tool %s is not available on model %s"
                  .formatted(h.kind().name().toLowerCase(Locale.ROOT), to.model()),
              "tools");
    };
  }

  private void function(String name, String description, Raw schema) {
    out.object()
        .put("type", "function")
        .object("function")
        .put("name", name)
        .putFilled("description", description)
        .put("parameters", schema)
        .end()
        .end();
  }

  private String choice() {
    return switch (request.toolChoice()) {
      case ToolChoice.Required _, ToolChoice.Named _ -> "REQUIRED";
      case ToolChoice.Subset(_, var required) -> required ? "REQUIRED" : "";
      case ToolChoice.None _ -> "NONE";
      case null, default -> "";
    };
  }

  private void format() {
    switch (request.format()) {
      case null -> {
        // Plain text.
      }
      case OutputFormat.JsonObject _ ->
          out.object("response_format").put("type", "json_object").end();
      case OutputFormat.JsonSchema format ->
          out.object("response_format")
              .put("type", "json_object")
              .put("json_schema", format.schema())
              .end();
    }
  }

  private void sampling() {
    var s = request.sampling();
    if (request.maxTokens() != null) {
      out.put("max_tokens", (long) request.maxTokens());
    }
    if (!request.stops().isEmpty()) {
      out.array("stop_sequences");
      request.stops().forEach(out::text);
      out.end();
    }
    out.put("temperature", s.temperature())
        .put("p", within("top_p", s.topP(), LEAST_P, GREATEST_P))
        .put("k", within("top_k", s.topK(), BigDecimal.ZERO, GREATEST_K))
        .put(
            "frequency_penalty",
            within("frequency_penalty", s.frequencyPenalty(), BigDecimal.ZERO, BigDecimal.ONE))
        .put(
            "presence_penalty",
            within("presence_penalty", s.presencePenalty(), BigDecimal.ZERO, BigDecimal.ONE));
    var seed = s.seed();
    if (seed != null && seed >= 0) {
      out.put("seed", (long) seed);
    } else if (seed != null) {
      warnings.dropped("seed", "the provider takes none below 0");
    }
    if (request.logprobs() >= 0) {
      out.put("logprobs", true);
      if (request.logprobs() > 0) {
        warnings.dropped("top_logprobs", "the model tells only of the chosen tokens");
      }
    }
  }

  private @Nullable BigDecimal within(
      String name, @Nullable BigDecimal value, BigDecimal least, BigDecimal most) {
    if (value == null) {
      return null;
    }
    var kept = value.max(least).min(most);
    if (kept.compareTo(value) != 0) {
      warnings.changed(name, kept.toPlainString());
    }
    return kept;
  }

  private void thinking() {
    var thinking = request.thinking();
    if (thinking == null || thinking.effort() == null && thinking.budget() == null) {
      return;
    }
    var asked = thinking.budget();
    boolean rest = asked != null && asked == 0 || thinking.effort() == Effort.NONE;
    if (!CohereChat.thinks(to)) {
      if (!rest) {
        warnings.dropped("thinking", "the model does not think aloud");
      }
      return;
    }
    out.object("thinking").put("type", rest ? "disabled" : "enabled");
    if (!rest && !(asked != null && asked < 0)) {
      long budget = asked != null ? asked : budget(thinking.effort());
      var limit = request.maxTokens();
      if (limit != null && budget >= limit && limit > 1) {
        budget = Math.max(1, limit - limit / 4);
        warnings.changed("thinking", budget + ": it must be below max_tokens");
      }
      out.put("token_budget", budget);
    }
    out.end();
  }

  private static long budget(@Nullable Effort effort) {
    return switch (effort == null ? Effort.MEDIUM : effort) {
      case NONE, MINIMAL -> 512;
      case LOW -> 1024;
      case MEDIUM -> 8192;
      case HIGH -> 24_576;
      case XHIGH, MAX -> 32_768;
    };
  }
}
