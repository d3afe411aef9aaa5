package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Action;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * OpenAI Responses as providers speak it: OpenAI and Azure, xAI, and those who copy it. Keeps no
 * state with them: {@code store} is false, thoughts come and go in cipher.
 */
public final class ResponsesUpstream implements Outbound {
  private static final String PATH = "/responses";
  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern CALL_ID = Pattern.compile("\\S{1,64}");
  private static final int CALL_ID_LENGTH = 64;
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

  private final String id;

  /**
   * @param id {@code openai.responses} or {@code azure.responses}
   */
  public ResponsesUpstream(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String dialect() {
    return OpenAiResponses.ID;
  }

  @Override
  public Set<Action> actions() {
    return Set.of(Action.CHAT, Action.COUNT);
  }

  @Override
  public Manners manners(Destination to) {
    var backend = Backend.of(to);
    return new Manners(
        backend.openAi(),
        backend.openAi(),
        TOOL_NAME,
        CALL_ID,
        null,
        CALL_ID_LENGTH,
        true,
        false,
        Set.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT),
        Set.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT, Part.Kind.AUDIO),
        PICTURES,
        Set.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT),
        false,
        false,
        backend.family(),
        to.provider().id(),
        backend.model(),
        !backend.openAi(),
        true,
        0,
        false);
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    var path = envelope.action() == Action.COUNT ? PATH + "/input_tokens" : PATH;
    return new Outgoing(path, PassWriter.write(envelope, to, warnings));
  }

  @Override
  public StreamMeter streamMeter() {
    return new Meter();
  }

  @Override
  public AnswerMeter answerMeter() {
    return new PlainMeter();
  }

  @Override
  public Sent write(Request request, Destination to, Warnings warnings) {
    return new Written(
        new Outgoing(PATH, RequestWriter.write(request, to, warnings)), Backend.of(to));
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return Errors.read(status, body);
  }

  /** A request and the readers of its answer. */
  private record Written(Outgoing outgoing, Backend backend) implements Sent {
    @Override
    public Response read(byte[] body) {
      return AnswerReader.read(body, backend);
    }

    @Override
    public EventReader stream(Consumer<Event> out) {
      return new StreamReader(backend, out);
    }
  }
}
