package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Event;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cohere's chat, version 2. No caller speaks it, so every request is written anew and nothing
 * passes. Stateless and thread-safe.
 */
public final class CohereChat implements Outbound {
  static final String ID = "cohere.chat";

  private static final Pattern TOOL = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Pattern CALL = Pattern.compile("[!-~]{1,128}");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String dialect() {
    return ID;
  }

  @Override
  public Manners manners(Destination to) {
    return new Manners(
        false,
        false,
        TOOL,
        CALL,
        null,
        128,
        false,
        true,
        Set.of(),
        EnumSet.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT),
        Set.of("image/jpeg", "image/png", "image/gif", "image/webp"),
        Set.of(Part.Kind.IMAGE),
        false,
        false,
        null,
        to.provider().id(),
        to.model(),
        true,
        false,
        5,
        false);
  }

  /** Whether a model thinks before it answers, as the catalogue or its name has it. */
  static boolean thinks(Destination to) {
    return to.endpoint().capabilities().contains("reasoning") || to.model().contains("reasoning");
  }

  @Override
  public Sent write(Request request, Destination to, Warnings warnings) {
    var body = new RequestWriter(request, to, warnings).write();
    return new Reply(new Outgoing("/chat", body), to.model());
  }

  /** A request that was written, and what reads its answer. */
  private record Reply(Outgoing outgoing, String model) implements Sent {
    @Override
    public Response read(byte[] body) {
      return AnswerReader.read(body, model);
    }

    @Override
    public EventReader stream(Consumer<Event> out) {
      return new StreamReader(model, out);
    }
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return Errors.read(status, body);
  }

  /**
   * @throws UnsupportedOperationException always: no caller speaks this protocol
   */
  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    throw new UnsupportedOperationException("no caller speaks " + ID);
  }

  /**
   * @throws UnsupportedOperationException always: no caller speaks this protocol
   */
  @Override
  public StreamMeter streamMeter() {
    throw new UnsupportedOperationException("no caller speaks " + ID);
  }

  /**
   * @throws UnsupportedOperationException always: no caller speaks this protocol
   */
  @Override
  public AnswerMeter answerMeter() {
    throw new UnsupportedOperationException("no caller speaks " + ID);
  }
}
