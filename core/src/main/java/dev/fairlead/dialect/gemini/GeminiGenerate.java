package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Gemini's {@code generateContent} as callers speak it; the model stands in the path. */
public final class GeminiGenerate implements Inbound {
  /** The name of the dialect. */
  public static final String ID = "gemini.generate";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return Envelopes.read(call, body);
  }

  @Override
  public Request read(Envelope envelope, Warnings warnings) {
    var body = envelope.body();
    return new RequestReader(envelope.models().getFirst(), envelope.stream(), warnings)
        .read(Node.of(body));
  }

  @Override
  public byte[] write(Response response, Request asked, Warnings warnings) {
    return new AnswerWriter(response, warnings).write(asked.model());
  }

  /** A streamed answer in server-sent events. */
  @Override
  public EventWriter stream(Request asked) {
    return stream(asked, Framing.SSE);
  }

  /** A streamed answer in server-sent events, or in one JSON array as {@link Call#framing} says. */
  public EventWriter stream(Request asked, Framing framing) {
    return new StreamWriter(asked.model(), framing);
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return Errors.write(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return new Frames(Framing.SSE)
        .next(Errors.write(failure).body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, Fate> fields() {
    return Fields.ALL;
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return ErrorReader.isError(body);
  }

  @Override
  public byte[] count(long tokens) {
    return count(tokens, 0);
  }

  /**
   * The answer to {@code countTokens}.
   *
   * @param total tokens of the conversation
   * @param cached how many of them lie in a cache
   */
  public byte[] count(long total, long cached) {
    return Counts.write(total, cached);
  }

  /** Whether a finish came in this dialect's own words. */
  static boolean knows(Finish finish) {
    return !finish.word().isEmpty() && Finishes.word(finish).equals(finish.word());
  }
}
