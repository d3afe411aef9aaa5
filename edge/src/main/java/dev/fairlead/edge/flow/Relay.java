package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Framing;
import dev.fairlead.model.Failure.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;

/**
 * Fifth step: a provider's answer to the client, byte for byte. Holds back until the answer proves
 * to be one; from then on bytes pass from handler to handler.
 *
 * <p>Used on its loop only; one for each attempt.
 */
sealed interface Relay permits PlainRelay, EventRelay, WholeRelay, ConvertedRelay {
  /** The one for an answer. */
  static Relay of(Attempt attempt, Sending sending, HttpHeaders headers) {
    var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
    var media = type == null ? "" : type.toLowerCase(Locale.ROOT);
    boolean events = media.startsWith("text/event-stream");
    boolean frames = media.startsWith("application/vnd.amazon.eventstream");
    return switch (sending) {
      case Sending.Pass pass when frames || events && pass.wanted() == Framing.JSON_ARRAY ->
          new ConvertedRelay(
              attempt,
              headers,
              frames,
              new Reframed(attempt.exchange().inbound, pass.wire().streamMeter()),
              pass.wanted());
      case Sending.Pass pass when events ->
          new EventRelay(attempt, headers, pass.wire().streamMeter(), pass.outgoing().hideUsage());
      case Sending.Pass pass -> new PlainRelay(attempt, headers, pass.wire().answerMeter());
      case Sending.Translated translated when events || frames ->
          new ConvertedRelay(
              attempt, headers, frames, translated.passage().stream(), translated.wanted());
      case Sending.Translated translated -> new WholeRelay(attempt, headers, translated.passage());
    };
  }

  /** More of the answer; the buffer is the relay's from now on. */
  void bytes(ByteBuf in);

  /** What could be read has been read. */
  void pause();

  /** The provider has sent all. */
  void end();

  /** The connection broke. */
  void broken(String why);

  /** The answer takes too long; it has been committed to. */
  void stop(Cause cause, String why);

  /** The client went away; the answer had been committed to. */
  void cancelled();

  /** Lets go of what is held. */
  void release();
}
