package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks that events keep to the grammar of {@link Event}, and that deltas add up to items. */
public final class Grammar implements Consumer<Event> {
  private final List<Event> seen = new ArrayList<>();
  private final Map<List<Integer>, StringBuilder> open = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private boolean started;
  private boolean over;

  /** All events, in order. */
  public List<Event> seen() {
    return seen;
  }

  /** Whether the last event has come. */
  public boolean over() {
    return over;
  }

  @Override
  public void accept(Event event) {
    assertThat(over).as("nothing behind the end, but %s", event).isFalse();
    seen.add(event);
    switch (event) {
      case Event.Start _ -> {
        assertThat(started).as("one start").isFalse();
        started = true;
      }
      case Event.ItemStart(int choice, int item, Item skeleton) -> {
        assertThat(ended).as("no item behind the end of its choice").doesNotContain(choice);
        assertThat(item).isEqualTo(counts.getOrDefault(choice, 0));
        counts.merge(choice, 1, Integer::sum);
        open.put(
            List.of(choice, item),
            new StringBuilder(skeleton instanceof Item.ToolCall c ? c.input() : ""));
      }
      case Event.TextDelta e -> delta(e.choice(), e.item(), e.text());
      case Event.RefusalDelta e -> delta(e.choice(), e.item(), e.text());
      case Event.ReasoningDelta e -> delta(e.choice(), e.item(), e.text());
      case Event.InputDelta e -> delta(e.choice(), e.item(), e.text());
      case Event.PartAdded e -> delta(e.choice(), e.item(), "");
      case Event.Cited e -> delta(e.choice(), e.item(), "");
      case Event.ItemEnd(int choice, int item, Item whole) -> {
        var got = open.remove(List.of(choice, item));
        assertThat(got).as("an item ends once: %s", event).isNotNull();
        var expected = text(whole);
        if (expected != null && got != null) {
          assertThat(got.toString()).isEqualTo(expected);
        }
      }
      case Event.ChoiceEnd(int choice, _) ->
          assertThat(ended.add(choice)).as("a choice ends once").isTrue();
      case Event.End _, Event.Fail _ -> {
        over = true;
        assertThat(open).as("everything is closed").isEmpty();
      }
      case Event.Ping _, Event.UsageSoFar _ -> {
        // Anywhere.
      }
    }
  }

  private void delta(int choice, int item, String text) {
    var got = open.get(List.of(choice, item));
    assertThat(got).as("a delta of an open item: %d/%d", choice, item).isNotNull();
    if (got != null) {
      got.append(text);
    }
  }

  private static @Nullable String text(Item whole) {
    return switch (whole) {
      case Item.ToolCall call -> call.input();
      case Item.Assistant said -> {
        var all = new StringBuilder();
        for (var part : said.parts()) {
          if (part instanceof Part.Text t) {
            all.append(t.text());
          } else if (part instanceof Part.Refusal(var text)) {
            all.append(text);
          }
        }
        yield all.toString();
      }
      case Item.Reasoning _,
          Item.HostedCall _,
          Item.Foreign _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _ ->
          null;
    };
  }
}
