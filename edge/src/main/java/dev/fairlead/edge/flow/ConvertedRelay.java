package dev.fairlead.edge.flow;

import dev.fairlead.dialect.ArrayFraming;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.StreamConverter.Fault;
import dev.fairlead.dialect.openai.CostWriter;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.money.Cost;
import dev.fairlead.provider.aws.EventStream;
import dev.fairlead.provider.aws.EventStreamFault;
import dev.fairlead.sse.SseScan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Relays a stream whose events are made into others on the way: translated, or framed anew. Holds
 * back until something comes that the caller waits for.
 */
final class ConvertedRelay implements Relay {
  /** The longest event, in bytes. */
  private static final int BOUND = 16 << 20;

  private static final String SSE = "text/event-stream; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final String UNFINISHED = "the stream ended without its proper end";

  private final Attempt attempt;
  private final HttpHeaders headers;
  private final Frames frames;
  private final StreamConverter converter;
  private final ArrayFraming array;
  private final boolean asArray;
  private boolean ended;

  /** Made and not yet sent: one buffer for all events of a read. */
  private @Nullable ByteBuf made;

  /** Finds events in bytes. */
  private interface Frames {
    void feed(byte[] bytes, int from, int to);

    void finish();
  }

  ConvertedRelay(
      Attempt attempt,
      HttpHeaders headers,
      boolean aws,
      StreamConverter converter,
      Framing wanted) {
    this.attempt = attempt;
    this.headers = headers;
    this.converter = converter;
    this.frames = aws ? aws() : sse();
    this.asArray = wanted == Framing.JSON_ARRAY;
    this.array = new ArrayFraming();
  }

  private Frames sse() {
    var scan = new SseScan(BOUND);
    SseScan.Sink sink = (data, from, to, _) -> event("", data, from, to);
    return new Frames() {
      @Override
      public void feed(byte[] bytes, int from, int to) {
        scan.feed(bytes, from, to, sink);
      }

      @Override
      public void finish() {
        scan.finish(sink);
      }
    };
  }

  private Frames aws() {
    var decoder = new EventStream();
    EventStream.Sink sink =
        (frame, data, from, to) ->
            event(
                frame.messageType().equals("event")
                    ? frame.eventType()
                    : "exception:" + frame.exceptionType(),
                data,
                from,
                to);
    return new Frames() {
      @Override
      public void feed(byte[] bytes, int from, int to) {
        decoder.feed(bytes, from, to, sink);
      }

      @Override
      public void finish() {
        // A frame is complete or it is nothing.
      }
    };
  }

  private void event(String type, byte[] data, int from, int to) {
    if (from == to || attempt.over() || ended) {
      return;
    }
    if (isDone(data, from, to)) {
      finished();
    } else {
      var before = converter.usage();
      var events = converter.event(type, data, from, to);
      send(attempt.envelope().costAsked() && converter.usage() != before ? costed(events) : events);
    }
  }

  private void finished() {
    if (!ended) {
      ended = true;
      send(converter.end());
    }
  }

  /** OpenAI's end of a stream, which is no JSON. */
  private static boolean isDone(byte[] data, int from, int to) {
    return to - from == 6 && data[from] == '[' && data[from + 1] == 'D';
  }

  /** With the cost in the event that tells the usage. */
  private byte[] costed(byte[] events) {
    var cost = Cost.of(converter.usage(), attempt.step().target().endpoint());
    var out = new ByteArrayOutputStream(events.length + 32);
    new SseScan(BOUND)
        .feed(
            events,
            0,
            events.length,
            (data, from, to, _) -> {
              out.writeBytes(DATA);
              out.writeBytes(
                  data[from] == '{'
                      ? CostWriter.add(data, from, to, cost)
                      : Arrays.copyOfRange(data, from, to));
              out.writeBytes(END);
            });
    return out.toByteArray();
  }

  private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
  private static final byte[] END = {'\n', '\n'};

  private void send(byte[] events) {
    if (events.length > 0) {
      var keep = attempt.exchange().keep;
      var shown = keep == null ? events : keep.events(events);
      var framed = asArray ? array.framed(shown) : shown;
      var out = made;
      if (out == null) {
        out = Unpooled.wrappedBuffer(framed);
        made = out;
      } else {
        if (out.maxCapacity() - out.writerIndex() < framed.length) {
          out = roomier(out, framed.length);
          made = out;
        }
        out.writeBytes(framed);
      }
    }
  }

  /** The same bytes in a buffer that can grow. */
  private static ByteBuf roomier(ByteBuf full, int more) {
    int size = full.readableBytes();
    var out = Unpooled.buffer(Math.max(2 * size, size + more));
    out.writeBytes(full);
    full.release();
    return out;
  }

  /** What was made goes to the client, once the answer is the client's. */
  private void pass() {
    var out = made;
    if (out != null && attempt.committed()) {
      made = null;
      attempt.client().piece(out);
    }
  }

  @Override
  public void bytes(ByteBuf in) {
    try {
      attempt.exchange().scope.scratch().read(in, frames::feed);
    } catch (IllegalStateException | EventStreamFault e) {
      stopOrFail(Cause.GARBLED, String.valueOf(e.getMessage()));
      return;
    } finally {
      in.release();
    }
    if (faulty()) {
      return;
    }
    if (converter.enough()) {
      end();
    } else {
      pass();
    }
  }

  /** Deals with what the converter has found wrong. */
  private boolean faulty() {
    Fault fault = converter.fault();
    if (fault == null || attempt.over()) {
      return fault != null;
    }
    if (attempt.committed()) {
      // The converter has said it in the stream.
      close();
      attempt.client().end();
      finish(End.CUT, fault.message());
    } else {
      attempt.fail(fault.cause(), fault.message());
    }
    return true;
  }

  @Override
  public void pause() {
    if (converter.begun() && !attempt.committed() && !attempt.over()) {
      commit();
    }
  }

  private void commit() {
    attempt.commit();
    var head = Heads.translated(attempt, headers, asArray ? JSON : SSE);
    attempt.client().begin(head.with("cache-control", "no-cache"), -1);
    pass();
  }

  @Override
  public void end() {
    if (attempt.over()) {
      return;
    }
    frames.finish();
    finished();
    if (faulty()) {
      return;
    }
    if (!converter.complete()) {
      stopOrFail(Cause.CUT, UNFINISHED);
      return;
    }
    if (!attempt.committed()) {
      commit();
    }
    close();
    attempt.client().end();
    finish(End.ANSWERED, "");
  }

  private void close() {
    pass();
    if (asArray) {
      attempt.client().piece(Unpooled.wrappedBuffer(array.end()));
    }
  }

  @Override
  public void broken(String why) {
    if (!attempt.over()) {
      if (converter.complete()) {
        end();
      } else {
        stopOrFail(Cause.CUT, why);
      }
    }
  }

  private void stopOrFail(Cause cause, String why) {
    if (attempt.committed()) {
      stop(cause, why);
    } else {
      attempt.fail(cause, why);
    }
  }

  @Override
  public void stop(Cause cause, String why) {
    send(converter.stop(cause, why));
    close();
    attempt.client().end();
    finish(End.CUT, why);
  }

  @Override
  public void cancelled() {
    finish(End.CANCELLED, "");
  }

  private void finish(End end, String why) {
    attempt.relayed(end, converter.spent(), converter.finish(), why);
  }

  @Override
  public void release() {
    var out = made;
    made = null;
    if (out != null) {
      out.release();
    }
  }
}
