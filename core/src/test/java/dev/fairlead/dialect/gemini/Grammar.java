package dev.fairlead.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** Checks that events come as {@link Event} says. */
final class Grammar {
  private Grammar() {}

  static void check(List<Event> events) {
    var open = new HashSet<List<Integer>>();
    var next = new HashMap<Integer, Integer>();
    var ended = new HashSet<Integer>();
    boolean over = false;
    assertThat(events).isNotEmpty();
    if (!(events.getFirst() instanceof Event.Fail)) {
      assertThat(events.getFirst()).isInstanceOf(Event.Start.class);
    }
    for (int i = 0; i < events.size(); i++) {
      assertThat(over).isFalse();
      switch (events.get(i)) {
        case Event.Start _ -> assertThat(i).isZero();
        case Event.ItemStart(int choice, int item, _) -> {
          assertThat(item).isEqualTo(next.merge(choice, 1, Integer::sum) - 1);
          assertThat(ended).doesNotContain(choice);
          open.add(List.of(choice, item));
        }
        case Event.TextDelta(int c, int n, _, _, _) -> assertThat(open).contains(List.of(c, n));
        case Event.RefusalDelta(int c, int n, _, _) -> assertThat(open).contains(List.of(c, n));
        case Event.ReasoningDelta(int c, int n, _, _, _) ->
            assertThat(open).contains(List.of(c, n));
        case Event.InputDelta(int c, int n, _) -> assertThat(open).contains(List.of(c, n));
        case Event.PartAdded(int c, int n, _) -> assertThat(open).contains(List.of(c, n));
        case Event.Cited(int c, int n, _, _) -> assertThat(open).contains(List.of(c, n));
        case Event.ItemEnd(int c, int n, _) -> assertThat(open.remove(List.of(c, n))).isTrue();
        case Event.ChoiceEnd(int choice, _) -> assertThat(ended.add(choice)).isTrue();
        case Event.Ping _, Event.UsageSoFar _ -> {}
        case Event.End _ -> {
          over = true;
          assertThat(ended).containsAll(next.keySet());
        }
        case Event.Fail _ -> over = true;
      }
    }
    assertThat(over).isTrue();
    assertThat(open).isEmpty();
  }
}
