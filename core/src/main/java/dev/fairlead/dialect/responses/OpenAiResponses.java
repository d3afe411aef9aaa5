package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.openai.ErrorWriter;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.time.InstantSource;
import java.util.Map;

/**
 * OpenAI Responses as callers speak it: {@code POST /v1/responses} and {@code POST
 * /v1/responses/input_tokens}.
 *
 * <p>What a request says of earlier ones ({@code previous_response_id}, {@code conversation}, item
 * references) must be filled in by {@link StateFields#splice} before it is read.
 */
public final class OpenAiResponses implements Inbound {
  /** The name of this protocol. */
  public static final String ID = "openai.responses";

  private final InstantSource clock;

  /**
   * @param clock tells when an answer was made whose provider does not say
   */
  public OpenAiResponses(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return Envelopes.read(body);
  }

  @Override
  public Request read(Envelope envelope, Warnings warnings) {
    return RequestReader.read(envelope, warnings);
  }

  @Override
  public byte[] write(Response response, Request asked, Warnings warnings) {
    var head =
        StreamWriter.head(
            asked, clock, response.id(), response.model(), response.created(), response.tier());
    return new AnswerWriter(head, warnings).write(response);
  }

  @Override
  public EventWriter stream(Request asked) {
    return new StreamWriter(asked, clock);
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return ErrorWriter.write(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return Errors.frame(failure);
  }

  @Override
  public Map<String, Fate> fields() {
    return Fields.ALL;
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return Errors.ours(body);
  }

  @Override
  public byte[] count(long tokens) {
    return new JsonWriter(64)
        .object()
        .put("object", "response.input_tokens")
        .put("input_tokens", tokens)
        .end()
        .bytes();
  }
}
