package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}: a level for Gemini 3, a budget for 2.5, never both. Not
 * thread-safe.
 */
final class ThinkingWriter {
  private final JsonWriter out;
  private final Target target;
  private final String param;
  private final Warnings warnings;

  ThinkingWriter(JsonWriter out, Target target, String dialect, Warnings warnings) {
    this.out = out;
    this.target = target;
    this.param = Params.effort(dialect);
    this.warnings = warnings;
  }

  void write(Thinking thinking) {
    var effort = thinking.effort();
    var budget = thinking.budget();
    if ("between_tools".equals(thinking.mode())) {
      warnings.changed(param, "between_tools goes as none");
      effort = Effort.NONE;
      budget = null;
    }
    boolean off = effort == Effort.NONE || effort == null && budget != null && budget == 0;
    if (target.generation().old()) {
      if (!off && (effort != null || budget != null)) {
        warnings.dropped(param, "the model does not think");
      }
      return;
    }
    if (effort != null && budget != null) {
      warnings.dropped(param, "both a level and a budget; the level goes");
      budget = null;
    }
    out.object("thinkingConfig");
    show(thinking.show(), off, effort != null || budget != null);
    if (target.generation().third() && !(target.own() && budget != null)) {
      level(effort == null ? ofBudget(budget) : effort);
    } else if (budget != null) {
      budget(budget);
    } else if (effort != null) {
      budget(ofEffort(effort));
    }
    out.end();
  }

  /** A caller of another protocol who asks for thoughts sees them unless they say otherwise. */
  private void show(@Nullable Boolean show, boolean off, boolean asked) {
    if (show != null && (target.own() || show && !off)) {
      out.put("includeThoughts", show);
    } else if (show == null && !target.own() && asked && !off) {
      out.put("includeThoughts", true);
    }
  }

  private static @Nullable Effort ofBudget(@Nullable Integer budget) {
    if (budget == null || budget < 0) {
      return null;
    }
    if (budget == 0) {
      return Effort.NONE;
    }
    if (budget < 1500) {
      return Effort.LOW;
    }
    return budget < 12000 ? Effort.MEDIUM : Effort.HIGH;
  }

  private void level(@Nullable Effort effort) {
    if (effort == null) {
      return;
    }
    var generation = target.generation();
    var least = generation.pro() ? "LOW" : "MINIMAL";
    var level =
        switch (effort) {
          case NONE, MINIMAL -> least;
          case LOW -> "LOW";
          case MEDIUM ->
              generation.pro() && generation.major() == 3 && generation.minor() == 0
                  ? "HIGH"
                  : "MEDIUM";
          case HIGH, XHIGH, MAX -> "HIGH";
        };
    if (!level.equalsIgnoreCase(effort.word())) {
      warnings.changed(param, effort.word() + " goes as " + level);
    }
    out.put("thinkingLevel", level);
  }

  private int ofEffort(Effort effort) {
    return switch (effort) {
      case NONE -> 0;
      case MINIMAL -> 512;
      case LOW -> 1024;
      case MEDIUM -> 8192;
      case HIGH -> 24576;
      case XHIGH, MAX -> target.generation().mostBudget();
    };
  }

  private void budget(int budget) {
    var generation = target.generation();
    int fits =
        budget < 0
            ? -1
            : budget == 0 && !generation.pro()
                ? 0
                : Math.clamp(budget, generation.leastBudget(), generation.mostBudget());
    if (fits != budget) {
      warnings.changed(param, "a budget of " + budget + " goes as " + fits);
    }
    out.put("thinkingBudget", fits);
  }
}
