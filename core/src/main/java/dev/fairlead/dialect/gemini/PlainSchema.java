package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema as Gemini's older {@code Schema}: only the keywords that it knows go along, each at
 * the places where it is a keyword. References are followed, and cut where they come back to
 * themselves. Not thread-safe.
 */
final class PlainSchema {
  private static final int DEEPEST = 24;

  /** So many schemas may come of one, references followed. */
  private static final int MOST = 4000;

  private final Node root;
  private final List<String> following = new ArrayList<>(0);
  private boolean cut;
  private int written;

  private PlainSchema(Node root) {
    this.root = root;
  }

  /**
   * A converted schema.
   *
   * @param empty whether it says nothing but that there is an object
   * @param cut whether a reference to itself was cut
   * @param back how to turn values back; null if there is nothing to turn
   */
  record Converted(Raw schema, boolean empty, boolean cut, @Nullable EnumBack back) {}

  static Converted convert(Raw schema) {
    var root = schema.node();
    var conversion = new PlainSchema(root);
    var out = new JsonWriter(schema.text().length());
    var back = conversion.schema(root, "", false, 0, out);
    var raw = out.toRaw();
    return new Converted(raw, raw.text().equals("{\"type\":\"OBJECT\"}"), conversion.cut, back);
  }

  /**
   * Writes one schema.
   *
   * @param type the one of several types that is meant; empty for whatever it says
   * @param nullable whether null is allowed besides
   */
  private @Nullable EnumBack schema(
      Node node, String type, boolean nullable, int depth, JsonWriter out) {
    int before = following.size();
    var views = views(node);
    try {
      if (views == null || depth > DEEPEST || ++written > MOST) {
        cut = true;
        out.object().put("type", "OBJECT").end();
        return null;
      }
      return type.isEmpty()
          ? choose(views, nullable, depth, out)
          : plain(views, type, nullable, depth, out);
    } finally {
      while (following.size() > before) {
        following.removeLast();
      }
    }
  }

  /** The schema and all that it takes in by $ref and allOf; null if it takes in itself. */
  private @Nullable List<Node> views(Node node) {
    var views = new ArrayList<Node>(1);
    return gather(node, views) ? views : null;
  }

