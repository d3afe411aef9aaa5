package dev.fairlead.dialect.fit;

import dev.fairlead.model.Event;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Ends each choice of a stream at the first stop text, for providers that cannot. Holds back only
 * what may be the beginning of a stop text. Not thread-safe; one per stream.
 */
final class StopCut implements Consumer<Event> {
  private final Consumer<Event> down;
  private final List<String> stops;
  private final Map<Integer, Choice> choices = new TreeMap<>();

  StopCut(Consumer<Event> down, List<String> stops) {
    this.down = down;
    this.stops = stops;
  }

  /** One choice: the text that is held back, and where it was cut if it was. */
  private static final class Choice {
    final StringBuilder held = new StringBuilder();
    final List<TokenLogprob> logprobs = new ArrayList<>(0);
    int items;
    int item = -1;
    int part;

    /** What went out of this part. */
    int sent;

    /** The item that got its last whole part, and how many it got before the cut. */
    int addedTo = -1;

    int added;

    String stop = "";
    boolean ended;

    boolean cut() {
      return !stop.isEmpty();
    }

    /** Whether nothing of an item or part goes out any more. */
    boolean behind(int ofItem, int ofPart) {
      return cut() && (ofItem >= items || ofItem == item && ofPart >= part);
    }
  }

  /** Whether each of so many choices has come to a stop text, so that nothing more is needed. */
  boolean enough(int wanted) {
    return choices.size() >= wanted && choices.values().stream().allMatch(Choice::cut);
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, _ -> new Choice());
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.TextDelta e -> text(choice(e.choice()), e);
      case Event.ItemStart e -> {
        var c = choice(e.choice());
        if (!c.cut()) {
          c.items = Math.max(c.items, e.item() + 1);
          down.accept(e);
        }
      }
      case Event.RefusalDelta e -> unless(e, e.choice(), e.item(), e.part());
      case Event.ReasoningDelta e -> unless(e, e.choice(), e.item(), 0);
      case Event.InputDelta e -> unless(e, e.choice(), e.item(), 0);
      case Event.Cited e -> {
        var c = choice(e.choice());
        flush(c, e.choice());
        unless(e, e.choice(), e.item(), e.part());
      }
      case Event.PartAdded e -> added(choice(e.choice()), e);
      case Event.ItemEnd e -> itemEnd(choice(e.choice()), e);
      case Event.ChoiceEnd e -> choiceEnd(choice(e.choice()), e);
      case Event.Fail e -> fail(e);
      case Event.Start _, Event.Ping _, Event.UsageSoFar _, Event.End _ -> down.accept(event);
    }
  }

  private void unless(Event event, int choice, int item, int part) {
    if (!choice(choice).behind(item, part)) {
      down.accept(event);
    }
  }

  private void added(Choice c, Event.PartAdded e) {
    if (!c.cut()) {
      c.added = e.item() == c.addedTo ? c.added + 1 : 1;
      c.addedTo = e.item();
      down.accept(e);
    } else if (e.item() < c.items && e.item() != c.item) {
      down.accept(e);
    }
  }

  private void text(Choice c, Event.TextDelta e) {
    if (c.behind(e.item(), e.part())) {
      return;
    }
    if (c.cut()) {
      down.accept(e);
      return;
    }
    if (e.item() != c.item || e.part() != c.part) {
      flush(c, e.choice());
      c.item = e.item();
      c.part = e.part();
      c.sent = 0;
    }
    c.held.append(e.text());
    c.logprobs.addAll(e.logprobs());
    int at = find(c);
    send(c, e.choice(), at >= 0 ? at : c.held.length() - tail(c.held));
    if (at >= 0) {
      c.held.setLength(0);
      c.logprobs.clear();
    }
  }

  /** Where the first stop text begins; it is noted. -1 if there is none. */
  private int find(Choice c) {
    int first = -1;
    for (var stop : stops) {
      int at = c.held.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
        c.stop = stop;
      }
    }
    return first;
  }

  /** How long the longest end of the text is that may be the beginning of a stop text. */
  private int tail(StringBuilder text) {
    int longest = 0;
    for (var stop : stops) {
      int length = Math.min(stop.length() - 1, text.length());
      while (length > longest && !ends(text, stop, length)) {
        length--;
      }
      longest = Math.max(longest, length);
    }
    return longest;
  }

  private static boolean ends(StringBuilder text, String stop, int length) {
    for (int i = 0; i < length; i++) {
      if (text.charAt(text.length() - length + i) != stop.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void flush(Choice c, int index) {
    if (!c.cut()) {
      send(c, index, c.held.length());
    }
  }

  private void send(Choice c, int index, int length) {
    if (length > 0) {
      var text = c.held.substring(0, length);
      c.held.delete(0, length);
      c.sent += length;
      down.accept(
          new Event.TextDelta(index, c.item, c.part, text, told(c.logprobs, length, c.held)));
    }
  }

  /** What is told of the tokens that went out; what is told of the rest is kept. */
  private static List<TokenLogprob> told(
      List<TokenLogprob> logprobs, int length, StringBuilder left) {
    if (logprobs.isEmpty()) {
      return List.of();
    }
    int count = left.isEmpty() ? logprobs.size() : fitting(logprobs, length);
    var told = List.copyOf(logprobs.subList(0, count));
    logprobs.subList(0, count).clear();
    return told;
  }

  private static int fitting(List<TokenLogprob> logprobs, int length) {
    int count = 0;
    int at = 0;
    while (count < logprobs.size() && at + logprobs.get(count).token().length() <= length) {
      at += logprobs.get(count++).token().length();
    }
    return count;
  }

  private void itemEnd(Choice c, Event.ItemEnd e) {
    if (c.cut() && e.item() >= c.items) {
      return;
    }
    if (e.item() == c.item) {
      flush(c, e.choice());
      if (c.cut() && e.whole() instanceof Item.Assistant said) {
        down.accept(new Event.ItemEnd(e.choice(), e.item(), cut(c, said)));
        return;
      }
    }
    down.accept(e);
  }

  /** An item with only what went out of it. */
  private static Item cut(Choice c, Item.Assistant said) {
    var parts = new ArrayList<Part>();
    int at = 0;
    int others = 0;
    for (var part : said.parts()) {
      boolean counted = part instanceof Part.Text || part instanceof Part.Refusal;
      if (counted ? at < c.part : c.addedTo == c.item && others < c.added) {
        parts.add(part);
      } else if (counted && at == c.part && part instanceof Part.Text text && c.sent > 0) {
        parts.add(shortened(text, c.sent));
      }
      at += counted ? 1 : 0;
      others += counted ? 0 : 1;
    }
    return Rewrite.with(said, parts);
  }

  private static Part.Text shortened(Part.Text text, int length) {
    var logprobs = text.logprobs();
    return new Part.Text(
        text.text().substring(0, Math.min(length, text.text().length())),
        text.citations().stream().filter(citation -> citation.to() <= length).toList(),
        text.cache(),
        null,
        logprobs == null ? null : List.copyOf(logprobs.subList(0, fitting(logprobs, length))));
  }

  private void choiceEnd(Choice c, Event.ChoiceEnd e) {
    flush(c, e.choice());
    c.ended = true;
    down.accept(c.cut() ? new Event.ChoiceEnd(e.choice(), hit(c)) : e);
  }

  private static Finish hit(Choice c) {
    return new Finish(Finish.Kind.STOP_SEQUENCE, "stop", c.stop, "");
  }

  /** What breaks behind the stop text is no failure: the answer is complete. */
  private void fail(Event.Fail e) {
    boolean complete = !choices.isEmpty() && choices.values().stream().allMatch(this::done);
    if (!complete) {
      down.accept(e);
      return;
    }
    choices.forEach((index, c) -> {
      if (!c.ended) {
        down.accept(new Event.ChoiceEnd(index, hit(c)));
      }
    });
    down.accept(new Event.End(e.usage(), Map.of()));
  }

  private boolean done(Choice c) {
    return c.ended || c.cut();
  }
}
