package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Checks that events keep to their grammar: the neutral ones, and those of this protocol. */
final class Grammar {
  private Grammar() {}

  /** One start, items that end whole, one end; deltas that add up to what the items end with. */
  static void neutral(List<Event> events) {
    assertThat(events.getFirst()).isInstanceOf(Event.Start.class);
    assertThat(events.getLast()).isInstanceOfAny(Event.End.class, Event.Fail.class);
    var open = new HashMap<Integer, Map<Integer, StringBuilder>>();
    int begun = 0;
    int choices = 0;
    int ends = 0;
    int starts = 0;
    for (var event : events) {
      switch (event) {
        case Event.Start _ -> starts++;
        case Event.ItemStart(_, var item, _) -> {
          assertThat(item).isEqualTo(begun++);
          open.put(item, new TreeMap<>());
        }
        case Event.TextDelta d -> at(open, d.item(), d.part()).append(d.text());
        case Event.RefusalDelta d -> at(open, d.item(), d.part()).append(d.text());
        case Event.ReasoningDelta d ->
            at(open, d.item(), d.summary() ? d.part() : 1_000 + d.part()).append(d.text());
        case Event.InputDelta d -> at(open, d.item(), 0).append(d.text());
        case Event.ItemEnd(_, var item, var whole) -> {
          var said = Objects.requireNonNull(open.remove(item), "item " + item + " is not open");
          if (!(whole instanceof Item.HostedCall || whole instanceof Item.Foreign)) {
            assertThat(String.join("", said.values())).isEqualTo(text(whole));
          }
        }
        case Event.ChoiceEnd _ -> choices++;
        case Event.End _, Event.Fail _ -> ends++;
        case Event.PartAdded _, Event.Cited _, Event.Ping _, Event.UsageSoFar _ -> {
          // Anywhere.
        }
      }
    }
    assertThat(open).isEmpty();
    assertThat(starts).isEqualTo(1);
    assertThat(ends).isEqualTo(1);
    assertThat(choices).isEqualTo(events.getLast() instanceof Event.End ? 1 : choices);
  }

  private static StringBuilder at(
      Map<Integer, Map<Integer, StringBuilder>> open, int item, int part) {
    return Objects.requireNonNull(open.get(item), "item " + item + " is not open")
        .computeIfAbsent(part, _ -> new StringBuilder());
  }

  static String text(Item item) {
    return switch (item) {
      case Item.Assistant said -> {
        var text = new StringBuilder();
        for (var part : said.parts()) {
          if (part instanceof Part.Text t) {
            text.append(t.text());
          } else if (part instanceof Part.Refusal(var t)) {
            text.append(t);
          }
        }
        yield text.toString();
      }
      case Item.Reasoning thought ->
          String.join("", thought.summary()) + String.join("", thought.text());
      case Item.ToolCall call -> call.input();
      default -> "";
    };
  }

  /** Names, numbers without gaps, brackets round each piece, and an end that repeats it all. */
  static void wire(List<Node> frames) {
    var items = new ArrayList<String>();
    var texts = new HashMap<String, StringBuilder>();
    for (int i = 0; i < frames.size(); i++) {
      var frame = frames.get(i);
      assertThat(frame.number("sequence_number", -1)).as("number of %s", frame).isEqualTo(i);
      var type = frame.text("type");
      if (frame.has("output_index") && !type.equals("response.output_item.added")) {
        assertThat(frame.number("output_index", -1)).as("%s", frames).isLessThan(items.size());
      }
      var key =
          frame.number("output_index", -1)
              + "/"
              + frame.number("content_index", -1)
              + "/"
              + frame.number("summary_index", -1);
      if (type.equals("response.output_item.added")) {
        assertThat(frame.number("output_index", -1)).isEqualTo(items.size());
        items.add(Objects.requireNonNull(frame.get("item")).text("id"));
      } else if (type.equals("response.output_item.done")) {
        assertThat(Objects.requireNonNull(frame.get("item")).text("id"))
            .isEqualTo(items.get((int) frame.number("output_index", -1)));
      } else if (type.endsWith("_part.added")) {
        assertThat(texts.put(key, new StringBuilder()))
            .as("a second beginning of %s", key)
            .isNull();
      } else if (type.endsWith(".delta")) {
        texts.computeIfAbsent(key, _ -> new StringBuilder()).append(frame.text("delta"));
      } else if (type.endsWith("text.done") || type.endsWith("refusal.done")) {
        var said = type.contains("refusal") ? frame.text("refusal") : frame.text("text");
        assertThat(texts.get(key))
            .as("the piece of %s in %s", frame, frames)
            .isNotNull()
            .hasToString(said);
      } else if (type.endsWith("arguments.done") || type.endsWith("input.done")) {
        var said = type.contains("input") ? frame.text("input") : frame.text("arguments");
        assertThat(said).isEqualTo(texts.getOrDefault(key, new StringBuilder()).toString());
      }
      if (frame.has("item_id")) {
        assertThat(frame.text("item_id"))
            .isEqualTo(items.get((int) frame.number("output_index", -1)));
      }
    }
    end(frames, items);
  }

  private static void end(List<Node> frames, List<String> items) {
    var types = frames.stream().map(f -> f.text("type")).toList();
    assertThat(types.getFirst()).isEqualTo("response.created");
    assertThat(types.get(1)).isEqualTo("response.in_progress");
    assertThat(types.getLast())
        .isIn("response.completed", "response.incomplete", "response.failed");
    var last = Objects.requireNonNull(frames.getLast().get("response"));
    assertThat(types.getLast()).isEqualTo("response." + last.text("status"));
    var ids = new ArrayList<String>();
    for (var item : last.items("output")) {
      ids.add(item.text("id"));
    }
    assertThat(ids).isEqualTo(items);
    assertThat(count(types, "content_part.added")).isEqualTo(count(types, "content_part.done"));
    assertThat(count(types, "output_item.added")).isEqualTo(count(types, "output_item.done"));
    assertThat(count(types, "summary_part.added")).isEqualTo(count(types, "summary_part.done"));
  }

  private static long count(List<String> types, String end) {
    return types.stream().filter(t -> t.endsWith(end)).count();
  }
}
