package dev.fairlead.simulator.openai;

import dev.fairlead.json.Tree;
import dev.fairlead.simulator.dialect.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top-level members of a small request, read whole. */
record Fields(Map<?, ?> members) {

  static Fields read(byte[] body, int from, int to) throws Refusal {
    try {
      if (Tree.json(body, from, to) instanceof Map<?, ?> members) {
        return new Fields(members);
      }
    } catch (Tree.Unreadable _) {
      // said below, as for JSON that is no object
    }
    throw Errors.notJson();
  }

  @Nullable Object get(String name) {
    return members.get(name);
  }

  boolean truth(String name) {
    return Boolean.TRUE.equals(get(name));
  }

  /** A whole number from 1 on, or another if there is none. */
  int atLeastOne(String name, int absent) throws Refusal {
    if (!(get(name) instanceof Number number)) {
      return absent;
    }
    if (number.longValue() < 1) {
      throw Errors.belowOne(name, number.longValue());
    }
    return (int) Math.min(Integer.MAX_VALUE, number.longValue());
  }

  String model() throws Refusal {
    if (get("model") instanceof String model && !model.isEmpty()) {
      return model;
    }
    throw Errors.noModel();
  }

  /** The inputs of a member that is a text, a list of texts, tokens, or a list of tokens. */
  List<String> inputs(String name) throws Refusal {
    return switch (get(name)) {
      case null -> throw Errors.missing(name);
      case String one -> List.of(one);
      case List<?> none when none.isEmpty() -> throw Errors.emptyArray(name);
      case List<?> tokens when tokens.getFirst() instanceof Number -> List.of(tokens.toString());
      case List<?> several -> several.stream().map(String::valueOf).toList();
      default -> throw Errors.missing(name);
    };
  }
}
