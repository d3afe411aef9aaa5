package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.bedrock.ModelTraits.Thought;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * How the model is told to think, and how long its answer may be: the two belong together, for a
 * budget must stay below the limit of the output. Immutable.
 *
 * @param kind where it is told; {@link Thought#NONE}: nowhere
 * @param type of Claude's {@code thinking}: {@code enabled}, {@code adaptive}, {@code disabled}
 * @param budget of {@code enabled}, in tokens
 * @param effort empty: not told
 * @param maxTokens null: not told
 */
record ThinkingPlan(
    Thought kind, String type, long budget, String effort, @Nullable Long maxTokens) {
  private static final int LEAST = 1024;

  /** Whether the model will think. */
  boolean on() {
    return kind != Thought.NONE && !type.equals("disabled");
  }

  /** Nova at its greatest effort takes neither a limit nor sampling. */
  boolean bare() {
    return kind == Thought.NOVA && effort.equals("high");
  }

  static ThinkingPlan of(Request request, ModelTraits traits, int most, Warnings warnings) {
    return new Maker(request, traits, most, warnings).plan();
  }

  /** Writes what goes into {@code additionalModelRequestFields}. */
  void write(JsonWriter out) {
    switch (kind) {
      case NONE -> {
        // Nothing was asked for, or the model cannot be told.
      }
      case BUDGET, ADAPTIVE -> {
        out.object("thinking").put("type", type);
        if (type.equals("enabled")) {
          out.put("budget_tokens", budget);
        } else if (type.equals("adaptive")) {
          out.put("display", "summarized");
        }
        out.end();
      }
      case NOVA -> {
        out.object("reasoningConfig").put("type", type);
        out.putFilled("maxReasoningEffort", effort).end();
      }
      case EFFORT -> out.put("reasoning_effort", effort);
    }
  }

  /** What stands as {@code outputConfig.effort}; may be empty. */
  String outputEffort() {
    return kind == Thought.BUDGET || kind == Thought.ADAPTIVE ? effort : "";
  }

  /** Makes one; not thread-safe. */
  private static final class Maker {
    private final Request request;
    private final ModelTraits traits;
    private final int most;
    private final Warnings warnings;
    private @Nullable Long maxTokens;

    Maker(Request request, ModelTraits traits, int most, Warnings warnings) {
      this.request = request;
      this.traits = traits;
      this.most = most;
      this.warnings = warnings;
      this.maxTokens = request.maxTokens();
    }

    ThinkingPlan plan() {
      var thinking = request.thinking();
      if (thinking == null
          || thinking.effort() == null && thinking.budget() == null && thinking.mode().isEmpty()) {
        return none();
      }
      var budget = thinking.budget();
      boolean rest = budget != null && budget == 0 || thinking.effort() == Effort.NONE;
      return switch (traits.thought()) {
        case NONE -> {
          if (!rest) {
            warnings.dropped("thinking", "the model cannot be told how to think");
          }
          yield none();
        }
        case NOVA ->
            rest
                ? new ThinkingPlan(Thought.NOVA, "disabled", 0, "", maxTokens)
                : new ThinkingPlan(Thought.NOVA, "enabled", 0, three(effort(thinking)), maxTokens);
        case EFFORT -> effortOnly(thinking, rest);
        case BUDGET -> rest ? off(Thought.BUDGET) : budgeted(thinking);
        case ADAPTIVE -> rest ? off(Thought.ADAPTIVE) : adaptive(thinking);
      };
    }

    private ThinkingPlan none() {
      return new ThinkingPlan(Thought.NONE, "", 0, "", maxTokens);
    }

    private ThinkingPlan off(Thought kind) {
      if (traits.canRest()) {
        return new ThinkingPlan(kind, "disabled", 0, "", maxTokens);
      }
      warnings.changed("thinking", "the model always thinks: with low effort");
      return new ThinkingPlan(Thought.ADAPTIVE, "adaptive", 0, "low", maxTokens);
    }

    private ThinkingPlan effortOnly(Thinking thinking, boolean rest) {
      if (rest) {
        warnings.changed("thinking", "the model always thinks: with low effort");
      }
      return new ThinkingPlan(
          Thought.EFFORT, "enabled", 0, rest ? "low" : three(effort(thinking)), maxTokens);
    }

    private static Effort effort(Thinking thinking) {
      var effort = thinking.effort();
      var budget = thinking.budget();
      if (effort != null) {
        return effort;
      }
      if (budget == null || budget < 0) {
        return Effort.MEDIUM;
      }
      return budget < 1500
          ? Effort.LOW
          : budget < 12_000 ? Effort.MEDIUM : budget < 28_000 ? Effort.HIGH : Effort.XHIGH;
    }

    private static String three(Effort effort) {
      return switch (effort) {
        case NONE, MINIMAL, LOW -> "low";
        case MEDIUM -> "medium";
        case HIGH, XHIGH, MAX -> "high";
      };
    }

    private ThinkingPlan adaptive(Thinking thinking) {
      var budget = thinking.budget();
      boolean told = thinking.effort() != null || budget != null && budget > 0;
      if (budget != null && budget > 0) {
        warnings.changed("thinking.budget_tokens", "adaptive: the model takes no budget");
      }
      return new ThinkingPlan(
          Thought.ADAPTIVE, "adaptive", 0, told ? word(effort(thinking)) : "", maxTokens);
    }

    private String word(Effort effort) {
      return switch (effort) {
        case NONE, MINIMAL, LOW -> "low";
        case MEDIUM -> "medium";
        case HIGH -> "high";
        case XHIGH -> traits.extraEffort() ? "xhigh" : "high";
        case MAX -> "max";
      };
    }

    private ThinkingPlan budgeted(Thinking thinking) {
      if (unproved()) {
        warnings.dropped(
            "thinking", "the thoughts before the last tool call are not in the conversation");
        return none();
      }
      var asked = thinking.budget();
      long budget = asked != null && asked > 0 ? shrunk(asked) : roomFor(wanted(effort(thinking)));
      if (budget == 0) {
        warnings.dropped("thinking", "max_tokens leaves no room for it");
        return none();
      }
      var effort = traits.effort() && thinking.effort() != null ? word(effort(thinking)) : "";
      return new ThinkingPlan(
          Thought.BUDGET, "enabled", budget, effort.equals("max") ? "high" : effort, maxTokens);
    }

    private long wanted(Effort effort) {
      return switch (effort) {
        case NONE, MINIMAL -> LEAST;
        case LOW -> 2048;
        case MEDIUM -> 8192;
        case HIGH -> 16_384;
        case XHIGH -> 32_768;
        case MAX -> most > 0 ? Math.max(32_768, most - Math.max(most / 4, LEAST)) : 32_768;
      };
    }

    /** A budget that the caller named stays below the limit that the caller named. */
    private long shrunk(long asked) {
      long budget = Math.max(LEAST, asked);
      long limit = limit();
      if (budget >= limit) {
        long less = limit - Math.max(1, limit / 4);
        if (less < LEAST) {
          return 0;
        }
        warnings.changed("thinking.budget_tokens", less + ": it must be below max_tokens");
        return less;
      }
      return budget;
    }

    /** The limit is raised for a budget that follows from an effort. */
    private long roomFor(long budget) {
      var told = maxTokens;
      long ceiling = most > 0 ? most : Long.MAX_VALUE;
      if (told == null) {
        return ceiling > 2 * LEAST ? Math.min(budget, ceiling - LEAST) : 0;
      }
      long raised = Math.min(ceiling, told + budget);
      if (raised > told) {
        maxTokens = raised;
        warnings.changed("max_tokens", raised + ": the thoughts count too");
      }
      long room = raised - Math.min(told, LEAST);
      return room < LEAST ? 0 : Math.min(budget, room);
    }

    private long limit() {
      return maxTokens != null ? maxTokens : most > 0 ? most : Long.MAX_VALUE;
    }

    /** Whether the model is to go on behind results of calls whose thoughts are lost. */
    private boolean unproved() {
      var items = request.items();
      int i = items.size() - 1;
      boolean results = false;
      while (i >= 0 && !byModel(items.get(i))) {
        results |= items.get(i) instanceof Item.ToolResult;
        if (items.get(i) instanceof Item.User && !results) {
          return false;
        }
        i--;
      }
      boolean proved = false;
      boolean calls = false;
      while (i >= 0 && byModel(items.get(i))) {
        calls |= items.get(i) instanceof Item.ToolCall;
        proved = items.get(i) instanceof Item.Reasoning r && r.opaque() != null;
        i--;
      }
      return results && calls && !proved;
    }

    private static boolean byModel(Item item) {
      return switch (item) {
        case Item.Assistant _,
            Item.Reasoning _,
            Item.ToolCall _,
            Item.HostedCall _,
            Item.Foreign _ ->
            true;
        case Item.Instruction _, Item.User _, Item.ToolResult _ -> false;
      };
    }
  }
}
