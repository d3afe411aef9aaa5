package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.embedding.EmbedInbound;
import dev.fairlead.dialect.embedding.EmbedOutbound;
import dev.fairlead.dialect.embedding.EmbedTranslation;
import dev.fairlead.dialect.rerank.RerankInbound;
import dev.fairlead.dialect.rerank.RerankTranslation;
import dev.fairlead.dialect.rerank.RerankUpstream;
import dev.fairlead.model.Request;
import java.util.HashMap;
import java.util.List;

/** Makes translations between any two protocols of a kind. Thread-safe. */
public final class Translations implements Translator {
  private final Sealing sealing;
  private final ReasoningMemory memory;
  private final Files files;

  /** Gets files that a request names by URL. */
  @FunctionalInterface
  public interface Files {
    /**
     * What the URL leads to. May block.
     *
     * @throws dev.fairlead.model.FailureException with {@link
     *     dev.fairlead.model.Failure.BadRequest} if it must not, or cannot, be had
     */
    Fetched fetch(String url);
  }

  public Translations(Sealing sealing, ReasoningMemory memory, Files files) {
    this.sealing = sealing;
    this.memory = memory;
    this.files = files;
  }

  @Override
  public Passage translate(
      InboundWire inbound,
      Envelope envelope,
      OutboundWire outbound,
      Destination to,
      String owner,
      boolean strict) {
    if (inbound instanceof Inbound in && outbound instanceof Outbound out) {
      return conversation(in, envelope, out, to, owner, strict);
    }
    if (inbound instanceof EmbedInbound in && outbound instanceof EmbedOutbound out) {
      return new EmbedTranslation(in, envelope, out, to, strict);
    }
    if (inbound instanceof RerankInbound in && outbound instanceof RerankUpstream out) {
      return new RerankTranslation(in, envelope, out, to, strict);
    }
    throw new IllegalStateException(inbound.id() + " to " + outbound.id());
  }

  private Passage conversation(
      Inbound in, Envelope envelope, Outbound out, Destination to, String owner, boolean strict) {
    var warnings = new Warnings(strict);
    var read = shown(in.read(envelope, warnings), envelope, to);
    var request = withFiles(read, Fit.urls(read, out.manners(to)));
    return new Translation(
        new Translation.Sides(in, out, to),
        request,
        new Keeping(owner, sealing, memory),
        strict,
        warnings.list());
  }

  /** Where several models were named, the answer tells which of them it is from. */
  private static Request shown(Request request, Envelope envelope, Destination to) {
    if (envelope.models().size() == 1) {
      return request;
    }
    var draft = request.draft();
    draft.model = to.endpoint().name();
    return draft.request();
  }

  private Request withFiles(Request request, List<String> urls) {
    if (urls.isEmpty()) {
      return request;
    }
    var fetched = new HashMap<String, Fetched>();
    urls.forEach(url -> fetched.put(url, files.fetch(url)));
    return Fit.withFetched(request, fetched);
  }
}
