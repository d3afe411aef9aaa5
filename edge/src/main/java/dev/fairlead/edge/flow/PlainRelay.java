package dev.fairlead.edge.flow;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.anthropic.ModelName;
import dev.fairlead.dialect.openai.CostWriter;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.money.Cost;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Relays an answer that is one JSON object. */
final class PlainRelay implements Relay {
  /** Held at the most before an answer that has shown nothing wrong is committed to. */
  private static final int HOLD = 64 << 10;

  private final Attempt attempt;
  private final HttpHeaders headers;
  private final AnswerMeter answer;
  private final @Nullable String rename;
  private @Nullable ByteBuf held;
  private long counted;

  PlainRelay(Attempt attempt, HttpHeaders headers, AnswerMeter answer) {
    this.answer = answer;
    this.rename = attempt.renamed();
    this.attempt = attempt;
    this.headers = headers;
  }

  @Override
  public void bytes(ByteBuf in) {
    attempt.exchange().scope.scratch().read(in, answer::feed);
    if (attempt.committed()) {
      attempt.client().piece(in);
    } else {
      hold(in);
    }
  }

  private void hold(ByteBuf in) {
    var before = held;
    if (before == null) {
      held = in;
    } else if (before instanceof CompositeByteBuf all) {
      all.addComponent(true, in);
    } else {
      held =
          Unpooled.compositeBuffer(Integer.MAX_VALUE)
              .addComponent(true, before)
              .addComponent(true, in);
    }
  }

  @Override
  public void pause() {
    var bytes = held;
    if (attempt.committed() || bytes == null) {
      return;
    }
    int length = bytes.readableBytes();
    if (answer.failed() && answer.cause() == Cause.GARBLED) {
      attempt.fail(Cause.GARBLED, answer.message());
    } else if (edited()) {
      if (length > attempt.exchange().snapshot.config().limits().body()) {
        attempt.fail(Cause.GARBLED, "its answer is too long to be edited");
      } else {
        account(length);
      }
    } else if (!answer.failed() && (answer.begun() || (length > HOLD && answer.open()))) {
      commit();
    } else if (length > HOLD && !answer.whole()) {
      attempt.fail(Cause.GARBLED, "no answer within its first %d bytes".formatted(length));
    }
  }

  /** Whether the answer is to go out with something of ours in it. */
  private boolean edited() {
    return rename != null || attempt.envelope().costAsked() || attempt.exchange().keep != null;
  }

  /** What is held beyond a little counts as memory in flight. */
  private void account(int length) {
    long more = length - HOLD - counted;
    if (more > 0) {
      if (attempt.exchange().scope.memory().take(more)) {
        counted += more;
      } else {
        attempt.fail(Cause.GARBLED, "its answer is more than the gateway may hold at this time");
      }
    }
  }

  private void commit() {
    attempt.commit();
    attempt.client().begin(Heads.answer(attempt, headers), length());
    var bytes = held;
    held = null;
    if (bytes != null) {
      attempt.client().piece(bytes);
    }
  }

  private long length() {
    var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length);
  }

  @Override
  public void end() {
    if (attempt.committed()) {
      if (answer.whole()) {
        // An error behind the part that was committed to is passed on, but is no success.
        boolean failed = answer.failed();
        attempt.client().end();
        finish(failed ? End.CUT : End.ANSWERED, failed ? answer.message() : "");
      } else {
        cut("its answer ends in the middle");
      }
      return;
    }
    if (!answer.whole() || answer.failed()) {
      attempt.fail(answer.cause(), answer.message());
      return;
    }
    attempt.commit();
    attempt.client().answer(Heads.answer(attempt, headers), whole());
    finish(End.ANSWERED, "");
  }

  /** All that is held, with its cost where that is asked for, and as it is kept. */
  private ByteBuf whole() {
    var bytes = held;
    held = null;
    if (bytes == null) {
      return Unpooled.EMPTY_BUFFER;
    }
    if (!edited()) {
      return bytes;
    }
    var json = new byte[bytes.readableBytes()];
    bytes.readBytes(json).release();
    if (rename != null) {
      json = ModelName.put(json, 0, json.length, rename);
    }
    if (attempt.envelope().costAsked()) {
      var cost = Cost.of(answer.usage(), attempt.step().target().endpoint());
      json = CostWriter.add(json, 0, json.length, cost);
    }
    var keep = attempt.exchange().keep;
    return Unpooled.wrappedBuffer(keep == null ? json : keep.answer(json));
  }

  @Override
  public void broken(String why) {
    if (attempt.committed()) {
      cut(why);
    } else {
      attempt.fail(Cause.CUT, why);
    }
  }

  @Override
  public void stop(Cause cause, String why) {
    cut(why);
  }

  private void cut(String why) {
    attempt.client().abort();
    finish(End.CUT, why);
  }

  @Override
  public void cancelled() {
    finish(End.CANCELLED, "");
  }

  private void finish(End end, String why) {
    attempt.relayed(end, answer.usage(), answer.finish(), why);
  }

  @Override
  public void release() {
    attempt.exchange().scope.memory().give(counted);
    counted = 0;
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
