package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects made whole: blocks with another member, inputs that must be objects. */
final class Wholes {
  private Wholes() {}

  /** The object with another value of that member, at its place, or at the end if it had none. */
  static Raw with(Node object, String name, @Nullable Raw value) {
    var out = new JsonWriter().object();
    boolean found = false;
    for (var member : object) {
      if (member.name().equals(name)) {
        found = true;
        out.name(name);
        one(out, value);
      } else {
        out.name(member.name()).raw(member.raw());
      }
    }
    if (!found) {
      out.name(name);
      one(out, value);
    }
    return out.end().toRaw();
  }

  private static void one(JsonWriter out, @Nullable Raw value) {
    if (value == null) {
      out.nothing();
    } else {
      out.raw(value);
    }
  }

  /** Writes those members whose names begin so, without that beginning. */
  static void members(JsonWriter out, Map<String, Raw> all, String beginning) {
    all.forEach((name, value) -> {
      if (name.startsWith(beginning)) {
        out.name(name.substring(beginning.length())).raw(value);
      }
    });
  }

  /** The input of a call as an object: nothing is an empty one, what is none is wrapped. */
  static Raw object(String input) {
    if (input.equals("{}") || input.isBlank()) {
      return Raw.EMPTY_OBJECT;
    }
    return sound(input) ? new Raw(input) : wrapped(input);
  }

  /** Whether it is the text of an object. */
  static boolean sound(String input) {
    try {
      return Node.of(input).isObject();
    } catch (JsonFault e) {
      return false;
    }
  }

  static Raw wrapped(String input) {
    return new JsonWriter(input.length() + 32).object().put("_raw", input).end().toRaw();
  }
}
