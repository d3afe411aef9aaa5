package dev.fairlead.dialect.anthropic;

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
import java.util.Map;

/**
 * Anthropic's Messages as callers speak it, in both versions of the protocol: what they differ in
 * is what they refuse, and that is for Anthropic itself to say. Stateless and thread-safe.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic's reference</a>
 */
public final class AnthropicMessages implements Inbound {
  public static final String ID = "anthropic.messages";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return Envelopes.read(call.action(), body);
  }

  @Override
  public Request read(Envelope envelope, Warnings warnings) {
    return RequestReader.read(envelope, warnings);
  }

  @Override
  public byte[] write(Response response, Request asked, Warnings warnings) {
    return AnswerWriter.write(response, asked, warnings);
  }

  @Override
  public EventWriter stream(Request asked) {
    return new StreamWriter(asked);
  }

  @Override
  public byte[] count(long inputTokens) {
    return new JsonWriter().object().put("input_tokens", inputTokens).end().bytes();
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return Errors.write(failure, "");
  }

  /** An error with the id under which the answer's header {@code request-id} knows the request. */
  public ErrorAnswer error(Failure failure, String requestId) {
    return Errors.write(failure, requestId);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return Errors.event(failure);
  }

  @Override
  public Map<String, Fate> fields() {
    return Fields.ALL;
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return ErrorReader.own(body);
  }
}
