package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation, in its order. Protocols that group entries into messages or turns
 * are read into items and written from them.
 */
public sealed interface Item {

  /** What the operator tells the model; at the beginning or anywhere between. */
  record Instruction(Level level, List<Part> parts) implements Item {
    public Instruction {
      parts = List.copyOf(parts);
    }
  }

  /** Whose instruction it is, where a protocol tells the two apart. */
  enum Level {
    SYSTEM,
    DEVELOPER
  }

  /**
   * What a user says.
   *
   * @param name of the user among several; empty if there is none
   */
  record User(List<Part> parts, String name) implements Item {
    public User {
      parts = List.copyOf(parts);
    }

    public User(List<Part> parts) {
      this(parts, "");
    }
  }

  /**
   * What the model said: texts, refusals, pictures.
   *
   * @param id as the protocol has it, {@code msg_…}; empty if there is none
   * @param phase {@code commentary} or {@code final_answer}; empty if it was not told
   * @param name of the participant; empty if there is none
   * @param prefill whether the model is to go on from here: the last item of a request only
   */
  record Assistant(List<Part> parts, String id, String phase, String name, boolean prefill)
      implements Item {
    public Assistant {
      parts = List.copyOf(parts);
    }

    public Assistant(List<Part> parts) {
      this(parts, "", "", "", false);
    }
  }

  /**
   * What the model thought.
   *
   * @param id as the protocol has it; empty if there is none
   * @param summary told instead of the thoughts themselves, in parts
   * @param text the thoughts, in parts
   * @param opaque what proves or hides them; null if nothing does
   */
  record Reasoning(String id, List<String> summary, List<String> text, @Nullable Opaque opaque)
      implements Item {
    public Reasoning {
      summary = List.copyOf(summary);
      text = List.copyOf(text);
    }

    /** All that can be shown, thoughts before summary; empty if all is hidden. */
    public String shown() {
      return String.join("\n\n", text.isEmpty() ? summary : text);
    }
  }

  /**
   * The model asks for a tool.
   *
   * @param callId pairs it with its result
   * @param id of the item, {@code fc_…}; empty if there is none
   * @param name of the tool as the caller gave it
   * @param namespace of the tool; empty if there is none
   * @param kind what {@code input} is
   * @param input JSON text of an object for {@link CallKind#FUNCTION}, as the model wrote it, which
   *     may be broken; any text for {@link CallKind#CUSTOM}
   * @param signature what must come back with the call; null if nothing must
   * @param cache a cache mark behind it
   */
  record ToolCall(
      String callId,
      String id,
      String name,
      String namespace,
      CallKind kind,
      String input,
      @Nullable Opaque signature,
      @Nullable CacheMark cache)
      implements Item {

    public ToolCall(String callId, String name, String input) {
      this(callId, "", name, "", CallKind.FUNCTION, input, null, null);
    }

    public ToolCall withInput(String input) {
      return new ToolCall(callId, id, name, namespace, kind, input, signature, cache);
    }

    public ToolCall withSignature(@Nullable Opaque signature) {
      return new ToolCall(callId, id, name, namespace, kind, input, signature, cache);
    }
  }

  /** What a tool takes. */
  enum CallKind {
    /** A JSON object. */
    FUNCTION,
    /** Free text. */
    CUSTOM
  }

  /**
   * What a tool gave.
   *
   * @param callId of the call it answers
   * @param name of the tool; empty if the protocol does not repeat it
   * @param kind as the call's
   * @param error whether the tool failed
   * @param cache a cache mark behind it
   */
  record ToolResult(
      String callId,
      String name,
      CallKind kind,
      List<Part> parts,
      boolean error,
      @Nullable CacheMark cache)
      implements Item {
    public ToolResult {
      parts = List.copyOf(parts);
    }

    public ToolResult(String callId, String text) {
      this(callId, "", CallKind.FUNCTION, List.of(Part.Text.of(text)), false, null);
    }
  }

  /**
   * Something that a provider's own tool did: a search with its results, code that was run.
   *
   * @param dialect whose form {@code raw} has; it can be replayed there and nowhere else
   * @param type as {@code web_search_call} or {@code server_tool_use}
   * @param search what was searched for and found, if it was a search
   */
  record HostedCall(String dialect, String type, String id, Raw raw, @Nullable Search search)
      implements Item {}

  /**
   * A web search in plain words.
   *
   * @param queries what was searched for
   * @param sources what was found; titles may be empty
   */
  record Search(List<String> queries, List<Source> sources) {
    public Search {
      queries = List.copyOf(queries);
      sources = List.copyOf(sources);
    }
  }

  /** A page that was found. */
  record Source(String url, String title) {}

  /** Something that only its own dialect knows. */
  record Foreign(String dialect, String type, Raw raw) implements Item {}
}
