package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.anthropic.Generation.Thought;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Thinking;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the model is told to think, and how long its answer may be: the two belong together, for a
 * budget must stay below the limit of the output. Immutable.
 *
 * @param type {@code enabled}, {@code adaptive}, {@code between_tools}, {@code disabled}; empty:
 *     not told
 * @param budget of {@code enabled}, in tokens
 * @param effort empty: not told
 * @param display {@code summarized} or {@code omitted}; empty: not told
 * @param maxTokens the longest output, thoughts included
 */
record ThinkingPlan(String type, long budget, String effort, String display, long maxTokens) {
  private static final int LEAST = 1024;

  /** Whether the model will think. */
  boolean on() {
    return !type.isEmpty() && !type.equals("disabled");
  }

  static ThinkingPlan of(Request request, Target target, Warnings warnings) {
    return new Maker(request, target, warnings).plan();
  }

  /**
   * Writes {@code max_tokens} and {@code thinking}.
   *
   * @param more members of {@code thinking} that only this dialect knows, as {@code thinking.x}
   */
  void write(JsonWriter out, Map<String, Raw> more) {
    out.put("max_tokens", maxTokens);
    if (type.isEmpty()) {
      return;
    }
    out.object("thinking").put("type", type);
    if (type.equals("enabled")) {
      out.put("budget_tokens", budget);
    }
    out.putFilled("display", display);
    Wholes.members(out, more, "thinking.");
    out.end();
  }

  /** Makes one; not thread-safe. */
  private static final class Maker {
    private final Request request;
    private final Target target;
    private final Warnings warnings;
    private final boolean own;
    private final int most;
    private long maxTokens;

    Maker(Request request, Target target, Warnings warnings) {
      this.request = request;
      this.target = target;
      this.warnings = warnings;
      this.own = request.dialect().equals(AnthropicMessages.ID);
      this.most = target.to().endpoint().maxOutput();
    }

    ThinkingPlan plan() {
      maxTokens = limit();
      var thinking = request.thinking();
      if (thinking == null) {
        return new ThinkingPlan("", 0, "", "", maxTokens);
      }
      var kind = target.generation().thought();
      if (own && thinking.mode().isEmpty() && thinking.budget() == null) {
        // The effort alone: it says how thoroughly to answer, not whether to think.
        return new ThinkingPlan("", 0, effort(thinking.effort()), "", maxTokens);
      }
      boolean rest =
          thinking.budget() != null && thinking.budget() == 0 || thinking.effort() == Effort.NONE;
      if (rest) {
        return resting(kind, thinking);
      }
      if (kind == Thought.NONE) {
        warnings.dropped("thinking", "the model does not think aloud");
        return new ThinkingPlan("", 0, "", "", maxTokens);
      }
      var last = request.items().isEmpty() ? null : request.items().getLast();
      if (last instanceof Item.Assistant said && said.prefill()) {
        warnings.dropped("thinking", "a begun answer cannot be thought about");
        return off(kind);
      }
      return thinking(kind, thinking);
    }

    private ThinkingPlan thinking(Thought kind, Thinking thinking) {
      if (thinking.mode().equals("between_tools")) {
        if (kind == Thought.ADAPTIVE) {
          return new ThinkingPlan("between_tools", 0, effort(thinking.effort()), "", maxTokens);
        }
        warnings.changed("thinking.type", "disabled: the model does not know between_tools");
        return off(kind);
      }
      boolean counted = thinking.budget() != null && thinking.budget() > 0;
      boolean budget = kind == Thought.BUDGET || kind == Thought.BOTH && counted;
      return budget ? budgeted(kind, thinking) : adaptive(thinking);
    }

    private ThinkingPlan resting(Thought kind, Thinking thinking) {
      if (kind != Thought.NONE && !target.generation().canRest()) {
        warnings.changed("thinking", "the model always thinks: with low effort");
        return new ThinkingPlan("", 0, effort(Effort.LOW), "", maxTokens);
      }
      var effort = own && thinking.effort() != Effort.NONE ? effort(thinking.effort()) : "";
      return new ThinkingPlan(kind == Thought.NONE ? "" : "disabled", 0, effort, "", maxTokens);
    }

    private ThinkingPlan off(Thought kind) {
      return new ThinkingPlan(
          kind == Thought.NONE || !target.generation().canRest() ? "" : "disabled",
          0,
          "",
          "",
          maxTokens);
    }

    private ThinkingPlan adaptive(Thinking thinking) {
      var effort = thinking.effort();
      var budget = thinking.budget();
      if (effort == null && budget != null && budget > 0) {
        effort =
            budget < 1500
                ? Effort.LOW
                : budget < 12_000 ? Effort.MEDIUM : budget < 28_000 ? Effort.HIGH : Effort.XHIGH;
        warnings.changed("thinking.budget_tokens", "adaptive with effort " + effort.word());
      } else if (own && budget != null && budget > 0) {
        warnings.changed("thinking.type", "adaptive");
      }
      return new ThinkingPlan("adaptive", 0, effort(effort), display(thinking), maxTokens);
    }

