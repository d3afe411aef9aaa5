package dev.fairlead.dialect;

import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a stream in the grammar of {@link Event}, and keeps what has come so that
 * each item ends with the whole of it. Readers say what they see; what is missing is filled in:
 * items that were not closed, choices that were not ended. Not thread-safe.
 */
public final class Assembler {
  private final Consumer<Event> out;
  private final TreeMap<Integer, Choice> choices = new TreeMap<>();
  private Usage usage = Usage.NONE;
  private boolean started;
  private boolean over;

  public Assembler(Consumer<Event> out) {
    this.out = out;
  }

  private static final class Choice {
    final List<Building> items = new ArrayList<>();
    boolean called;
    boolean ended;
  }

  public boolean started() {
    return started;
  }

  /** Whether {@link Event.End} or {@link Event.Fail} has gone out. */
  public boolean over() {
    return over;
  }

  public Usage usage() {
    return usage;
  }

  /** The answer begins; later calls change nothing. */
  public void start(String id, String model, long created, Usage known, String tier) {
    if (!started) {
      started = true;
      usage = known;
      out.accept(new Event.Start(id, model, created, known, tier));
    }
  }

  private Choice choice(int choice) {
    return choices.computeIfAbsent(choice, _ -> new Choice());
  }

  private Building item(int choice, int item) {
    return choice(choice).items.get(item);
  }

  /**
   * An item begins.
   *
   * @param skeleton its ids and names; content in it is kept as its beginning and not sent again
   * @return its number in the choice
   */
  public int open(int choice, Item skeleton) {
    var items = choice(choice).items;
    items.add(new Building(skeleton));
    choice(choice).called |= skeleton instanceof Item.ToolCall;
    out.accept(new Event.ItemStart(choice, items.size() - 1, skeleton));
    return items.size() - 1;
  }

  /** Whether the item has not been closed. */
  public boolean isOpen(int choice, int item) {
    return !item(choice, item).closed;
  }

  /** More text. */
  public void text(int choice, int item, int part, String text) {
    text(choice, item, part, text, List.of());
  }

  /** More text with what is told of its tokens. */
  public void text(int choice, int item, int part, String text, List<TokenLogprob> logprobs) {
    if (!text.isEmpty() || !logprobs.isEmpty()) {
      var building = item(choice, item);
      building.part(part, false).append(text);
      building.logprobs(part, logprobs);
      out.accept(new Event.TextDelta(choice, item, part, text, logprobs));
    }
  }

  /** More of a refusal. */
  public void refusal(int choice, int item, int part, String text) {
    if (!text.isEmpty()) {
      item(choice, item).part(part, true).append(text);
      out.accept(new Event.RefusalDelta(choice, item, part, text));
    }
  }

  /** More of a reasoning item's thoughts or summary. */
  public void reasoning(int choice, int item, boolean summary, int part, String text) {
    if (!text.isEmpty()) {
      item(choice, item).thought(summary, part).append(text);
      out.accept(new Event.ReasoningDelta(choice, item, summary, part, text));
    }
  }

  /** More of a call's input. */
  public void input(int choice, int item, String text) {
    if (!text.isEmpty()) {
      item(choice, item).input.append(text);
      out.accept(new Event.InputDelta(choice, item, text));
    }
  }

  /** A whole part, as a picture. */
  public void part(int choice, int item, Part part) {
    item(choice, item).added.add(part);
    out.accept(new Event.PartAdded(choice, item, part));
  }

  /** A citation of a text. */
  public void cite(int choice, int item, int part, Citation citation) {
    item(choice, item).cite(part, citation);
    out.accept(new Event.Cited(choice, item, part, citation));
  }

  /** What proves or hides a reasoning item, or belongs to a call; of a text: to its last part. */
  public void opaque(int choice, int item, Opaque opaque) {
    item(choice, item).opaque = opaque;
  }

  /** The input so far of a call. */
  public String inputSoFar(int choice, int item) {
    return item(choice, item).input.toString();
  }

  /** The text so far of one part. */
  public String textSoFar(int choice, int item, int part) {
    return item(choice, item).part(part, false).toString();
  }

  /** The item is complete; later calls change nothing. */
  public void close(int choice, int item) {
    var building = item(choice, item);
    if (!building.closed) {
      building.closed = true;
      out.accept(new Event.ItemEnd(choice, item, building.whole()));
    }
  }

  /** The item is complete, and this is all of it. */
  public void close(int choice, int item, Item whole) {
    var building = item(choice, item);
    if (!building.closed) {
      building.closed = true;
      out.accept(new Event.ItemEnd(choice, item, whole));
    }
  }

