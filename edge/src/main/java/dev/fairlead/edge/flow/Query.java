package dev.fairlead.edge.flow;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters behind a path, in their order. */
record Query(List<Parameter> parameters) {
  private static final Query NONE = new Query(List.of());

  /**
   * One parameter.
   *
   * @param raw as it stood
   */
  record Parameter(String name, String value, String raw) {}

  static Query of(String query) {
    if (query.isEmpty()) {
      return NONE;
    }
    var found = new ArrayList<Parameter>(2);
    for (var raw : query.split("&", -1)) {
      int equals = raw.indexOf('=');
      var name = equals < 0 ? raw : raw.substring(0, equals);
      found.add(new Parameter(name, equals < 0 ? "" : decoded(raw.substring(equals + 1)), raw));
    }
    return new Query(List.copyOf(found));
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  @Nullable String value(String name) {
    for (var parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  boolean is(String name, String value) {
    return value.equals(value(name));
  }

  /** What a provider may see of it: all but the caller's key and what the gateway decides. */
  String forProvider() {
    var kept = new StringBuilder();
    for (var parameter : parameters) {
      if (!parameter.name().equals("key")
          && !parameter.name().equals("alt")
          && !parameter.raw().isEmpty()) {
        kept.append(kept.isEmpty() ? "" : "&").append(parameter.raw());
      }
    }
    return kept.toString();
  }
}
