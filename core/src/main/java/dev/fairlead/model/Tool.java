package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something the model may ask for. */
public sealed interface Tool {

  /**
   * Takes a JSON object.
   *
   * @param namespace empty if there is none
   * @param schema of what it takes, JSON Schema; null if it takes nothing
   * @param strict whether the model must keep to the schema; null if it was not told
   * @param extras members that only one dialect knows, by {@code dialect/name}
   */
  record Function(
      String name,
      String namespace,
      String description,
      @Nullable Raw schema,
      @Nullable Boolean strict,
      @Nullable CacheMark cache,
      Map<String, Raw> extras)
      implements Tool {
    public Function {
      extras = Map.copyOf(extras);
    }

    public Function(String name, String description, @Nullable Raw schema) {
      this(name, "", description, schema, null, null, Map.of());
    }
  }

  /**
   * Takes free text.
   *
   * @param syntax {@code lark} or {@code regex}; empty for any text
   * @param grammar in that syntax; empty for any text
   */
  record Custom(String name, String description, String syntax, String grammar) implements Tool {}

  /**
   * Run by the provider, or known to it by name.
   *
   * @param kind what it does
   * @param dialect whose form {@code raw} has
   * @param raw the whole definition
   * @param search settings, if it is a web search
   */
  record Hosted(HostedKind kind, String dialect, Raw raw, @Nullable SearchSettings search)
      implements Tool {}

  /** What a provider's own tool does. */
  enum HostedKind {
    WEB_SEARCH,
    WEB_FETCH,
    CODE,
    FILE_SEARCH,
    COMPUTER,
    IMAGE_GENERATION,
    MCP,
    SHELL,
    BASH,
    TEXT_EDITOR,
    APPLY_PATCH,
    MEMORY,
    TOOL_SEARCH,
    MAPS,
    OTHER
  }

  /**
   * Where a web search looks.
   *
   * @param contextSize {@code low}, {@code medium}, {@code high}; empty if it was not told
   * @param location the user's, as OpenAI's {@code user_location} without its type; null if unknown
   * @param maxUses -1 for no limit
   */
  record SearchSettings(
      List<String> allowed,
      List<String> blocked,
      String contextSize,
      @Nullable Raw location,
      int maxUses) {
    public SearchSettings {
      allowed = List.copyOf(allowed);
      blocked = List.copyOf(blocked);
    }
  }
}
