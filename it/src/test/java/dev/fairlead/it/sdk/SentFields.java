package dev.fairlead.it.sdk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The paths of all members that an SDK's type can write, as {@code messages[].role}. A union gives
 * the members of all its kinds; a type within itself, a map and raw JSON end the path.
 */
final class SentFields {
  private static final List<String> MODELS =
      List.of(
          "com.openai.models.",
          "com.openai.core.",
          "com.anthropic.models.",
          "com.anthropic.core.",
          "com.google.genai.types.");

  private final Set<String> found = new TreeSet<>();
  private final Deque<Class<?>> way = new ArrayDeque<>();

  private SentFields() {}

  static Set<String> of(Class<?> type) {
    return of("", type);
  }

  /**
   * @param at the path of the value, with its dot
   */
  static Set<String> of(String at, Class<?> type) {
    var walk = new SentFields();
    walk.members(type, at);
    return walk.found;
  }

  /** The names of the type's own members. */
  static Set<String> names(Class<?> type) {
    var names = new TreeSet<String>();
    for (var member : members(type)) {
      names.add(name(member));
    }
    return names;
  }

  private void members(Class<?> type, String at) {
    if (way.contains(type)) {
      return;
    }
    way.push(type);
    var members = members(type);
    for (var member : members) {
      found.add(at + name(member));
      value(member.getGenericReturnType(), at + name(member));
    }
    if (members.isEmpty()) {
      kinds(type, at);
    }
    way.pop();
  }

  /** A union keeps each of its kinds in a field. */
  private void kinds(Class<?> union, String at) {
    for (var field : union.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        value(field.getGenericType(), at.substring(0, Math.max(0, at.length() - 1)));
      }
    }
  }

  private void value(Type type, String at) {
    switch (type) {
      case ParameterizedType some -> {
        var kind = (Class<?>) some.getRawType();
        if (List.class.isAssignableFrom(kind)) {
          value(some.getActualTypeArguments()[0], at + "[]");
        } else if (!Map.class.isAssignableFrom(kind)) {
          value(some.getActualTypeArguments()[0], at);
        }
      }
      case WildcardType some -> value(some.getUpperBounds()[0], at);
      case Class<?> some when MODELS.stream().anyMatch(some.getName()::startsWith) ->
          members(some, at + ".");
      default -> {
        // A plain value.
      }
    }
  }

  /** OpenAI's and Anthropic's are called {@code _role()}; Google's are as the member is. */
  private static List<Method> members(Class<?> type) {
    var members = new ArrayList<Method>();
    for (var method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonProperty.class)
          && method.getParameterCount() == 0
          && !method.isBridge()
          && !Modifier.isStatic(method.getModifiers())) {
        members.add(method);
      }
    }
    return members;
  }

  private static String name(Method member) {
    return member.getAnnotation(JsonProperty.class).value();
  }
}
