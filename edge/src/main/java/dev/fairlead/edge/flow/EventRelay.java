package dev.fairlead.edge.flow;

import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.StreamMeter.Event;
import dev.fairlead.dialect.anthropic.ModelName;
import dev.fairlead.dialect.openai.CostWriter;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.money.Cost;
import dev.fairlead.sse.SseScan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Relays a stream of events. Whole events pass, as the bytes they came in; the piece of an event
 * that is still incomplete waits for its rest, so that an event can be left out and an error can be
 * said between two events.
 */
final class EventRelay implements Relay, SseScan.Sink {
  /** The longest event, in bytes. */
  private static final int BOUND = 16 << 20;

  /** Held at the most before a stream that has shown nothing wrong is committed to. */
  private static final int HOLD = 256 << 10;

  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final String UNFINISHED = "the stream ended without its proper end";
  private static final byte[] BEGIN =
      "event: message_start\ndata: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Attempt attempt;
  private final HttpHeaders headers;
  private final SseScan scan = new SseScan(BOUND);
  private final StreamMeter meter;
  private final boolean hideUsage;
  private @Nullable String rename;
  private final Deque<ByteBuf> held = new ArrayDeque<>(2);
  private final Deque<ByteBuf> tail = new ArrayDeque<>(1);
  private @Nullable ByteBuf current;
  private long heldBytes;
  private long tailBytes;
  private int passed;
  private int eventFrom;
  private boolean wanted;
  private boolean leftOut;
  private @Nullable Cause fault;

  EventRelay(Attempt attempt, HttpHeaders headers, StreamMeter meter, boolean hideUsage) {
    this.meter = meter;
    this.hideUsage = hideUsage;
    this.rename = attempt.renamed();
    this.attempt = attempt;
    this.headers = headers;
  }

  @Override
  public void bytes(ByteBuf in) {
    current = in;
    passed = 0;
    eventFrom = 0;
    lineFeed(in);
    try {
      attempt.exchange().scope.scratch().read(in, (b, from, to) -> scan.feed(b, from, to, this));
      if (fault == null || attempt.committed()) {
        pass(in, eventFrom);
        if (eventFrom < in.readableBytes()) {
          keep(in);
        }
      }
    } catch (IllegalStateException e) {
      stopOrFail(Cause.GARBLED, String.valueOf(e.getMessage()));
      return;
    } finally {
      current = null;
      in.release();
    }
    if (fault != null && !attempt.committed()) {
      attempt.fail(fault, meter.message());
    } else if (fault == Cause.GARBLED && !attempt.over()) {
      stop(Cause.GARBLED, meter.message());
    }
  }

  /** The second half of the last event's CR LF goes the way of that event. */
  private void lineFeed(ByteBuf in) {
    if (tail.isEmpty() && scan.awaitsLineFeed() && in.getByte(in.readerIndex()) == '\n') {
      eventFrom = 1;
      passed = leftOut ? 1 : 0;
    }
  }

  /** Keeps the beginning of an event until its end has come. */
  private void keep(ByteBuf in) {
    int length = in.readableBytes() - eventFrom;
    tailBytes = tail.isEmpty() ? length : tailBytes + length;
    if (tailBytes > BOUND) {
      throw new IllegalStateException(
          "event of %d bytes (expected: <= %d)".formatted(tailBytes, BOUND));
    }
    tail.add(in.retainedSlice(in.readerIndex() + eventFrom, length));
  }

  @Override
  public void event(byte[] data, int from, int to, int end) {
    if (fault == Cause.GARBLED) {
      return;
    }
    var before = meter.usage();
    var event = meter.event(data, from, to);
    if (event == Event.GARBLED) {
      fault = Cause.GARBLED;
      return;
    }
    if (event == Event.ERROR) {
      fault = Cause.ERROR_INSIDE;
    }
    wanted |= event == Event.CONTENT;
    leftOut = false;
    var in = current;
    var keep = attempt.exchange().keep;
    var kept = keep == null ? null : keep.event(data, from, to);
    if (kept != null) {
      if (in == null) {
        drop(tail);
      } else {
        leaveOut(in, end);
      }
      send(Unpooled.wrappedBuffer(kept));
      eventFrom = end;
      return;
    }
    if (in == null) {
      if (event == Event.USAGE && hideUsage) {
        drop(tail);
      }
      return;
    }
    if (event == Event.USAGE && hideUsage) {
      leaveOut(in, end);
    } else if (rename != null && from < to) {
      var edited = ModelName.put(data, from, to, rename);
      rename = null;
      leaveOut(in, end);
      send(Unpooled.wrappedBuffer(BEGIN, edited, END));
    } else if (attempt.envelope().costAsked() && meter.usage() != before) {
      var cost = Cost.of(meter.usage(), attempt.step().target().endpoint());
      var edited = CostWriter.add(data, from, to, cost);
      leaveOut(in, end);
      send(Unpooled.wrappedBuffer(DATA, edited, END));
    }
    eventFrom = end;
  }

