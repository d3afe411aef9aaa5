package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a request says of thinking: OpenAI's {@code reasoning_effort}, OpenRouter's {@code
 * reasoning} and {@code include_reasoning}, and the words of compatible providers. Not thread-safe.
 */
final class ThinkingReader {
  private @Nullable Effort effort;
  private @Nullable Effort asked;
  private @Nullable Integer budget;
  private @Nullable Boolean show;
  private String summary = "";
  private boolean said;

  void effort(Node value) {
    asked = effort(value, "reasoning_effort");
    said = true;
  }

  private static Effort effort(Node value, String param) {
    var word = Demand.text(value, param);
    var effort = Effort.of(word);
    if (effort == null) {
      throw Demand.word(word, param, "none, minimal, low, medium, high, xhigh or max");
    }
    return effort;
  }

  void reasoning(Node value) {
    said = true;
    for (var member : Demand.object(value, "reasoning")) {
      if (member.isNull()) {
        continue;
      }
      switch (member.name()) {
        case "effort" -> effort = effort(member, "reasoning.effort");
        case "max_tokens" -> budget(member, "reasoning.max_tokens");
        case "exclude" -> show = !Demand.flag(member, "reasoning.exclude");
        case "enabled" -> enabled(Demand.flag(member, "reasoning.enabled"));
        case "summary", "generate_summary" -> summary = Demand.text(member, "reasoning.summary");
        default -> {
          // No other member changes the answer.
        }
      }
    }
  }

  void show(boolean shown) {
    said = true;
    show = shown;
  }

  void enabled(boolean on) {
    said = true;
    if (!on) {
      effort = Effort.NONE;
    } else if (effort == null && budget == null) {
      budget = -1;
    }
  }

  /** {@code thinking: {type, budget_tokens}}, as DeepSeek, Z.AI and Anthropic have it. */
  void thinking(Node value) {
    if (value.isText()) {
      enabled(!value.text().equals("disabled"));
      return;
    }
    var type = Demand.object(value, "thinking").text("type");
    enabled(!type.equals("disabled"));
    var tokens = value.get("budget_tokens");
    if (tokens != null) {
      budget(tokens, "thinking.budget_tokens");
    }
  }

  void budget(Node value, String param) {
    said = true;
    budget = (int) Demand.whole(value, param, -1, Integer.MAX_VALUE);
  }

  @Nullable Thinking read(Warnings warnings) {
    if (!said) {
      return null;
    }
    if (effort != null && asked != null && effort != asked) {
      warnings.dropped("reasoning_effort", "reasoning says another effort");
    }
    var first = effort == null ? asked : effort;
    var tokens = first != null && budget != null && budget < 0 ? null : budget;
    return new Thinking(first, tokens, show, summary, "");
  }
}
