package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Request;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Temperature and its kin. They are not scaled, only kept within what the model takes. */
final class Samplers {
  private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");
  private static final BigDecimal NEAR_ONE = new BigDecimal("0.99");

  private final JsonWriter out;
  private final Warnings warnings;

  Samplers(JsonWriter out, Warnings warnings) {
    this.out = out;
    this.warnings = warnings;
  }

  void write(Request request, Target target, ThinkingPlan plan) {
    var sampling = request.sampling();
    drop("frequency_penalty", sampling.frequencyPenalty());
    drop("presence_penalty", sampling.presencePenalty());
    if (sampling.seed() != null) {
      warnings.dropped("seed", "the model takes none");
    }
    var temperature = temperature(sampling.temperature());
    var topP = sampling.topP();
    var topK = sampling.topK();
    if (!target.generation().sampling()) {
      dropUnless(temperature, "temperature", one(temperature), "the model takes only 1");
      dropUnless(topP, "top_p", atLeast(topP, NEAR_ONE), "the model takes only 1");
      dropUnless(topK, "top_k", false, "the model takes none");
      return;
    }
    boolean claude = target.generation().claude();
    if (claude && plan.on()) {
      dropUnless(temperature, "temperature", one(temperature), "thinking takes only 1");
      dropUnless(topK, "top_k", false, "not together with thinking");
      temperature = null;
      topK = null;
      if (topP != null && !atLeast(topP, LEAST_TOP_P)) {
        warnings.dropped("top_p", "thinking takes only 0.95 to 1");
        topP = null;
      }
    }
    if (temperature != null && topP != null && target.generation().oneSampler()) {
      warnings.dropped("top_p", "the model does not take it together with temperature");
      topP = null;
    }
    out.put("temperature", temperature).put("top_p", topP).put("top_k", topK);
  }

  private void drop(String name, @Nullable BigDecimal value) {
    if (value != null && value.signum() != 0) {
      warnings.dropped(name, "the model takes none");
    }
  }

  private void dropUnless(@Nullable BigDecimal value, String name, boolean harmless, String why) {
    if (value != null && !harmless) {
      warnings.dropped(name, why);
    }
  }

  private @Nullable BigDecimal temperature(@Nullable BigDecimal asked) {
    if (asked == null || asked.compareTo(BigDecimal.ONE) <= 0) {
      return asked;
    }
    warnings.changed("temperature", "1: the highest there is");
    return BigDecimal.ONE;
  }

  private static boolean one(@Nullable BigDecimal value) {
    return value != null && value.compareTo(BigDecimal.ONE) == 0;
  }

  private static boolean atLeast(@Nullable BigDecimal value, BigDecimal least) {
    return value != null && value.compareTo(least) >= 0;
  }
}
