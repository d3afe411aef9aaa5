package dev.fairlead.dialect.gemini;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the call that a result answers: by id, else by name in the order of the calls. Not
 * thread-safe.
 */
final class Pairs {
  private final List<Call> open = new ArrayList<>();

  /** A call that waits for its result; {@code made}: it came without an id. */
  private record Call(String name, String id, boolean made) {}

  /** The model's next turn begins: older calls get no results any more. */
  void turn() {
    open.clear();
  }

  void call(String name, String id, boolean made) {
    open.add(new Call(name, id, made));
  }

  /**
   * The id of the call that is answered.
   *
   * @param id as the result has it; may be empty
   * @param otherwise the id if there is no such call
   */
  String answered(String id, String name, String otherwise) {
    int found = -1;
    for (int i = 0; i < open.size() && found < 0; i++) {
      var call = open.get(i);
      boolean same = id.isEmpty() || call.made() ? call.name().equals(name) : call.id().equals(id);
      found = same || id.isEmpty() && name.isEmpty() ? i : -1;
    }
    return found < 0 ? otherwise : open.remove(found).id();
  }
}
