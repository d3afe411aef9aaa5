package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Members;
import dev.fairlead.model.Event;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Gemini's {@code generateContent} as the Gemini API and Vertex AI speak it. */
public final class GeminiUpstream implements Outbound {
  private static final Pattern TOOL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");
  private static final Pattern CALL = Pattern.compile("[\\x20-\\x7E]{1,128}");
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

  private final String id;
  private final boolean vertex;

  private GeminiUpstream(String id, boolean vertex) {
    this.id = id;
    this.vertex = vertex;
  }

  /** The Gemini API: {@code gemini.generate}. */
  public static GeminiUpstream gemini() {
    return new GeminiUpstream(GeminiGenerate.ID, false);
  }

  /** Vertex AI: {@code vertex.generate}. */
  public static GeminiUpstream vertex() {
    return new GeminiUpstream("vertex.generate", true);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String dialect() {
    return GeminiGenerate.ID;
  }

  @Override
  public Set<Action> actions() {
    return Set.of(Action.CHAT, Action.COUNT);
  }

  @Override
  public boolean serves(Destination to) {
    return !vertex || to.model().contains("gemini") || to.model().contains("gemma");
  }

  @Override
  public Manners manners(Destination to) {
    var generation = Generation.of(to.model());
    return new Manners(
        false,
        false,
        TOOL,
        CALL,
        null,
        128,
        false,
        true,
        generation.third()
            ? EnumSet.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT)
            : EnumSet.noneOf(Part.Kind.class),
        EnumSet.allOf(Part.Kind.class),
        PICTURES,
        EnumSet.of(Part.Kind.VIDEO),
        false,
        false,
        Opaque.Family.GOOGLE,
        to.provider().id(),
        to.model(),
        false,
        false,
        5,
        true);
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    return envelope.action() == Action.COUNT
        ? passCount(envelope, to)
        : outgoing(to, envelope.stream(), unrouted(envelope.body()));
  }

  /** The body without what is meant for the gateway. */
  static byte[] unrouted(Members body) {
    var edit = new Edit(body);
    for (var name : new String[] {"model", "models", "route", "provider"}) {
      int i = body.find(name);
      if (i >= 0) {
        edit.remove(i);
      }
    }
    return edit.bytes();
  }

  private Outgoing outgoing(Destination to, boolean stream, byte[] body) {
    var target = Target.of(to, vertex, true);
    var path = target.path(stream ? "streamGenerateContent?alt=sse" : "generateContent");
    return new Outgoing(path, body, Map.of(), Framing.SSE, false);
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
    var target = Target.of(to, vertex, request.dialect().equals(GeminiGenerate.ID));
    var writer = new RequestWriter(request, target, warnings);
    var outgoing = outgoing(to, request.stream(), writer.write());
    return new Written(outgoing, writer.asked());
  }

  private record Written(Outgoing outgoing, Asked asked) implements Sent {
    @Override
    public Response read(byte[] body) {
      var all = new Collector();
      var reader = new StreamReader(all, asked, true);
      reader.event("", body, 0, body.length);
      reader.end();
      var failure = all.failure();
      if (failure != null) {
        throw new AnswerFault(failure.cause(), failure.status(), failure.message());
      }
      return all.response();
    }

    @Override
    public EventReader stream(Consumer<Event> out) {
      return new StreamReader(out, asked, false);
    }
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ErrorReader.read(status, body);
  }

  /** A request to count the tokens of a conversation; it has been made to fit. */
  public Outgoing count(Request request, Destination to, Warnings warnings) {
    var target = Target.of(to, vertex, request.dialect().equals(GeminiGenerate.ID));
    return new Outgoing(
        target.path("countTokens"), new RequestWriter(request, target, warnings).writeCount());
  }

  /** As {@link #pass}, of a request to count. */
  public Outgoing passCount(Envelope envelope, Destination to) {
    var target = Target.of(to, vertex, true);
    return new Outgoing(target.path("countTokens"), Counts.pass(envelope.body(), target));
  }

  /** The tokens that an answer to a count tells; -1 if it does not. */
  public long counted(byte[] answer) {
    return Counts.read(answer);
  }
}
