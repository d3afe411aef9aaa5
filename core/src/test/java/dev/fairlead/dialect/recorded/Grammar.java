package dev.fairlead.dialect.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps events, and fails at one that the grammar of {@link Event} does not allow. */
public final class Grammar implements Consumer<Event> {
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Boolean> open = new HashMap<>();
  private final Map<Integer, Integer> next = new HashMap<>();
  private boolean over;

  @Override
  public void accept(Event event) {
    assertThat(over).as("nothing comes behind the end, as %s", event).isFalse();
    events.add(event);
    switch (event) {
      case Event.Start _ -> assertThat(events).as("the start is first and once").hasSize(1);
      case Event.ItemStart(int choice, int item, _) -> {
        assertThat(item)
            .as("numbers without gaps")
            .isEqualTo(next.merge(choice, 1, Integer::sum) - 1);
        open.put(choice + "/" + item, true);
      }
      case Event.ItemEnd(int choice, int item, _) ->
          assertThat(open.put(choice + "/" + item, false)).as("%s ends once", event).isTrue();
      case Event.TextDelta(int choice, int item, _, _, _) -> isOpen(choice, item);
      case Event.RefusalDelta(int choice, int item, _, _) -> isOpen(choice, item);
      case Event.ReasoningDelta(int choice, int item, _, _, _) -> isOpen(choice, item);
      case Event.InputDelta(int choice, int item, _) -> isOpen(choice, item);
      case Event.PartAdded(int choice, int item, _) -> isOpen(choice, item);
      case Event.Cited(int choice, int item, _, _) -> isOpen(choice, item);
      case Event.ChoiceEnd _, Event.Ping _, Event.UsageSoFar _ -> {
        // May come at any time.
      }
      case Event.End _, Event.Fail _ -> {
        over = true;
        assertThat(open.values()).as("all items have ended").doesNotContain(true);
      }
    }
  }

  private void isOpen(int choice, int item) {
    assertThat(open.get(choice + "/" + item))
        .as("item %d of choice %d is open", item, choice)
        .isTrue();
  }

  public List<Event> events() {
    return events;
  }

  public boolean over() {
    return over;
  }
}
