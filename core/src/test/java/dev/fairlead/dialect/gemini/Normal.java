package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may differ when a document has gone through the neutral form: this and nothing else. */
final class Normal {
  private Normal() {}

  static @Nullable Object request(Node request) {
    var all = object(value(request));
    // An instruction has no role; an empty configuration says nothing.
    if (all.get("systemInstruction") instanceof Map<?, ?> instruction) {
      instruction.remove("role");
    }
    if (Map.of().equals(all.get("generationConfig"))) {
      all.remove("generationConfig");
    }
    var config = object(all.get("generationConfig"));
    // Gemini 3 is told a schema in JSON Schema, whatever the caller used.
    var schema = config.remove("responseSchema");
    if (schema != null) {
      config.put("responseJsonSchema", Normal.schema(schema));
    }
    all.put("contents", contents(all.get("contents")));
    all.put("tools", tools(all.get("tools")));
    return all;
  }

  /** Names in camelCase, base64 in its standard form, order of members forgotten. */
  private static @Nullable Object value(Node node) {
    if (node.isObject()) {
      var all = new TreeMap<String, @Nullable Object>();
      for (var member : node) {
        var name = Spelling.camel(member.name());
        boolean raw =
            name.equals("args")
                || name.equals("response")
                || name.equals("parameters")
                || name.equals("parametersJsonSchema")
                || name.equals("fileSearch")
                || name.equals("toolCall")
                || name.equals("toolResponse")
                || name.equals("responseSchema")
                || name.equals("responseJsonSchema");
        all.put(
            name,
            name.equals("data") && member.isText()
                ? Base64Text.standard(member.text())
                : raw ? Gemini.plain(member) : value(member));
      }
      return all;
    }
    if (node.isArray()) {
      var all = new ArrayList<@Nullable Object>();
      node.forEach(element -> all.add(value(element)));
      return all;
    }
    return Gemini.plain(node);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? (Map<String, @Nullable Object>) map
        : new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : new ArrayList<>();
  }

  /** Neighbours of one role are one content; ids go to Gemini 3 of the Gemini API alone. */
  private static List<@Nullable Object> contents(@Nullable Object contents) {
    var merged = new ArrayList<@Nullable Object>();
    Map<String, @Nullable Object> last = Map.of();
    for (var one : list(contents)) {
      var content = object(one);
      for (var part : list(content.get("parts"))) {
        object(object(part).get("functionCall")).remove("id");
        object(object(part).get("functionResponse")).remove("id");
      }
      if (Objects.equals(last.get("role"), content.get("role"))) {
        list(last.get("parts")).addAll(list(content.get("parts")));
      } else {
        merged.add(content);
        last = content;
      }
      list(last.get("parts")).removeIf(part -> Map.of("text", "").equals(part));
    }
    return merged;
  }

  /** Google's own tools stand before functions; an empty description is none. */
  private static Object tools(@Nullable Object tools) {
    var all = new ArrayList<@Nullable Object>();
    var functions = new ArrayList<@Nullable Object>();
    for (var tool : list(tools)) {
      for (var function : list(object(tool).remove("functionDeclarations"))) {
        if ("".equals(object(function).get("description"))) {
          object(function).remove("description");
        }
        functions.add(function);
      }
      if (!object(tool).isEmpty()) {
        all.add(tool);
      }
    }
    return List.of(all, functions);
  }

  private static @Nullable Object schema(@Nullable Object schema) {
    var all = object(schema);
    all.remove("property_ordering");
    if (all.get("type") instanceof String type) {
      all.put("type", type.toLowerCase(java.util.Locale.ROOT));
    }
    object(all.get("properties")).replaceAll((_, property) -> schema(property));
    return all;
  }

  /** The time is not told by Gemini. */
  static List<Object> response(Response response) {
    return List.of(
        response.id(), response.model(), response.choices(), response.usage(), response.extras());
  }

  /** In a stream a signature comes behind its text, in a part of its own. */
  static List<Object> streamed(Response response) {
    var all = new ArrayList<Object>();
    all.add(response.id());
    all.add(response.usage());
    for (var choice : response.choices()) {
      all.add(choice.finish());
      for (var item : choice.items()) {
        if (item instanceof Item.Assistant said) {
          for (var part : said.parts()) {
            if (part instanceof Part.Text text) {
              add(all, text.text());
              all.addAll(text.citations());
              if (text.signature() != null) {
                all.add(text.signature());
              }
            } else {
              all.add(part);
            }
          }
        } else {
          all.add(item);
        }
      }
    }
    all.add(response.extras());
    return all;
  }

  private static void add(List<Object> all, String text) {
    if (!text.isEmpty()) {
      if (all.getLast() instanceof String before && all.size() > 3) {
        all.set(all.size() - 1, before + text);
      } else {
        all.add(text);
      }
    }
  }
}
