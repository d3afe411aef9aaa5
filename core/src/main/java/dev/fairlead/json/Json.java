package dev.fairlead.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as a tree. For configuration and data files, not for traffic: it keeps the order of
 * members and the text of numbers, but not white space.
 */
public sealed interface Json {

  /** Members in the order of the text. */
  record Obj(Map<String, Json> members) implements Json {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public boolean has(String key) {
      return members.containsKey(key);
    }

    /** The text of a member; empty when it is absent or null. */
    public String text(String key) {
      return switch (members.get(key)) {
        case null -> "";
        case Str(var value) -> value;
        case Word w when w == Word.NULL -> "";
        case Json other -> throw wrong(key, other, "a text");
      };
    }

    /** A whole number; {@code absent} when there is none. */
    public int number(String key, int absent) {
      return switch (members.get(key)) {
        case null -> absent;
        case Num(var text) when text.matches("-?[0-9]{1,9}") || fits(text) ->
            Integer.parseInt(text);
        case Word w when w == Word.NULL -> absent;
        case Json other -> throw wrong(key, other, "a whole number below 2147483648");
      };
    }

    private static boolean fits(String text) {
      return text.matches("[0-9]{10}") && Long.parseLong(text) <= Integer.MAX_VALUE;
    }

    /** A yes or no; {@code absent} when there is none. */
    public boolean yes(String key, boolean absent) {
      return switch (members.get(key)) {
        case null -> absent;
        case Word w when w != Word.NULL -> w == Word.TRUE;
        case Json other -> throw wrong(key, other, "true or false");
      };
    }

    /** The texts of a list; empty when there is none. */
    public List<String> texts(String key) {
      var found = new ArrayList<String>();
      for (var item : items(key)) {
        if (!(item instanceof Str(var value))) {
          throw wrong(key, item, "a list of texts");
        }
        found.add(value);
      }
      return found;
    }

    /** The items of a list; empty when there is none. */
    public List<Json> items(String key) {
      return switch (members.get(key)) {
        case null -> List.of();
        case Arr(var items) -> items;
        case Word w when w == Word.NULL -> List.of();
        case Json other -> throw wrong(key, other, "a list");
      };
    }

    /** A member that is an object; empty when there is none. */
    public Obj object(String key) {
      return switch (members.get(key)) {
        case null -> EMPTY;
        case Obj o -> o;
        case Word w when w == Word.NULL -> EMPTY;
        case Json other -> throw wrong(key, other, "an object");
      };
    }

    /** A member that maps names to texts; empty when there is none. */
    public Map<String, String> textMap(String key) {
      var object = object(key);
      var found = new LinkedHashMap<String, String>();
      object.members.forEach((name, _) -> found.put(name, object.text(name)));
      return found;
    }

    private static MalformedJson wrong(String key, Json value, String expected) {
      return new MalformedJson(
          "%s: %s (expected: %s)".formatted(key, JsonText.write(value), expected));
    }
  }

  /** A list. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A text. */
  record Str(String value) implements Json {}

  /** A number as it was written. */
  record Num(String text) implements Json {
    public Num(long value) {
      this(Long.toString(value));
    }
  }

  /** The three words. */
  enum Word implements Json {
    TRUE,
    FALSE,
    NULL
  }
}
