package dev.fairlead.simulator.content;

import dev.fairlead.json.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document that was read whole; what is not there reads as null, empty or absent.
 */
public record Node(@Nullable Object value) {
  public static final Node NONE = new Node(null);

  /** Reads a document; {@link Scan.Malformed} if it is none. */
  public static Node read(byte[] bytes, int from, int to) {
    try {
      return new Node(Tree.json(bytes, from, to));
    } catch (Tree.Unreadable _) {
      throw new Scan.Malformed(from);
    }
  }

  /** The member of this name. */
  public Node get(String name) {
    return value instanceof Map<?, ?> map ? new Node(map.get(name)) : NONE;
  }

  /** The member of the first of two names that is there: protobuf's JSON has two spellings. */
  public Node get(String name, String other) {
    var found = get(name);
    return found.present() ? found : get(other);
  }

  /** The elements; none if this is no array. */
  public List<Node> list() {
    return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
  }

  /** The text; empty if this is no string. */
  public String text() {
    return value instanceof String text ? text : "";
  }

  public String text(String name) {
    return get(name).text();
  }

  public boolean present() {
    return value != null;
  }

  public boolean object() {
    return value instanceof Map;
  }

  public boolean array() {
    return value instanceof List;
  }

  public boolean string() {
    return value instanceof String;
  }

  public boolean truth() {
    return Boolean.TRUE.equals(value);
  }

  /** Whether this is the text. */
  public boolean is(String text) {
    return text.equals(value);
  }

  /** The whole number; {@code absent} if this is none. */
  public long number(long absent) {
    return value instanceof Number number ? number.longValue() : absent;
  }

  /** The texts of a list of texts. */
  public List<String> texts() {
    return list().stream().filter(Node::string).map(Node::text).toList();
  }

  /** Compact JSON. */
  public String json() {
    var out = new Out(64);
    write(out, value);
    return new String(out.toArray(), StandardCharsets.UTF_8);
  }

  /** The length of its compact JSON in bytes; 0 if this is absent. */
  public int bytes() {
    if (!present()) {
      return 0;
    }
    var out = new Out(256);
    write(out, value);
    return out.size();
  }

  /** Writes compact JSON; what is absent is {@code null}. */
  public void put(Out out) {
    write(out, value);
  }

  private static void write(Out out, @Nullable Object value) {
    switch (value) {
      case null -> out.put("null");
      case String text -> out.quoted(text);
      case Map<?, ?> map -> {
        var separator = "{";
        for (var member : map.entrySet()) {
          out.put(separator).quoted(String.valueOf(member.getKey())).put(":");
          write(out, member.getValue());
          separator = ",";
        }
        out.put(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        var separator = "[";
        for (var element : list) {
          write(out.put(separator), element);
          separator = ",";
        }
        out.put(list.isEmpty() ? "[]" : "]");
      }
      default -> out.put(String.valueOf(value));
    }
  }
}
