package dev.fairlead.edge.flow;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.openai.CostWriter;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.money.Cost;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;

/** Relays an answer that is translated as a whole: waits for all of it. */
final class WholeRelay implements Relay {
  private static final String JSON = "application/json";

  private final Attempt attempt;
  private final HttpHeaders headers;
  private final Passage passage;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
  private long counted;

  WholeRelay(Attempt attempt, HttpHeaders headers, Passage passage) {
    this.attempt = attempt;
    this.headers = headers;
    this.passage = passage;
  }

  @Override
  public void bytes(ByteBuf in) {
    try {
      long length = in.readableBytes();
      if (body.size() + length > attempt.exchange().snapshot.config().limits().body()) {
        attempt.fail(Cause.GARBLED, "its answer is too long to translate");
      } else if (!attempt.exchange().scope.memory().take(length)) {
        attempt.fail(Cause.GARBLED, "its answer is more than the gateway may hold at this time");
      } else {
        counted += length;
        attempt
            .exchange()
            .scope
            .scratch()
            .read(in, (b, from, to) -> body.write(b, from, to - from));
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void pause() {
    // Nothing can go out before all is there.
  }

  @Override
  public void end() {
    if (attempt.over()) {
      return;
    }
    byte[] answer;
    try {
      answer = passage.plain(body.toByteArray());
    } catch (AnswerFault e) {
      attempt.fail(e.reason(), String.valueOf(e.getMessage()));
      return;
    }
    if (attempt.envelope().costAsked()) {
      var cost = Cost.of(passage.usage(), attempt.step().target().endpoint());
      answer = CostWriter.add(answer, 0, answer.length, cost);
    }
    var keep = attempt.exchange().keep;
    if (keep != null) {
      answer = keep.answer(answer);
    }
    attempt.commit();
    attempt
        .client()
        .answer(Heads.translated(attempt, headers, JSON), Unpooled.wrappedBuffer(answer));
    attempt.relayed(End.ANSWERED, passage.usage(), passage.finish(), "");
  }

  @Override
  public void broken(String why) {
    attempt.fail(Cause.CUT, why);
  }

  @Override
  public void stop(Cause cause, String why) {
    attempt.fail(cause, why);
  }

  @Override
  public void cancelled() {
    attempt.relayed(End.CANCELLED, passage.usage(), passage.finish(), "");
  }

  @Override
  public void release() {
    attempt.exchange().scope.memory().give(counted);
    counted = 0;
  }
}
