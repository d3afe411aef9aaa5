package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Checks that events keep to the grammar of {@link Event}, and keeps them. */
final class Grammar implements Consumer<Event> {
  final List<Event> events = new ArrayList<>();
  private final Map<Integer, Set<Integer>> open = new HashMap<>();
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private boolean started;
  private boolean over;

  @Override
  public void accept(Event event) {
    assertThat(over).as("nothing after the end: %s", event).isFalse();
    assertThat(started || event instanceof Event.Start).as("start first: %s", event).isTrue();
    events.add(event);
    switch (event) {
      case Event.Start _ -> {
        assertThat(started).isFalse();
        started = true;
      }
      case Event.ItemStart(int choice, int item, var _) -> {
        assertThat(item).isEqualTo(next.merge(choice, 1, Integer::sum) - 1);
        open.computeIfAbsent(choice, _ -> new HashSet<>()).add(item);
      }
      case Event.TextDelta d -> isOpen(d.choice(), d.item());
      case Event.RefusalDelta d -> isOpen(d.choice(), d.item());
      case Event.ReasoningDelta d -> isOpen(d.choice(), d.item());
      case Event.InputDelta d -> isOpen(d.choice(), d.item());
      case Event.PartAdded d -> isOpen(d.choice(), d.item());
      case Event.Cited d -> isOpen(d.choice(), d.item());
      case Event.ItemEnd(int choice, int item, var _) -> {
        isOpen(choice, item);
        open.getOrDefault(choice, Set.of()).remove(item);
      }
      case Event.ChoiceEnd(int choice, var _) -> {
        assertThat(ended.add(choice)).isTrue();
        assertThat(open.getOrDefault(choice, Set.of())).isEmpty();
      }
      case Event.End _ -> {
        over = true;
        assertThat(ended).containsAll(next.keySet());
      }
      case Event.Fail _ -> {
        over = true;
        assertThat(open.values()).allMatch(Set::isEmpty);
      }
      case Event.Ping _, Event.UsageSoFar _ -> {
        // Anywhere.
      }
    }
  }

  private void isOpen(int choice, int item) {
    assertThat(open.getOrDefault(choice, Set.of())).contains(item);
  }

  boolean over() {
    return over;
  }
}
