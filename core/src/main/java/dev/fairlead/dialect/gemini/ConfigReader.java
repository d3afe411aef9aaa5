package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code generationConfig}. Not thread-safe. */
final class ConfigReader {
  /** Where an answer is to be one of several words, and no JSON. */
  static final String ENUM = "text/x.enum";

  private final Draft draft;
  private @Nullable BigDecimal temperature;
  private @Nullable BigDecimal topP;
  private @Nullable BigDecimal topK;
  private @Nullable BigDecimal frequency;
  private @Nullable BigDecimal presence;
  private @Nullable Long seed;
  private boolean logprobs;
  private int top;
  private String mime = "";
  private @Nullable Raw schema;

  ConfigReader(Draft draft) {
    this.draft = draft;
  }

  void read(Node config) {
    Faults.object(config, "generationConfig");
    for (var member : config) {
      if (!member.isNull()) {
        member(Spelling.camel(member.name()), member);
      }
    }
    draft.sampling = new Sampling(temperature, topP, topK, frequency, presence, seed);
    if (logprobs) {
      draft.logprobs = top;
    }
    format();
  }

  private void member(String name, Node value) {
    var param = "generationConfig." + name;
    switch (name) {
      case "temperature" -> temperature = Faults.decimal(value, param);
      case "topP" -> topP = Faults.decimal(value, param);
      case "topK" -> topK = Faults.decimal(value, param);
      case "frequencyPenalty" -> frequency = Faults.decimal(value, param);
      case "presencePenalty" -> presence = Faults.decimal(value, param);
      case "seed" -> seed = (long) Faults.small(value, param);
      case "candidateCount" -> draft.candidates = candidates(value, param);
      case "maxOutputTokens" -> draft.maxTokens = limit(value, param);
      case "stopSequences" -> stops(value, param);
      case "responseLogprobs" -> logprobs = Faults.flag(value, param);
      case "logprobs" -> top = Math.clamp(Faults.small(value, param), 0, 20);
      case "responseMimeType" -> mime = Faults.text(value, param).toLowerCase(Locale.ROOT);
      case "responseSchema" -> schema = OpenApi.toJsonSchema(Faults.object(value, param));
      case "responseJsonSchema" -> schema = value.raw().compact();
      case "responseModalities" -> modalities(value, param);
      case "thinkingConfig" -> draft.thinking = thinking(Faults.object(value, param));
      default -> draft.extras.put(param, value.raw());
    }
  }

  private static int candidates(Node value, String param) {
    int count = Faults.small(value, param);
    if (count < 0 || count > 128) {
      throw Faults.value(param, value.text(), "1 to 128");
    }
    return Math.max(1, count);
  }

  private static Long limit(Node value, String param) {
    long limit = Faults.whole(value, param);
    if (limit < 1) {
      throw Faults.value(param, value.text(), ">= 1");
    }
    return limit;
  }

  private void stops(Node value, String param) {
    for (var stop : Faults.array(value, param)) {
      draft.stops.add(Faults.text(stop, param));
    }
  }

  private void modalities(Node value, String param) {
    for (var one : Faults.array(value, param)) {
      var word = Faults.text(one, param).toLowerCase(Locale.ROOT);
      if (!"modality_unspecified".equals(word)) {
        draft.modalities.add(word);
      }
    }
  }

  private void format() {
    if (ENUM.equals(mime)) {
      draft.extras.put("generationConfig.responseEnum", schema == null ? Raw.EMPTY_OBJECT : schema);
    } else if (schema != null) {
      draft.format = new OutputFormat.JsonSchema("", "", schema, null);
    } else if ("application/json".equals(mime)) {
      draft.format = new OutputFormat.JsonObject();
    } else if (!mime.isEmpty() && !"text/plain".equals(mime)) {
      throw Faults.value(
          "generationConfig.responseMimeType", mime, "text/plain, application/json or " + ENUM);
    }
  }

  private static Thinking thinking(Node config) {
    Effort effort = null;
    Integer budget = null;
    Boolean show = null;
    for (var member : config) {
      var param = "generationConfig.thinkingConfig." + Spelling.camel(member.name());
      if (member.isNull()) {
        continue;
      }
      switch (Spelling.camel(member.name())) {
        case "includeThoughts" -> show = Faults.flag(member, param);
        case "thinkingBudget" -> {
          budget = Faults.small(member, param);
          if (budget < -1) {
            throw Faults.value(param, member.text(), "-1, 0 or more");
          }
        }
        case "thinkingLevel" -> {
          var word = Faults.text(member, param);
          effort = Effort.of(word);
          if (effort == null && !word.toUpperCase(Locale.ROOT).endsWith("UNSPECIFIED")) {
            throw Faults.value(param, word, "minimal, low, medium or high");
          }
        }
        default -> {
          // There are no others.
        }
      }
    }
    if (effort != null && budget != null) {
      throw Faults.bad(
          "generationConfig.thinkingConfig has both thinkingBudget and thinkingLevel (expected: one"
              + " of them)",
          "generationConfig.thinkingConfig",
          "invalid_value");
    }
    return new Thinking(effort, budget, show, "", "");
  }
}
