package dev.fairlead.dialect.rerank;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.cohere.Errors;
import dev.fairlead.dialect.rerank.RerankRequest.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reranking as Cohere, Voyage or Jina speaks it. Requests and answers are small and the words of
 * callers mixed, so that each is written anew and nothing passes. Stateless and thread-safe.
 */
public final class RerankUpstream implements OutboundWire {
  private static final Set<String> COHERES =
      Set.of("max_tokens_per_doc", "relevant_spans", "priority");

  private final Maker maker;

  /** Whose protocol it is. */
  private enum Maker {
    COHERE("cohere.rerank"),
    VOYAGE("voyage.rerank"),
    JINA("jina.rerank");

    final String id;

    Maker(String id) {
      this.id = id;
    }
  }

  private RerankUpstream(Maker maker) {
    this.maker = maker;
  }

  /** {@code cohere.rerank}, version 2. */
  public static RerankUpstream cohere() {
    return new RerankUpstream(Maker.COHERE);
  }

  /** {@code voyage.rerank}. */
  public static RerankUpstream voyage() {
    return new RerankUpstream(Maker.VOYAGE);
  }

  /** {@code jina.rerank}. */
  public static RerankUpstream jina() {
    return new RerankUpstream(Maker.JINA);
  }

  @Override
  public String id() {
    return maker.id;
  }

  /** None that callers speak. */
  @Override
  public String dialect() {
    return maker.id + ".provider";
  }

  @Override
  public Set<Action> actions() {
    return Set.of(Action.RERANK);
  }

  Outgoing write(RerankRequest request, Destination to, Warnings warnings) {
    var out = new JsonWriter(1024).object().put("model", to.model()).put("query", request.query());
    out.array("documents");
    request.documents().forEach(out::text);
    out.end();
    if (request.top() != null) {
      out.put(maker == Maker.VOYAGE ? "top_k" : "top_n", (long) request.top());
    }
    if (maker == Maker.JINA) {
      // It sends all documents back unless it is told not to.
      out.put("return_documents", false);
    }
    truncation(out, request, warnings);
    extras(out, request, warnings);
    return new Outgoing("/rerank", out.end().bytes());
  }

  private void truncation(JsonWriter out, RerankRequest request, Warnings warnings) {
    var truncation = request.truncation();
    if (truncation == null) {
      return;
    }
    switch (maker) {
      case VOYAGE, JINA -> out.put("truncation", (boolean) truncation);
      case COHERE -> {
        if (!truncation) {
          warnings.dropped("truncation", "the provider cuts what is too long");
        }
      }
    }
  }

  /** Who asks in Cohere's words may use all that Cohere has. */
  private void extras(JsonWriter out, RerankRequest request, Warnings warnings) {
    if (maker != Maker.COHERE || request.shape() != Shape.COHERE) {
      RerankInbound.dropExtras(request, warnings);
      return;
    }
    for (var extra : request.extras().entrySet()) {
      if (COHERES.contains(extra.getKey())) {
        out.name(extra.getKey()).raw(extra.getValue());
      } else {
        warnings.dropped(extra.getKey(), "");
      }
    }
  }

  /**
   * Reads a whole answer.
   *
   * @param documents how many were sent
   * @throws AnswerFault if it is an error or no answer
   */
  RerankResponse read(byte[] body, int documents) {
    Node root;
    try {
      root = Node.lenient(body, 0, body.length);
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
    var list = root.get("results", "data");
    if (list == null || !list.isArray()) {
      throw fault(root);
    }
    var results = new ArrayList<RerankResponse.Result>(list.size());
    for (var one : list) {
      var score = one.get("relevance_score");
      long index = one.number("index", -1);
      if (score == null || !score.isNumber() || index < 0 || index >= documents) {
        throw new AnswerFault(
            Cause.GARBLED, 0, "its answer has a result without a score or a place");
      }
      results.add(new RerankResponse.Result((int) index, score.raw(), one.raw()));
    }
    return response(root, results);
  }

  private static RerankResponse response(Node root, List<RerankResponse.Result> results) {
    var meta = root.get("meta");
    var billed = meta == null ? null : meta.get("billed_units");
    var usage = root.get("usage");
    long tokens = usage == null ? -1 : usage.number("total_tokens", -1);
    return new RerankResponse(
        root.text("id"),
        root.text("model"),
        results,
        tokens < 0 ? Usage.NONE : new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, true),
        billed == null ? -1 : Math.max(-1, billed.number("search_units", -1)),
        meta == null || !meta.isObject() ? null : meta.raw());
  }

  private static AnswerFault fault(Node root) {
    var message = message(root);
    return message.isEmpty()
        ? new AnswerFault(Cause.GARBLED, 0, "its answer has no results")
        : new AnswerFault(Cause.ERROR_INSIDE, 0, message);
  }

  /** Cohere says {@code message}, Voyage and Jina {@code detail}. */
  private static String message(Node root) {
    var message = root.text("message");
    return message.isEmpty() ? root.text("detail") : message;
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    if (maker == Maker.COHERE) {
      return Errors.read(status, body);
    }
    try {
      var message = message(Node.lenient(body, 0, body.length));
      if (!message.isEmpty()) {
        return new ProviderError(Failure.causeOf(status), message, "", Duration.ZERO);
      }
    } catch (JsonFault e) {
      return Errors.read(status, body);
    }
    return Errors.read(status, body);
  }

  /**
   * @throws UnsupportedOperationException always: nothing passes
   */
  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    throw new UnsupportedOperationException(id() + " does not pass");
  }

  /**
   * @throws UnsupportedOperationException always: nothing passes
   */
  @Override
  public StreamMeter streamMeter() {
    throw new UnsupportedOperationException(id() + " does not pass");
  }

  /**
   * @throws UnsupportedOperationException always: nothing passes
   */
  @Override
  public AnswerMeter answerMeter() {
    throw new UnsupportedOperationException(id() + " does not pass");
  }
}
