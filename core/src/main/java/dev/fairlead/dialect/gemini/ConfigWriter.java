package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code generationConfig}. Not thread-safe. */
final class ConfigWriter {
  private static final BigDecimal HOTTEST = BigDecimal.TWO;
  static final String PREFIX = "generationConfig.";

  private final JsonWriter out = new JsonWriter(256);
  private final Request request;
  private final Target target;
  private final Warnings warnings;
  private @Nullable EnumBack back;

  ConfigWriter(Request request, Target target, Warnings warnings) {
    this.request = request;
    this.target = target;
    this.warnings = warnings;
  }

  /** The whole object. */
  Raw write() {
    out.object();
    sampling();
    if (request.maxTokens() != null) {
      out.put("maxOutputTokens", request.maxTokens());
    }
    if (!request.stops().isEmpty()) {
      out.array("stopSequences");
      request.stops().forEach(out::text);
      out.end();
    }
    if (request.candidates() > 1) {
      out.put("candidateCount", request.candidates());
    }
    if (request.logprobs() >= 0) {
      out.put("responseLogprobs", true);
      if (request.logprobs() > 0) {
        out.put("logprobs", Math.min(request.logprobs(), 20));
      }
    }
    format();
    modalities();
    if (request.thinking() != null) {
      new ThinkingWriter(out, target, request.dialect(), warnings).write(request.thinking());
    }
    extras();
    return out.end().toRaw();
  }

  /** How to turn the answer's values back; null if there is nothing to turn. */
  @Nullable EnumBack back() {
    return back;
  }

  private void sampling() {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    if (temperature != null && temperature.compareTo(HOTTEST) > 0) {
      warnings.changed("temperature", temperature.toPlainString() + " goes as 2");
      temperature = HOTTEST;
    }
    out.put("temperature", temperature)
        .put("topP", sampling.topP())
        .put("topK", sampling.topK())
        .put("presencePenalty", sampling.presencePenalty())
        .put("frequencyPenalty", sampling.frequencyPenalty());
    var seed = sampling.seed();
    if (seed != null) {
      if (seed == seed.intValue()) {
        out.put("seed", seed);
      } else {
        warnings.dropped("seed", "more than 32 bits");
      }
    }
  }

  private void format() {
    switch (request.format()) {
      case null -> {
        var words = request.extras().get(PREFIX + "responseEnum");
        if (words != null && target.own()) {
          out.put("responseMimeType", ConfigReader.ENUM);
          out.put("responseSchema", PlainSchema.convert(words).schema());
        }
      }
      case OutputFormat.JsonObject() -> out.put("responseMimeType", "application/json");
      case OutputFormat.JsonSchema json -> {
        out.put("responseMimeType", "application/json");
        schema(json.schema());
      }
    }
  }

  private void schema(Raw schema) {
    if (!target.generation().old()) {
      out.put("responseJsonSchema", References.alone(schema));
      return;
    }
    var plain = PlainSchema.convert(schema);
    if (plain.cut()) {
      warnings.changed("schema", "cut where it refers to itself");
    }
    back = plain.back();
    out.put("responseSchema", plain.schema());
  }

  private void modalities() {
    var wanted = request.modalities();
    if (wanted.isEmpty() || !target.own() && wanted.equals(Set.of("text"))) {
      return;
    }
    var able = target.destination().endpoint().output();
    out.array("responseModalities");
    for (var one : wanted) {
      if (!able.isEmpty() && !able.contains(one) && !one.equals("text")) {
        throw Faults.bad(
            "%s cannot answer with %s (it answers with: %s)"
                .formatted(target.model(), one, String.join(", ", able.stream().sorted().toList())),
            "modalities",
            "unsupported_value");
      }
      out.text(one.toUpperCase(Locale.ROOT));
    }
    out.end();
  }

  private void extras() {
    boolean resolved = false;
    if (target.own()) {
      for (var extra : request.extras().entrySet()) {
        var name = extra.getKey();
        if (name.startsWith(PREFIX) && !name.endsWith(".responseEnum")) {
          out.name(name.substring(PREFIX.length())).raw(extra.getValue());
          resolved |= name.endsWith(".mediaResolution");
        }
      }
    }
    var detail = resolved ? "" : detail();
    if (!detail.isEmpty()) {
      out.put("mediaResolution", "MEDIA_RESOLUTION_" + detail.toUpperCase(Locale.ROOT));
    }
  }

  /** The detail that all pictures ask for; empty if they differ, or do not ask for low or high. */
  private String detail() {
    var agreed = "";
    for (var item : request.items()) {
      if (item instanceof Item.User user) {
        for (var part : user.parts()) {
          if (part instanceof Part.Media m && m.kind() == Part.Kind.IMAGE) {
            var detail = m.detail();
            boolean known = detail.equals("low") || detail.equals("high");
            if (!known || !agreed.isEmpty() && !agreed.equals(detail)) {
              return "";
            }
            agreed = detail;
          }
        }
      }
    }
    return agreed;
  }
}
