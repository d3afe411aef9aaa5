package dev.fairlead.simulator.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated model reads of a request, whatever the dialect. What is costly to find is looked
 * for when it is asked for.
 */
public interface Ask {
  /** No limit on the output tokens. */
  int NO_LIMIT = Integer.MAX_VALUE;

  /** The model's name without the behaviour behind a question mark. */
  String model();

  boolean stream();

  /** The most output tokens that the caller wants, or {@link #NO_LIMIT}. */
  int maxTokens();

  /** An estimate: a token for every four bytes of the input. */
  int promptTokens();

  /** The text of the last message of the user; empty if there is none. */
  String lastUserText();

  /** The text of the tool result that ends the conversation; null if something else ends it. */
  @Nullable String lastToolResult();

  /** The tool results that came since the user spoke last; what shows how far a plot has come. */
  int results();

  /** Whether the caller lets the model think. */
  default boolean thinks() {
    return true;
  }

  List<Tool> tools();

  ToolChoice toolChoice();

  /** Texts that end the answer where they would appear. */
  List<String> stops();

  /** The JSON schema that the answer must keep to, as a {@code Map}; null if any text will do. */
  @Nullable Object schema();

  /**
   * A tool that the model may call.
   *
   * @param schema its parameters' JSON schema
   * @param free whether it takes free text instead
   */
  record Tool(String name, @Nullable Object schema, boolean free) {
    public Tool(String name, @Nullable Object schema) {
      this(name, schema, false);
    }
  }

  /** Whether a tool is to be called; {@code name} is empty unless a certain one is wanted. */
  record ToolChoice(Kind kind, String name) {
    public static final ToolChoice AUTO = new ToolChoice(Kind.AUTO, "");

    /** How far the model may choose. */
    public enum Kind {
      AUTO,
      NONE,
      REQUIRED
    }
  }
}
