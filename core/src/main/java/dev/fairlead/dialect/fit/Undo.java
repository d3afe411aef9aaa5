package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer goes through on its way to the caller: it is cut at stop texts that the provider
 * does not know, calls get the caller's own names of tools, reasoning is remembered, and what only
 * the provider can read is sealed. Immutable; what {@link #events} makes is not thread-safe.
 */
public final class Undo {
  private final Renaming renaming;
  private final List<String> stops;
  private final CallerIds ids;
  private final Manners manners;
  private final Keeping keeping;

  Undo(Fitting f) {
    renaming = f.renaming;
    stops = f.cuts;
    ids = CallerIds.of(f.request.dialect());
    manners = f.manners;
    keeping = f.terms.keeping();
  }

  /** A whole answer for the caller. */
  public Response response(Response answer) {
    var cut = stops.isEmpty() ? answer : cut(answer);
    var choices = new ArrayList<Response.Choice>(cut.choices().size());
    for (var choice : cut.choices()) {
      var items = Rewrite.each(choice.items(), this::named);
      Remember.of(items, manners, keeping);
      choices.add(
          new Response.Choice(choice.index(), Rewrite.each(items, this::sealed), choice.finish()));
    }
    return cut.withChoices(choices);
  }

  private Response cut(Response answer) {
    var whole = new Collector();
    Unfold.into(new StopCut(whole, stops), answer);
    return answer.withChoices(whole.response().choices());
  }

  /** Hands the events of one streamed answer on for the caller. Keeps to their grammar. */
  public Events events(Consumer<Event> down) {
    return new Events(down);
  }

  /** The caller's names for a call. */
  Item named(Item item) {
    if (!(item instanceof Item.ToolCall call)) {
      return item;
    }
    return named(call, renaming.toText(call) ? TextInput.of(call.input()) : call.input());
  }

  private Item.ToolCall named(Item.ToolCall call, String input) {
    var callId = ids.legal(call.callId());
    return renaming == Renaming.NONE && callId.equals(call.callId()) && input.equals(call.input())
        ? call
        : renaming.original(call, callId, input);
  }

  private Item sealed(Item item) {
    return switch (item) {
      case Item.Reasoning thought when thought.opaque() != null ->
          new Item.Reasoning(
              thought.id(), thought.summary(), thought.text(), sealed(thought.opaque()));
      case Item.ToolCall call when call.signature() != null ->
          call.withSignature(sealed(call.signature()));
      case Item.Assistant said -> Rewrite.parts(said, this::sealed);
      case Item.Reasoning _,
          Item.ToolCall _,
          Item.Instruction _,
          Item.User _,
          Item.ToolResult _,
          Item.HostedCall _,
          Item.Foreign _ ->
          item;
    };
  }

  private Part sealed(Part part) {
    if (part instanceof Part.Text t && t.signature() != null) {
      return new Part.Text(t.text(), t.citations(), t.cache(), sealed(t.signature()), t.logprobs());
    }
    if (part instanceof Part.Media media && media.signature() != null) {
      return Opaques.signed(media, sealed(media.signature()));
    }
    return part;
  }

  private @Nullable Opaque sealed(@Nullable Opaque opaque) {
    return opaque == null
        ? null
        : keeping
            .sealing()
            .seal(
                keeping.owner(),
                new Opaque(
                    opaque.family(),
                    opaque.kind(),
                    manners.model(),
                    manners.route(),
                    opaque.data()));
  }

  /** One streamed answer. Not thread-safe. */
  public final class Events implements Consumer<Event> {
    private final Consumer<Event> down;
    private final @Nullable StopCut cut;
    private final Consumer<Event> first;
    private final List<Open> open = new ArrayList<>(0);
    private final Map<Integer, List<Item>> said = new HashMap<>(2);

    private Events(Consumer<Event> down) {
      this.down = down;
      cut = stops.isEmpty() ? null : new StopCut(this::event, stops);
      first = cut == null ? this::event : cut;
    }

    /** A call of a function that is the caller's call of a free-text tool. */
    private record Open(int choice, int item, TextInput text) {}

    @Override
    public void accept(Event event) {
      first.accept(event);
    }

    /** Whether so many choices have come to a stop text, so that the provider may be left. */
    public boolean enough(int wanted) {
      return cut != null && cut.enough(wanted);
    }

    private void event(Event event) {
      switch (event) {
        case Event.ItemStart e -> start(e);
        case Event.InputDelta e -> input(e);
        case Event.ItemEnd e -> end(e);
        case Event.PartAdded e ->
            down.accept(new Event.PartAdded(e.choice(), e.item(), sealed(e.part())));
        case Event.ChoiceEnd e -> {
          Remember.of(said.getOrDefault(e.choice(), List.of()), manners, keeping);
          down.accept(e);
        }
        case Event.TextDelta _,
            Event.RefusalDelta _,
            Event.ReasoningDelta _,
            Event.Cited _,
            Event.Start _,
            Event.Ping _,
            Event.UsageSoFar _,
            Event.End _,
            Event.Fail _ ->
            down.accept(event);
      }
    }

    private void start(Event.ItemStart e) {
      var skeleton = e.skeleton();
      if (skeleton instanceof Item.ToolCall call && renaming.toText(call)) {
        var text = new TextInput();
        open.add(new Open(e.choice(), e.item(), text));
        skeleton = named(call, text.feed(call.input()));
      } else {
        skeleton = sealed(named(skeleton));
      }
      down.accept(
          skeleton == e.skeleton() ? e : new Event.ItemStart(e.choice(), e.item(), skeleton));
    }

    private @Nullable Open find(int choice, int item) {
      for (int i = 0; i < open.size(); i++) {
        var one = open.get(i);
        if (one.choice() == choice && one.item() == item) {
          return one;
        }
      }
      return null;
    }

    private void input(Event.InputDelta e) {
      var text = open.isEmpty() ? null : find(e.choice(), e.item());
      if (text == null) {
        down.accept(e);
      } else {
        give(e.choice(), e.item(), text.text().feed(e.text()));
      }
    }

    private void give(int choice, int item, String text) {
      if (!text.isEmpty()) {
        down.accept(new Event.InputDelta(choice, item, text));
      }
    }

    private void end(Event.ItemEnd e) {
      var whole = e.whole();
      var text = open.isEmpty() ? null : find(e.choice(), e.item());
      if (text != null && whole instanceof Item.ToolCall call) {
        open.remove(text);
        give(e.choice(), e.item(), text.text().rest(call.input()));
        whole = named(call, text.text().all());
      } else {
        whole = named(whole);
      }
      keep(e.choice(), whole);
      var sealed = sealed(whole);
      down.accept(sealed == e.whole() ? e : new Event.ItemEnd(e.choice(), e.item(), sealed));
    }

    private void keep(int choice, Item whole) {
      said.computeIfAbsent(choice, _ -> new ArrayList<>(2)).add(whole);
    }
  }
}