    private String display(Thinking thinking) {
      var show = thinking.show();
      if (Boolean.FALSE.equals(show)) {
        return "omitted";
      }
      return show != null || !own ? "summarized" : "";
    }

    private ThinkingPlan budgeted(Thought kind, Thinking thinking) {
      if (unproved()) {
        warnings.dropped(
            "thinking", "the thoughts before the last tool call are not in the conversation");
        return off(kind);
      }
      var asked = thinking.budget();
      long budget;
      if (asked != null && asked > 0) {
        budget = shrunk(asked);
      } else {
        budget = roomFor(wanted(thinking.effort()));
      }
      if (thinking.mode().equals("adaptive") && budget > 0) {
        warnings.changed("thinking.type", "enabled with a budget of " + budget);
      }
      if (budget == 0) {
        warnings.dropped("thinking", "max_tokens leaves no room for it");
        return off(kind);
      }
      var effort = own && target.generation().effort() ? effort(thinking.effort()) : "";
      var display = own && Boolean.FALSE.equals(thinking.show()) ? "omitted" : "";
      return new ThinkingPlan("enabled", budget, effort, display, maxTokens);
    }

    private long wanted(@Nullable Effort effort) {
      return switch (effort == null ? Effort.MEDIUM : effort) {
        case NONE, MINIMAL -> LEAST;
        case LOW -> 2048;
        case MEDIUM -> 8192;
        case HIGH -> 16_384;
        case XHIGH -> 32_768;
        case MAX -> Math.max(32_768, maxTokens - Math.max(maxTokens / 4, LEAST));
      };
    }

    /** A budget that the caller named stays below the limit that the caller named. */
    private long shrunk(long budget) {
      if (budget >= maxTokens) {
        long less = maxTokens - Math.max(1, maxTokens / 4);
        if (less < LEAST) {
          return 0;
        }
        warnings.changed("thinking.budget_tokens", less + ": it must be below max_tokens");
        return less;
      }
      if (budget < LEAST) {
        if (maxTokens <= LEAST) {
          return 0;
        }
        warnings.changed("thinking.budget_tokens", LEAST + ": the least there is");
        return LEAST;
      }
      return budget;
    }

    /** For an effort the limit is raised, as far as the model goes; else the budget gives way. */
    private long roomFor(long budget) {
      if (budget < maxTokens) {
        return budget;
      }
      long raised = budget + maxTokens;
      if (request.maxTokens() != null && (most <= 0 || raised <= most)) {
        warnings.changed("max_tokens", raised + ": thoughts count too");
        maxTokens = raised;
        return budget;
      }
      long answer = maxTokens;
      if (request.maxTokens() != null && most > answer) {
        warnings.changed("max_tokens", most + ": thoughts count too");
        maxTokens = most;
      } else {
        answer = maxTokens / 4;
      }
      long less = maxTokens - Math.max(1, answer);
      return less < LEAST ? 0 : less;
    }

    /**
     * Whether the turn that goes on after its tools' results began without its thoughts: models
     * with a budget refuse that.
     */
    private boolean unproved() {
      var items = request.items();
      int i = items.size() - 1;
      boolean results = false;
      while (i >= 0 && !byModel(items.get(i))) {
        results |= items.get(i) instanceof Item.ToolResult;
        i--;
      }
      if (!results) {
        return false;
      }
      int first = i;
      while (first >= 0 && byModel(items.get(first))) {
        first--;
      }
      return first < i
          && !(items.get(first + 1) instanceof Item.Reasoning r
              && (r.opaque() != null || target.plainThoughts()));
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

    private String effort(@Nullable Effort effort) {
      if (effort == null || effort == Effort.NONE) {
        return "";
      }
      var generation = target.generation();
      if (!generation.effort()) {
        if (own) {
          warnings.dropped("output_config.effort", "the model does not know it");
        }
        return "";
      }
      return switch (effort) {
        case NONE, MINIMAL, LOW -> "low";
        case MEDIUM -> "medium";
        case HIGH -> "high";
        case XHIGH -> generation.extraEffort() ? "xhigh" : "high";
        case MAX -> generation.greatestEffort() ? "max" : "high";
      };
    }

    /** The caller's limit; the model's own, or 8192, if there is none. */
    private long limit() {
      var asked = request.maxTokens();
      if (asked != null) {
        return asked;
      }
      if (most > 0) {
        return most;
      }
      warnings.changed("max_tokens", OTHERWISE + ": the model's own limit is not known");
      return OTHERWISE;
    }
  }

  /** The limit of the output where neither the caller nor the catalogue has one. */
  static final int OTHERWISE = 8192;
}