  private boolean gather(Node node, List<Node> views) {
    views.add(node);
    var reference = node.text("$ref");
    if (!reference.isEmpty()) {
      if (following.contains(reference)) {
        return false;
      }
      following.add(reference);
      var target = resolve(reference);
      if (target != null && !gather(target, views)) {
        return false;
      }
    }
    for (var one : node.items("allOf")) {
      if (!gather(one, views)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Node resolve(String reference) {
    if (!reference.startsWith("#")) {
      return null;
    }
    var at = root;
    int from = 1;
    while (at != null && from < reference.length()) {
      int slash = reference.indexOf('/', from + 1);
      int to = slash < 0 ? reference.length() : slash;
      var name = reference.substring(Math.min(from + 1, to), to);
      at = at.get(name.replace("~1", "/").replace("~0", "~"));
      from = to;
    }
    return at;
  }

  private static @Nullable Node find(List<Node> views, String keyword) {
    for (var view : views) {
      var found = view.get(keyword);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Several schemas or types to choose from become {@code anyOf}, null becomes nullable. */
  private @Nullable EnumBack choose(List<Node> views, boolean nullable, int depth, JsonWriter out) {
    var any = find(views, "anyOf");
    if (any == null) {
      any = find(views, "oneOf");
    }
    if (any != null && any.size() > 0) {
      return anyOf(views, any, nullable, depth, out);
    }
    var types = types(views);
    boolean told = types.remove("NULL");
    boolean orNull = told || nullable || nullInEnum(views);
    if (types.size() <= 1) {
      return plain(views, types.isEmpty() ? guess(views) : types.getFirst(), orNull, depth, out);
    }
    var backs = new ArrayList<EnumBack>(0);
    out.object().array("anyOf");
    for (var one : types) {
      keep(plain(views, one, orNull, depth + 1, out), backs);
    }
    out.end().end();
    return either(backs);
  }

  private @Nullable EnumBack anyOf(
      List<Node> views, Node any, boolean nullable, int depth, JsonWriter out) {
    var variants = new ArrayList<Node>();
    boolean orNull = nullable || yes(views, "nullable");
    for (var one : any) {
      if (isNull(one)) {
        orNull = true;
      } else {
        variants.add(one);
      }
    }
    if (variants.isEmpty() || views.getFirst().get("properties") != null) {
      // Variants beside properties mostly say which of these must be there.
      return plain(views, guess(views), orNull, depth, out);
    }
    if (variants.size() == 1) {
      return schema(variants.getFirst(), "", orNull, depth + 1, out);
    }
    var backs = new ArrayList<EnumBack>(0);
    out.object().array("anyOf");
    for (var one : variants) {
      keep(schema(one, "", orNull, depth + 1, out), backs);
    }
    out.end().end();
    return either(backs);
  }

  private static void keep(@Nullable EnumBack back, List<EnumBack> backs) {
    if (back != null) {
      backs.add(back);
    }
  }

  private static @Nullable EnumBack either(List<EnumBack> backs) {
    return backs.isEmpty() ? null : new EnumBack(Map.of(), Map.of(), null, backs);
  }

  private static boolean isNull(Node schema) {
    var constant = schema.isObject() && schema.has("const") ? schema.get("const") : schema;
    return schema.text("type").equalsIgnoreCase("null") || constant == null;
  }

  private static boolean yes(List<Node> views, String keyword) {
    for (var view : views) {
      if (view.yes(keyword)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> types(List<Node> views) {
    var types = new ArrayList<String>(1);
    var told = find(views, "type");
    if (told != null && told.isText()) {
      types.add(told.text().toUpperCase(Locale.ROOT));
    } else if (told != null) {
      for (var one : told) {
        types.add(one.text().toUpperCase(Locale.ROOT));
      }
    }
    return types;
  }

  private static boolean nullInEnum(List<Node> views) {
    var values = find(views, "enum");
    if (values != null) {
      for (var value : values) {
        if (value.isNull()) {
          return true;
        }
      }
    }
    return yes(views, "nullable");
  }

  private static String guess(List<Node> views) {
    if (find(views, "properties") != null || find(views, "additionalProperties") != null) {
      return "OBJECT";
    }
    if (find(views, "items") != null || find(views, "prefixItems") != null) {
      return "ARRAY";
    }
    return find(views, "enum") != null || find(views, "const") != null ? "STRING" : "OBJECT";
  }

  private @Nullable EnumBack plain(
      List<Node> views, String type, boolean nullable, int depth, JsonWriter out) {
    var values = values(views);
    boolean asTexts = !values.isEmpty();
    var written = asTexts ? "STRING" : known(type);
    out.object().put("type", written);
    text(views, "title", out);
    description(views, written, out);
    if (nullable) {
      out.put("nullable", true);
    }
    EnumBack back = null;
    if (asTexts) {
      back = enumeration(values, out);
    } else {
      back = byType(views, written, depth, out);
    }
    out.end();
    return back;
  }

  /** What names lead to is said in words where only the type of the values is known. */
  private static void description(List<Node> views, String type, JsonWriter out) {
    var more = find(views, "additionalProperties");
    boolean map =
        type.equals("OBJECT")
            && more != null
            && more.isObject()
            && find(views, "properties") == null;
    if (!map) {
      text(views, "description", out);
      return;
    }
    var told = find(views, "description");
    var words = told == null || !told.isText() ? "" : told.text() + " ";
    var kind = more == null ? "" : more.text("type");
    out.put(
        "description", words + "(any names" + (kind.isEmpty() ? ")" : ", each a " + kind + ")"));
  }

  private static String known(String type) {
    return switch (type) {
      case "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT" -> type;
      default -> "STRING";
    };
  }

  private @Nullable EnumBack byType(List<Node> views, String type, int depth, JsonWriter out) {
    switch (type) {
      case "OBJECT" -> {
        return object(views, depth, out);
      }
      case "ARRAY" -> {
        return array(views, depth, out);
      }
      case "STRING" -> {
        format(views, out, "date-time");
        text(views, "pattern", out);
        numbers(views, out, "minLength", "maxLength");
      }
      case "INTEGER", "NUMBER" -> {
        format(views, out, "INTEGER".equals(type) ? "int32 int64" : "float double");
        bound(views, "minimum", "exclusiveMinimum", out);
        bound(views, "maximum", "exclusiveMaximum", out);
      }
      default -> {
        // Nothing more can be said of a boolean.
      }
    }
    return null;
  }

  private static void text(List<Node> views, String keyword, JsonWriter out) {
    var found = find(views, keyword);
    if (found != null && found.isText()) {
      out.put(keyword, found.text());
    }
  }

  private static void format(List<Node> views, JsonWriter out, String known) {
    var found = find(views, "format");
    if (found != null && found.isText() && (" " + known + " ").contains(" " + found.text() + " ")) {
      out.put("format", found.text());
    }
  }

  private static void numbers(List<Node> views, JsonWriter out, String... keywords) {
    for (var keyword : keywords) {
      var found = find(views, keyword);
      if (found != null && found.number(-1) >= 0) {
        out.put(keyword, found.number(-1));
      }
    }
  }

  private static void bound(List<Node> views, String keyword, String otherwise, JsonWriter out) {
    var found = find(views, keyword);
    if (found == null || !found.isNumber()) {
      found = find(views, otherwise);
    }
    if (found != null && found.isNumber()) {
      out.put(keyword, found.raw());
    }
  }

  /** The texts that stand for the values of enum or const, and the values. */
  private static Map<String, Raw> values(List<Node> views) {
    var values = new LinkedHashMap<String, Raw>();
    var listed = find(views, "enum");
    if (listed != null && listed.isArray()) {
      for (var value : listed) {
        if (!value.isNull()) {
          values.putIfAbsent(value.text(), value.raw());
        }
      }
    }
    var constant = find(views, "const");
    if (listed == null && constant != null) {
      values.put(constant.text(), constant.raw());
    }
    return values;
  }

  private static @Nullable EnumBack enumeration(Map<String, Raw> values, JsonWriter out) {
    out.put("format", "enum").array("enum");
    var others = new HashMap<String, Raw>(0);
    values.forEach((text, value) -> {
      out.text(text);
      if (!value.text().startsWith("\"")) {
        others.put(text, value);
      }
    });
    out.end();
    return others.isEmpty() ? null : new EnumBack(others, Map.of(), null, List.of());
  }

  private @Nullable EnumBack array(List<Node> views, int depth, JsonWriter out) {
    numbers(views, out, "minItems", "maxItems");
    var items = find(views, "items");
    if (items == null || !items.isObject()) {
      items = first(items == null ? find(views, "prefixItems") : items);
    }
    out.name("items");
    if (items == null) {
      out.object().put("type", "STRING").end();
      return null;
    }
    var back = schema(items, "", false, depth + 1, out);
    return back == null ? null : new EnumBack(Map.of(), Map.of(), back, List.of());
  }

  private static @Nullable Node first(@Nullable Node tuple) {
    if (tuple != null && tuple.isArray()) {
      for (var one : tuple) {
        return one.isObject() ? one : null;
      }
    }
    return null;
  }

  private @Nullable EnumBack object(List<Node> views, int depth, JsonWriter out) {
    var properties = new LinkedHashMap<String, Node>();
    for (var view : views) {
      var own = view.get("properties");
      if (own != null && own.isObject()) {
        for (var property : own) {
          properties.putIfAbsent(property.name(), property);
        }
      }
    }
    numbers(views, out, "minProperties", "maxProperties");
    if (properties.isEmpty()) {
      return null;
    }
    var backs = new HashMap<String, EnumBack>(0);
    out.object("properties");
    properties.forEach((name, property) -> {
      out.name(name);
      var back = schema(property, "", false, depth + 1, out);
      if (back != null) {
        backs.put(name, back);
      }
    });
    out.end();
    required(views, properties, out);
    return backs.isEmpty() ? null : new EnumBack(Map.of(), backs, null, List.of());
  }

  /** Only properties that there are may be required. */
  private static void required(List<Node> views, Map<String, Node> properties, JsonWriter out) {
    var required = new LinkedHashSet<String>();
    for (var view : views) {
      for (var name : view.items("required")) {
        if (name.isText() && properties.containsKey(name.text())) {
          required.add(name.text());
        }
      }
    }
    if (!required.isEmpty()) {
      out.array("required");
      required.forEach(out::text);
      out.end();
    }
  }
}
