package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Anthropic's Messages as Anthropic itself and compatible providers speak it, and as Vertex AI and
 * Bedrock do, whose paths and versions are their own. Stateless and thread-safe.
 *
 * <p>Requests that are written here are of version 2023-06-01: every model takes it, and it alone
 * has temperature and its kin. A caller's own version goes with a request that is passed through.
 */
public final class AnthropicUpstream implements Outbound {
  private static final String VERSION = "2023-06-01";
  private static final Map<String, String> HEADERS = Map.of("anthropic-version", VERSION);
  private static final Pattern SHORT_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Pattern LONG_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
  private static final Pattern CALL = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
  private static final Set<Part.Kind> MEDIA = EnumSet.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT);
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final Platform platform;

  private AnthropicUpstream(Platform platform) {
    this.platform = platform;
  }

  /** {@code anthropic.messages}: Anthropic, and providers that speak as it does. */
  public static AnthropicUpstream direct() {
    return new AnthropicUpstream(Platform.DIRECT);
  }

  /** {@code vertex.anthropic}. */
  public static AnthropicUpstream vertex() {
    return new AnthropicUpstream(Platform.VERTEX);
  }

  /** {@code bedrock.anthropic}. */
  public static AnthropicUpstream bedrock() {
    return new AnthropicUpstream(Platform.BEDROCK);
  }

  @Override
  public String id() {
    return platform.id();
  }

  @Override
  public String dialect() {
    return AnthropicMessages.ID;
  }

  @Override
  public Set<Action> actions() {
    return platform == Platform.BEDROCK ? Set.of(Action.CHAT) : Set.of(Action.CHAT, Action.COUNT);
  }

  @Override
  public boolean serves(Destination to) {
    return platform == Platform.DIRECT || to.model().contains("claude");
  }

  @Override
  public Manners manners(Destination to) {
    var target = Target.of(platform, to);
    boolean direct = platform == Platform.DIRECT;
    return new Manners(
        false,
        false,
        direct && target.generation().claude() ? LONG_NAME : SHORT_NAME,
        CALL,
        null,
        128,
        false,
        true,
        MEDIA,
        MEDIA,
        PICTURES,
        direct ? MEDIA : Set.of(),
        target.generation().prefill(),
        false,
        target.family(),
        to.provider().id(),
        to.model(),
        target.plainThoughts(),
        true,
        Integer.MAX_VALUE,
        false);
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    if (envelope.action() == Action.COUNT) {
      return passCount(envelope, to);
    }
    var target = Target.of(platform, to);
    return outgoing(
        platform.path(to.model(), envelope.stream()), PassThrough.body(envelope, target));
  }

  /**
   * A caller's own request for a count of tokens. Bedrock counts by another protocol.
   *
   * @throws UnsupportedOperationException for Bedrock
   */
  public Outgoing passCount(Envelope envelope, Destination to) {
    return switch (platform) {
      case DIRECT ->
          outgoing("/messages/count_tokens", PassThrough.body(envelope, Target.of(platform, to)));
      case VERTEX ->
          outgoing(
              "/publishers/anthropic/models/count-tokens:rawPredict",
              PassThrough.body(envelope, Target.of(Platform.DIRECT, to)));
      case BEDROCK -> throw new UnsupportedOperationException("Bedrock has no count_tokens");
    };
  }

  /**
   * The tokens that an answer to a request for a count tells.
   *
   * @throws AnswerFault if it tells none
   */
  public long readCount(byte[] body) {
    try {
      long count = Node.lenient(body, 0, body.length).number("input_tokens", -1);
      if (count >= 0) {
        return count;
      }
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
    throw new AnswerFault(Cause.GARBLED, 0, "its answer has no input_tokens");
  }

  /**
   * A body with the betas that a caller's header {@code anthropic-beta} names: Bedrock reads them
   * there. Unchanged if it names some already, or there are none.
   */
  public static byte[] withBetas(byte[] body, List<String> betas) {
    var members = Skim.lenient(body, 0, body.length);
    if (betas.isEmpty() || members.find("anthropic_beta") >= 0) {
      return body;
    }
    var list = new JsonWriter().array();
    betas.forEach(list::text);
    return new Edit(members).add("anthropic_beta", list.end().toRaw().text()).bytes();
  }

  private Outgoing outgoing(String path, byte[] body) {
    return new Outgoing(
        path, body, platform == Platform.DIRECT ? HEADERS : Map.of(), platform.framing(), false);
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
    var target = Target.of(platform, to);
    var body = RequestWriter.write(request, target, warnings);
    return new Reply(outgoing(platform.path(to.model(), request.stream()), body), target.family());
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ErrorReader.read(status, body);
  }
}
