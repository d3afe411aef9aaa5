package dev.fairlead.dialect.gemini;

/** What callers call the things that Gemini cannot do, for warnings. */
final class Params {
  private Params() {}

  static String parallelTools(String dialect) {
    return switch (dialect) {
      case "anthropic.messages" -> "tool_choice.disable_parallel_tool_use";
      case "openai.chat", "openai.responses" -> "parallel_tool_calls";
      default -> "parallel tools";
    };
  }

  static String effort(String dialect) {
    return switch (dialect) {
      case "openai.chat" -> "reasoning_effort";
      case "openai.responses" -> "reasoning.effort";
      case "anthropic.messages" -> "thinking";
      case "cohere.chat" -> "thinking";
      case GeminiGenerate.ID -> "generationConfig.thinkingConfig";
      default -> "reasoning";
    };
  }

  static String verbosity(String dialect) {
    return "openai.responses".equals(dialect) ? "text.verbosity" : "verbosity";
  }

  static String tier(String dialect) {
    return GeminiGenerate.ID.equals(dialect) ? "serviceTier" : "service_tier";
  }
}
