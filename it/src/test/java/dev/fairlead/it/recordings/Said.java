package dev.fairlead.it.recordings;

import dev.fairlead.json.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says to whoever reads it, in no protocol's form: the first choice of several.
 *
 * @param text all that is visible, refusals included
 * @param thoughts all that is shown of them
 * @param calls of the caller's own tools
 */
public record Said(String text, String thoughts, List<Call> calls, End end, Tokens tokens) {

  /** A call and its input: a JSON tree, or the text where it is none. */
  public record Call(String name, @Nullable Object input) {
    /** A call whose input is told as text. */
    public static Call of(String name, String input) {
      try {
        return new Call(name, input.isEmpty() ? Map.of() : tree(input));
      } catch (Tree.Unreadable e) {
        return new Call(name, input);
      }
    }
  }

  /** Why it ended, as far as every protocol can tell it; a call of a tool is seen as such. */
  public enum End {
    DONE,
    LENGTH,
    /** By the model, in words or not. */
    REFUSED,
    /** By the provider. */
    FILTERED,
    /** A call of a tool that is none. */
    BROKEN;

    /** A refusal in words may count as an answer that was given to its end. */
    public static End done(String refusal) {
      return refusal.isEmpty() ? DONE : REFUSED;
    }
  }

  /** All that was read and written, and what is a part of them. */
  public record Tokens(long in, long out, long cached, long thought) {
    /** Nothing was told of them. */
    public static final Tokens UNTOLD = new Tokens(-1, -1, -1, -1);
  }

  public Said {
    calls = List.copyOf(calls);
  }

  public Said withText(String other) {
    return new Said(other, thoughts, calls, end, tokens);
  }

  public Said withCalls(List<Call> others) {
    return new Said(text, thoughts, others, end, tokens);
  }

  public Said withEnd(End other) {
    return new Said(text, thoughts, calls, other, tokens);
  }

  public Said withTokens(Tokens others) {
    return new Said(text, thoughts, calls, end, others);
  }

  /** The dialects whose recordings can be read here. */
  public static Set<String> dialects() {
    return Set.of("openai.chat", "openai.responses", "anthropic.messages", "gemini.generate");
  }

  /** A recorded answer, read once more and by other means than the gateway's. */
  public static Said by(Recording recording) {
    var chunks =
        recording.sse()
            ? Event.of(recording.body()).stream().<Map<?, ?>>map(Event::chunk).toList()
            : List.<Map<?, ?>>of(map(tree(new String(recording.body(), StandardCharsets.UTF_8))));
    return switch (recording.dialect()) {
      case "openai.chat" -> ChatSaid.read(chunks, Told.by(recording));
      case "openai.responses" -> ResponsesSaid.read(chunks);
      case "anthropic.messages" -> MessagesSaid.read(chunks);
      case "gemini.generate" -> GeminiSaid.read(chunks);
      default -> throw new IllegalArgumentException("dialect: " + recording.dialect());
    };
  }

  /** JSON as plain values. */
  public static @Nullable Object tree(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return Tree.json(bytes, 0, bytes.length);
  }

  static Map<?, ?> map(@Nullable Object tree) {
    return tree instanceof Map<?, ?> m ? m : Map.of();
  }

  static Map<?, ?> map(Map<?, ?> in, String name) {
    return map(in.get(name));
  }

  static List<Map<?, ?>> maps(Map<?, ?> in, String name) {
    return in.get(name) instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(Said::map).toList()
        : List.of();
  }

  static String text(Map<?, ?> in, String name) {
    return in.get(name) instanceof String s ? s : "";
  }

  static long number(Map<?, ?> in, String name) {
    return in.get(name) instanceof Number n ? n.longValue() : 0;
  }
}
