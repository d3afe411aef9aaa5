package dev.fairlead.dialect;

import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the events of a stream together into the whole answer. Not thread-safe. */
public final class Collector implements Consumer<Event> {
  private final TreeMap<Integer, TreeMap<Integer, Item>> items = new TreeMap<>();
  private final Map<Integer, Finish> finishes = new TreeMap<>();
  private Event.Start start = new Event.Start("", "", 0, Usage.NONE, "");
  private Usage usage = Usage.NONE;
  private Map<String, Raw> extras = Map.of();
  private Event.@Nullable Fail failure;

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Start s -> {
        start = s;
        usage = s.usage();
      }
      case Event.ItemEnd(int choice, int item, Item whole) ->
          items.computeIfAbsent(choice, _ -> new TreeMap<>()).put(item, whole);
      case Event.ChoiceEnd(int choice, Finish finish) -> finishes.put(choice, finish);
      case Event.UsageSoFar(Usage soFar) -> usage = soFar;
      case Event.End(Usage all, Map<String, Raw> more) -> {
        usage = all;
        extras = more;
      }
      case Event.Fail fail -> failure = fail;
      case Event.ItemStart _,
          Event.TextDelta _,
          Event.RefusalDelta _,
          Event.ReasoningDelta _,
          Event.InputDelta _,
          Event.PartAdded _,
          Event.Cited _,
          Event.Ping _ -> {
        // The whole item comes at its end.
      }
    }
  }

  /** What went wrong; null if nothing did. */
  public Event.@Nullable Fail failure() {
    return failure;
  }

  /** All that has come. */
  public Response response() {
    var choices = new ArrayList<Response.Choice>();
    finishes.forEach((choice, finish) ->
        choices.add(
            new Response.Choice(
                choice,
                List.copyOf(items.getOrDefault(choice, new TreeMap<>()).values()),
                finish)));
    return new Response(
        start.id(), start.model(), start.created(), choices, usage, start.tier(), extras);
  }
}
