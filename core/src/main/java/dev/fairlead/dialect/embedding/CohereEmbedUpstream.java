package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.cohere.Errors;
import dev.fairlead.dialect.embedding.EmbedRequest.Input;
import dev.fairlead.json.JsonWriter;
import java.util.ArrayList;

/**
 * Cohere's embeddings, version 2. No caller speaks it, so nothing passes. Stateless and
 * thread-safe.
 */
public final class CohereEmbedUpstream implements EmbedOutbound {
  private static final String ID = "cohere.embeddings";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String dialect() {
    return ID;
  }

  @Override
  public Outgoing write(EmbedRequest request, Destination to, Warnings warnings) {
    boolean pictures = request.inputs().stream().anyMatch(i -> i instanceof Input.Image);
    var out = new JsonWriter().object().put("model", to.model());
    out.put("input_type", type(request, warnings));
    inputs(out, request, pictures);
    out.array("embedding_types").text(request.base64() ? "base64" : "float").end();
    if (request.dimensions() != null) {
      out.put("output_dimension", (long) request.dimensions());
    }
    if (!request.title().isEmpty()) {
      warnings.dropped("title", "the model takes none");
    }
    if (!request.user().isEmpty()) {
      warnings.dropped("user", "the provider takes none");
    }
    return new Outgoing("/embed", out.end().bytes());
  }

  /** It must be told; whoever does not say is taken to fill an index. */
  private static String type(EmbedRequest request, Warnings warnings) {
    var task = request.task();
    if (request.inputs().stream().allMatch(i -> i instanceof Input.Image)) {
      return "image";
    }
    if (task == null) {
      warnings.changed("input_type", "search_document: it must be told");
      return "search_document";
    }
    return Tasks.cohere(task);
  }

  private static void inputs(JsonWriter out, EmbedRequest request, boolean pictures) {
    out.array(pictures ? "inputs" : "texts");
    for (var input : request.inputs()) {
      switch (input) {
        case Input.Text(var text) -> {
          if (pictures) {
            out.object().array("content");
            out.object().put("type", "text").put("text", text).end();
            out.end().end();
          } else {
            out.text(text);
          }
        }
        case Input.Image(var url) -> {
          out.object().array("content");
          out.object().put("type", "image_url").object("image_url").put("url", url).end().end();
          out.end().end();
        }
        case Input.Tokens _ ->
            throw Bad.unsupported("the model takes texts, not token numbers", "input");
      }
    }
    out.end();
  }

  @Override
  public EmbedResponse read(byte[] body) {
    var root = Answers.parsed(body);
    var embeddings = root.get("embeddings");
    if (embeddings == null) {
      throw Answers.fault(root);
    }
    var list = embeddings.isArray() ? embeddings : embeddings.get("float", "base64");
    if (list == null || !list.isArray()) {
      throw Answers.fault(root);
    }
    var vectors = new ArrayList<Vector>();
    for (var one : list) {
      vectors.add(Answers.vector(one));
    }
    var meta = root.get("meta");
    var billed = meta == null ? null : meta.get("billed_units");
    long tokens =
        billed == null
            ? -1
            : Math.max(0, billed.number("input_tokens", 0))
                + Math.max(0, billed.number("image_tokens", 0));
    return new EmbedResponse("", vectors, Answers.input(tokens));
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