  /** Passes what lies before the event that ends here, and drops the event. */
  private void leaveOut(ByteBuf in, int end) {
    leftOut = true;
    pass(in, eventFrom);
    if (eventFrom == 0) {
      drop(tail);
    }
    passed = end;
  }

  /** Passes the bytes of this read up to a position, and what waited for them. */
  private void pass(ByteBuf in, int upTo) {
    if (upTo > 0 && passed < upTo) {
      if (passed == 0) {
        while (!tail.isEmpty()) {
          send(tail.remove());
        }
      }
      send(in.retainedSlice(in.readerIndex() + passed, upTo - passed));
      passed = upTo;
    }
  }

  private void send(ByteBuf bytes) {
    if (attempt.committed()) {
      attempt.client().piece(bytes);
    } else {
      held.add(bytes);
      heldBytes += bytes.readableBytes();
    }
  }

  @Override
  public void pause() {
    boolean enough = wanted || heldBytes > HOLD;
    if (enough && !attempt.committed() && !attempt.over()) {
      commit();
    }
  }

  private void commit() {
    attempt.commit();
    attempt.client().begin(Heads.answer(attempt, headers), -1);
    while (!held.isEmpty()) {
      attempt.client().piece(held.remove());
    }
  }

  @Override
  public void end() {
    if (attempt.over()) {
      return;
    }
    scan.finish(this);
    if (!attempt.committed()) {
      if (fault != null) {
        attempt.fail(fault, meter.message());
        return;
      }
      if (!wanted) {
        attempt.fail(Cause.GARBLED, "an empty stream");
        return;
      }
      if (!meter.complete()) {
        attempt.fail(Cause.CUT, UNFINISHED);
        return;
      }
      commit();
    }
    if (fault == Cause.GARBLED) {
      stop(Cause.GARBLED, meter.message());
      return;
    }
    if (fault == null && !meter.complete()) {
      stop(Cause.CUT, UNFINISHED);
      return;
    }
    while (!tail.isEmpty()) {
      attempt.client().piece(tail.remove());
    }
    attempt.client().end();
    finish(fault == null ? End.ANSWERED : End.CUT, meter.message());
  }

  @Override
  public void broken(String why) {
    if (wanted && meter.complete() && fault == null && !attempt.committed()) {
      commit();
    }
    if (!attempt.committed()) {
      attempt.fail(fault == null ? Cause.CUT : fault, fault == null ? why : meter.message());
    } else if (meter.complete() && fault == null && tail.isEmpty()) {
      attempt.client().end();
      finish(End.ANSWERED, "");
    } else {
      stop(Cause.CUT, why);
    }
  }

  private void stopOrFail(Cause cause, String why) {
    if (attempt.committed()) {
      stop(cause, why);
    } else {
      attempt.fail(cause, why);
    }
  }

  /** Says the failure inside of the stream, as the client's dialect has it, and ends it. */
  @Override
  public void stop(Cause cause, String why) {
    drop(tail);
    var failed = attempt.attempt(cause, why, Duration.ZERO);
    var failure = new AllFailed(attempt.exchange().asked(), List.of(failed));
    var said = attempt.exchange().inbound.streamError(failure);
    attempt.client().piece(Unpooled.wrappedBuffer(said));
    attempt.client().end();
    finish(End.CUT, why);
  }

  @Override
  public void cancelled() {
    finish(End.CANCELLED, "");
  }

  private void finish(End end, String why) {
    attempt.relayed(end, meter.usage(), meter.finish(), why);
  }

  @Override
  public void release() {
    drop(held);
    drop(tail);
  }

  private static void drop(Deque<ByteBuf> buffers) {
    while (!buffers.isEmpty()) {
      buffers.remove().release();
    }
  }
}
