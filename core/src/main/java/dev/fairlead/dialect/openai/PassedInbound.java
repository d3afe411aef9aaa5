package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.model.Failure;
import java.nio.charset.StandardCharsets;

/** A protocol of OpenAI's that is passed on and never translated: completions. */
public final class PassedInbound implements InboundWire {
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
  public ErrorAnswer error(Failure failure) {
    return ErrorWriter.write(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return ("data: " + ErrorWriter.write(failure).body() + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return ErrorReader.openAiShape(body);
  }
}
