package dev.fairlead.dialect.openai;

import dev.fairlead.catalog.Endpoint.Kind;
import java.util.Set;

/** What can be asked for in OpenAI's dialect, and where. */
public enum Operation {
  CHAT("openai.chat", "/chat/completions", "messages", Set.of(Kind.CHAT)),
  COMPLETION("openai.completions", "/completions", "prompt", Set.of(Kind.COMPLETION, Kind.CHAT)),
  EMBEDDING("openai.embeddings", "/embeddings", "input", Set.of(Kind.EMBEDDING));

  private final String dialect;
  private final String path;
  private final String content;
  private final Set<Kind> kinds;

  Operation(String dialect, String path, String content, Set<Kind> kinds) {
    this.dialect = dialect;
    this.path = path;
    this.content = content;
    this.kinds = kinds;
  }

  public String dialect() {
    return dialect;
  }

  /** Below a provider's base URL. */
  public String path() {
    return path;
  }

  /** The member that every request must have. */
  String content() {
    return content;
  }

  /** The endpoints that can do it. */
  public Set<Kind> kinds() {
    return kinds;
  }
}
