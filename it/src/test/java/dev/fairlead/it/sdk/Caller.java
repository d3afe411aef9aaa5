package dev.fairlead.it.sdk;

import java.util.List;
import java.util.Map;

/** An application that speaks to the gateway with one of the official libraries. */
interface Caller extends AutoCloseable {
  String QUESTION = "How warm is it in Oslo?";
  String RESULT = "21 degrees";
  String TOOL = "weather";

  /** The tool's input. */
  Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string")),
          "required",
          List.of("city"));

  /** The text of an answer to {@link #QUESTION}. */
  String ask(String model, boolean stream);

  /** Offers the tool, gives its result with all that was answered, and returns the last text. */
  String useTool(String model, boolean stream);

  /** The tokens of {@link #QUESTION}. */
  long count(String model);

  Refused refused(String model);

  @Override
  void close();

  /**
   * An error as the library tells it.
   *
   * @param retryAfter seconds, where the library shows them; else empty
   */
  record Refused(int status, String message, List<String> retryAfter) {}

  /** The library of a dialect's callers. */
  static Caller of(String dialect, String url, String key) {
    return switch (dialect) {
      case "openai.chat" -> new ChatCaller(url, key);
      case "openai.responses" -> new ResponsesCaller(url, key);
      case "anthropic.messages" -> new MessagesCaller(url, key);
      case "gemini.generate" -> new GeminiCaller(url, key);
      default -> throw new IllegalArgumentException("dialect: " + dialect);
    };
  }
}
