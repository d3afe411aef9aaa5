package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.provider.aws.SigV4;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Amazon Bedrock's Converse: one protocol for the models of many makers. No caller speaks it, so
 * every request is written anew and nothing passes. Stateless and thread-safe.
 */
public final class BedrockConverse implements Outbound {
  static final String ID = "bedrock.converse";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Set<Part.Kind> SEEN = EnumSet.of(Part.Kind.IMAGE, Part.Kind.DOCUMENT);
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

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
    var traits = ModelTraits.of(to.model());
    return new Manners(
        false,
        false,
        NAME,
        NAME,
        null,
        64,
        false,
        true,
        traits.claude() ? SEEN : Set.of(),
        traits.nova() ? EnumSet.allOf(Part.Kind.class) : SEEN,
        PICTURES,
        Set.of(),
        traits.prefill(),
        false,
        traits.family(),
        to.provider().id(),
        to.model(),
        false,
        false,
        traits.claude() ? 2500 : 4,
        false);
  }

  @Override
  public Sent write(Request request, Destination to, Warnings warnings) {
    var traits = ModelTraits.of(to.model());
    var path =
        "/model/"
            + SigV4.segment(to.model())
            + (request.stream() ? "/converse-stream" : "/converse");
    var body = new RequestWriter(request, to, traits, warnings).write();
    return new Reply(
        new Outgoing(path, body, Map.of(), request.stream() ? Framing.AWS : Framing.SSE, false),
        to.model(),
        traits);
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