  /** Whether a choice has a call of a tool. */
  public boolean called(int choice) {
    return choice(choice).called;
  }

  /** A choice is complete; what is open in it is closed. */
  public void finish(int choice, Finish finish) {
    var ending = choice(choice);
    if (!ending.ended) {
      closeAll(choice, ending);
      ending.ended = true;
      out.accept(new Event.ChoiceEnd(choice, finish));
    }
  }

  private void closeAll(int choice, Choice ending) {
    for (int i = 0; i < ending.items.size(); i++) {
      close(choice, i);
    }
  }

  /** Whether a choice has ended. */
  public boolean finished(int choice) {
    return choices.containsKey(choice) && choice(choice).ended;
  }

  /** Whether there is a choice, and all of them have ended. */
  public boolean allFinished() {
    return !choices.isEmpty() && choices.values().stream().allMatch(c -> c.ended);
  }

  /** All the usage so far. */
  public void usage(Usage soFar) {
    usage = soFar;
    out.accept(new Event.UsageSoFar(soFar));
  }

  public void ping() {
    out.accept(new Event.Ping());
  }

  /** All is complete; later calls change nothing. */
  public void end(Map<String, Raw> extras) {
    if (!over) {
      over = true;
      out.accept(new Event.End(usage, extras));
    }
  }

  /** The stream has failed: what is open is closed. Later calls change nothing. */
  public void fail(Cause cause, int status, String message) {
    if (!over) {
      choices.forEach(this::closeAll);
      over = true;
      out.accept(new Event.Fail(cause, status, message, usage));
    }
  }

  /** An item of which not all has come. */
  private static final class Building {
    final Item skeleton;
    final List<StringBuilder> parts = new ArrayList<>(1);
    final List<Boolean> refusals = new ArrayList<>(1);
    final Map<Integer, List<Citation>> citations = new TreeMap<>();
    final Map<Integer, List<TokenLogprob>> logprobs = new TreeMap<>();
    final List<StringBuilder> summary = new ArrayList<>(0);
    final List<StringBuilder> thoughts = new ArrayList<>(0);
    final List<Part> added = new ArrayList<>(0);
    final StringBuilder input = new StringBuilder();
    @Nullable Opaque opaque;
    boolean closed;

    Building(Item skeleton) {
      this.skeleton = skeleton;
      if (skeleton instanceof Item.ToolCall call) {
        input.append(call.input());
      }
    }

    StringBuilder part(int part, boolean refusal) {
      while (parts.size() <= part) {
        parts.add(new StringBuilder());
        refusals.add(refusal);
      }
      return parts.get(part);
    }

    StringBuilder thought(boolean ofSummary, int part) {
      var texts = ofSummary ? summary : thoughts;
      while (texts.size() <= part) {
        texts.add(new StringBuilder());
      }
      return texts.get(part);
    }

    void cite(int part, Citation citation) {
      citations.computeIfAbsent(part, _ -> new ArrayList<>()).add(citation);
    }

    void logprobs(int part, List<TokenLogprob> more) {
      if (!more.isEmpty()) {
        logprobs.computeIfAbsent(part, _ -> new ArrayList<>()).addAll(more);
      }
    }

    Item whole() {
      return switch (skeleton) {
        case Item.Assistant a ->
            new Item.Assistant(said(a), a.id(), a.phase(), a.name(), a.prefill());
        case Item.Reasoning r ->
            new Item.Reasoning(
                r.id(),
                texts(r.summary(), summary),
                texts(r.text(), thoughts),
                opaque == null ? r.opaque() : opaque);
        case Item.ToolCall c ->
            c.withInput(input.toString()).withSignature(opaque == null ? c.signature() : opaque);
        case Item other -> other;
      };
    }

    private static List<String> texts(List<String> before, List<StringBuilder> more) {
      var all = new ArrayList<>(before);
      more.forEach(text -> all.add(text.toString()));
      return all;
    }

    private List<Part> said(Item.Assistant before) {
      var all = new ArrayList<>(before.parts());
      for (int i = 0; i < parts.size(); i++) {
        var text = parts.get(i).toString();
        boolean last = i == parts.size() - 1;
        all.add(
            refusals.get(i)
                ? new Part.Refusal(text)
                : new Part.Text(
                    text,
                    citations.getOrDefault(i, List.of()),
                    null,
                    last ? opaque : null,
                    logprobs.get(i)));
      }
      all.addAll(added);
      return all;
    }
  }
}
