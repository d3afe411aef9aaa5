package dev.fairlead.store.state;

import dev.fairlead.state.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who wants to know when something of a response changes, in this process. Thread-safe. */
final class Listeners {
  private final Map<Ref, List<Runnable>> all = new ConcurrentHashMap<>();

  void add(Ref ref, Runnable listener) {
    all.compute(
        ref,
        (_, there) -> {
          var more = there == null ? new ArrayList<Runnable>() : new ArrayList<>(there);
          more.add(listener);
          return List.copyOf(more);
        });
  }

  void remove(Ref ref, Runnable listener) {
    all.computeIfPresent(
        ref,
        (_, there) -> {
          var rest = there.stream().filter(other -> other != listener).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  void tell(Ref ref) {
    all.getOrDefault(ref, List.of()).forEach(Runnable::run);
  }

  void tellAll() {
    all.values().forEach(some -> some.forEach(Runnable::run));
  }
}
