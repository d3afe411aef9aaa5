package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.time.InstantSource;
import java.util.Map;

/**
 * OpenAI's chat completions as callers speak them, with OpenRouter's extensions: thoughts, what
 * proves them, pictures, annotations.
 */
public final class OpenAiChat implements Inbound {
  private final InstantSource clock;

  /**
   * @param clock for answers of providers that do not tell their time
   */
  public OpenAiChat(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return RequestReader.DIALECT;
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return Envelopes.read(Operation.CHAT, body);
  }

  @Override
  public Request read(Envelope envelope, Warnings warnings) {
    return RequestReader.read(envelope, warnings);
  }

  @Override
  public byte[] write(Response response, Request asked, Warnings warnings) {
    return AnswerWriter.write(response, asked, warnings, clock);
  }

  @Override
  public EventWriter stream(Request asked) {
    return new dev.fairlead.dialect.openai.EventWriter(asked, clock);
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return ErrorWriter.write(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return ErrorWriter.inStream(failure);
  }

  /** OpenAI's chat has no such question; the answer is that of its Responses. */
  @Override
  public byte[] count(long tokens) {
    return new JsonWriter().object().put("input_tokens", tokens).end().bytes();
  }

  @Override
  public Map<String, Fate> fields() {
    return Fields.CHAT;
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return ErrorReader.openAiShape(body);
  }
}
