package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Inbound.EventWriter;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.dialect.Outbound.Sent;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream from an endpoint's dialect into the caller's, event by event. What is given back before
 * {@link #committed} may be held, and thrown away if {@link #failure} comes first. Not thread-safe.
 */
public final class Relay implements StreamConverter {
  private static final byte[] NOTHING = {};

  private final EventReader reader;
  private final EventWriter writer;
  private final Undo.Events undo;
  private final Request asked;
  private final @Nullable Family family;
  private final List<Item> said = new ArrayList<>(2);
  private byte[] out = NOTHING;

  /** What has come of items that have not ended, in case that they never will. */
  private final StringBuilder unfinished = new StringBuilder();

  private Usage usage = Usage.NONE;
  private String finish = "";
  private boolean committed;
  private boolean complete;
  private Event.@Nullable Fail failure;

  Relay(Sent sent, Undo undo, EventWriter writer, Request asked, @Nullable Family family) {
    this.undo = undo.events(this::event);
    this.reader = sent.stream(this.undo);
    this.writer = writer;
    this.asked = asked;
    this.family = family;
  }

  /**
   * One event of the endpoint's stream.
   *
   * @param type of the frame, for framings that have one outside of the data; else empty
   * @return what to send to the caller, framing included; may be empty
   */
  @Override
  public byte[] event(String type, byte[] data, int from, int to) {
    reader.event(type, data, from, to);
    return taken();
  }

  /** The endpoint's stream has ended. */
  @Override
  public byte[] end() {
    reader.end();
    return taken();
  }

  /** The stream is given up. */
  @Override
  public byte[] stop(Cause cause, String why) {
    if (!over()) {
      reader.stop(cause, why);
    }
    return taken();
  }

  /** Whether something that the caller waits for has come; no other endpoint may answer now. */
  public boolean committed() {
    return committed;
  }

  /** Whether the answer has come to its proper end. */
  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public boolean begun() {
    return committed;
  }

  @Override
  public StreamConverter.@Nullable Fault fault() {
    return failure == null
        ? null
        : new StreamConverter.Fault(failure.cause(), failure.status(), failure.message());
  }

  /** What went wrong; null if nothing did. */
  public Event.@Nullable Fail failure() {
    return failure;
  }

  /** Whether the caller has all that was asked for, so that the endpoint may be left. */
  @Override
  public boolean enough() {
    return undo.enough(Math.max(1, asked.candidates()));
  }

  /** The usage so far; an estimate when all is over and the provider told nothing. */
  @Override
  public Usage usage() {
    return usage;
  }

  /** Why the first choice ended, in the provider's word; empty if it did not say. */
  @Override
  public String finish() {
    return finish;
  }

  @Override
  public Usage spent() {
    if (!unfinished.isEmpty()) {
      said.add(new Item.Assistant(List.of(Part.Text.of(unfinished.toString()))));
      unfinished.setLength(0);
    }
    return estimated();
  }

  private boolean over() {
    return complete || failure != null;
  }

  private byte[] taken() {
    var taken = out;
    out = NOTHING;
    return taken;
  }

  private void event(Event event) {
    if (over()) {
      return;
    }
    switch (event) {
      case Event.Start e -> {
        told(e.usage());
        send(new Event.Start(e.id(), asked.model(), e.created(), e.usage(), e.tier()));
        return;
      }
      case Event.ItemStart e -> committed |= shows(e.skeleton());
      case Event.ItemEnd e -> {
        said.add(e.whole());
        unfinished.setLength(0);
        committed |= holds(e.whole());
      }
      case Event.ChoiceEnd e -> {
        if (!committed && Translation.broken(e.finish())) {
          failure = new Event.Fail(Cause.ERROR_INSIDE, 0, Translation.said(e.finish()), usage);
          return;
        }
        committed = true;
        finish = finish.isEmpty() ? e.finish().word() : finish;
      }
      case Event.UsageSoFar(var soFar) -> told(soFar);
      case Event.End(var all, var extras) -> {
        told(all);
        committed = true;
        complete = true;
        send(UsageEstimate.told(all) ? event : new Event.End(estimated(), extras));
        return;
      }
      case Event.Fail fail -> {
        fail(fail);
        return;
      }
      case Event.TextDelta e -> written(e.text());
      case Event.RefusalDelta e -> written(e.text());
      case Event.ReasoningDelta e -> written(e.text());
      case Event.InputDelta e -> written(e.text());
      case Event.PartAdded _ -> committed = true;
      case Event.Cited _, Event.Ping _ -> {
        // Nothing that anybody waits for.
      }
    }
    send(event);
  }

  private void written(String text) {
    committed = true;
    unfinished.append(text);
  }

  private void told(Usage soFar) {
    usage = UsageEstimate.told(soFar) ? soFar : usage;
  }

  private Usage estimated() {
    if (!UsageEstimate.told(usage)) {
      usage = UsageEstimate.of(asked, said, family);
    }
    return usage;
  }

  /** Before the caller has anything, nothing is written: another endpoint may answer. */
  private void fail(Event.Fail fail) {
    told(fail.usage());
    failure =
        committed ? new Event.Fail(fail.cause(), fail.status(), fail.message(), estimated()) : fail;
    if (committed) {
      send(failure);
    }
  }

  private void send(Event event) {
    var bytes = writer.write(event);
    if (out.length == 0) {
      out = bytes;
    } else if (bytes.length > 0) {
      int length = out.length;
      out = Arrays.copyOf(out, length + bytes.length);
      System.arraycopy(bytes, 0, out, length, bytes.length);
    }
  }

  /** Whether the beginning of an item tells something already. */
  private static boolean shows(Item skeleton) {
    return switch (skeleton) {
      case Item.ToolCall _, Item.HostedCall _, Item.Foreign _ -> true;
      case Item.Assistant _, Item.Reasoning _, Item.Instruction _, Item.User _, Item.ToolResult _ ->
          holds(skeleton);
    };
  }

  private static boolean holds(Item whole) {
    return switch (whole) {
      case Item.Assistant said -> !said.parts().isEmpty();
      case Item.Reasoning thought -> thought.opaque() != null || !thought.shown().isEmpty();
      case Item.ToolCall _, Item.HostedCall _, Item.Foreign _ -> true;
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> false;
    };
  }
}
