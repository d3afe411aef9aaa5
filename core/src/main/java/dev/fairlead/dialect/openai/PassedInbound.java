package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.Map;

/** Completions and embeddings as callers ask for them: passed through, not translated. */
public final class PassedInbound implements Inbound {
  private final Operation operation;

  public PassedInbound(Operation operation) {
    this.operation = operation;
  }

  @Override
  public String id() {
    return operation.dialect();
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return Envelopes.read(operation, body);
  }

  @Override
  public Request read(Envelope envelope, Warnings warnings) {
    throw untranslated();
  }

  private RuntimeException untranslated() {
    return Demand.bad(
        "%s cannot be translated: the model has no endpoint that speaks it"
            .formatted(operation.dialect()),
        "model",
        "unsupported_value");
  }

  @Override
  public byte[] write(Response response, Request asked, Warnings warnings) {
    throw untranslated();
  }

  @Override
  public EventWriter stream(Request asked) {
    throw untranslated();
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return ErrorWriter.write(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return ErrorWriter.inStream(failure);
  }

  @Override
  public Map<String, Fate> fields() {
    return Map.of();
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return ErrorReader.openAiShape(body);
  }
}
