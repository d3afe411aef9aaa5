package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts back into the values they stand for: an {@code enum} of Gemini's has texts only.
 *
 * @param values by the text that stands for each
 * @param properties what to turn in an object's members
 * @param items what to turn in an array's elements; null for nothing
 * @param others what else may apply to the same value
 */
record EnumBack(
    Map<String, Raw> values,
    Map<String, EnumBack> properties,
    @Nullable EnumBack items,
    List<EnumBack> others) {
  EnumBack {
    values = Map.copyOf(values);
    properties = Map.copyOf(properties);
    others = List.copyOf(others);
  }

  /** The JSON text turned back; as it is if it is broken. */
  String apply(String json) {
    try {
      var out = new JsonWriter(json.length() + 16);
      turn(List.of(this), Node.of(json), out);
      return out.toRaw().text();
    } catch (JsonFault e) {
      return json;
    }
  }

  private static void turn(List<EnumBack> backs, Node node, JsonWriter out) {
    if (backs.isEmpty()) {
      out.raw(node.raw());
    } else if (node.isText()) {
      var value = backs.stream().map(b -> b.value(node.text())).filter(v -> v != null).findFirst();
      out.raw(value.orElseGet(node::raw));
    } else if (node.isObject()) {
      out.object();
      for (var member : node) {
        var name = member.name();
        out.name(name);
        turn(
            all(backs).map(b -> b.properties.get(name)).filter(b -> b != null).toList(),
            member,
            out);
      }
      out.end();
    } else if (node.isArray()) {
      out.array();
      var inner = all(backs).map(EnumBack::items).filter(b -> b != null).toList();
      for (var element : node) {
        turn(inner, element, out);
      }
      out.end();
    } else {
      out.raw(node.raw());
    }
  }

  private static Stream<EnumBack> all(List<EnumBack> backs) {
    return backs.stream().flatMap(b -> Stream.concat(Stream.of(b), all(b.others)));
  }

  private @Nullable Raw value(String text) {
    var found = values.get(text);
    for (int i = 0; found == null && i < others.size(); i++) {
      found = others.get(i).value(text);
    }
    return found;
  }
}
