package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.embedding.EmbedRequest.Input;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Node;
import dev.fairlead.json.Texts;
import dev.fairlead.provider.aws.SigV4;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Gemini's embeddings as Google speaks them: {@code embedContent} for one input, {@code
 * batchEmbedContents} for several. The two are protocols of their own for what passes, and one for
 * what is translated. Stateless and thread-safe.
 */
public final class GeminiEmbedUpstream implements EmbedOutbound {
  private final OutboundWire wire;
  private final boolean batch;

  private GeminiEmbedUpstream(OutboundWire wire, boolean batch) {
    this.wire = wire;
    this.batch = batch;
  }

  /**
   * For callers of {@code embedContent}, and for translations.
   *
   * @param wire reads errors
   */
  public static GeminiEmbedUpstream one(OutboundWire wire) {
    return new GeminiEmbedUpstream(wire, false);
  }

  /**
   * For callers of {@code batchEmbedContents}.
   *
   * @param wire reads errors
   */
  public static GeminiEmbedUpstream batch(OutboundWire wire) {
    return new GeminiEmbedUpstream(wire, true);
  }

  @Override
  public String id() {
    return GeminiEmbed.ONE;
  }

  @Override
  public String dialect() {
    return batch ? GeminiEmbed.BATCH : GeminiEmbed.ONE;
  }

  private static String path(String model, boolean several) {
    return "/models/" + SigV4.segment(model) + (several ? ":batchEmbedContents" : ":embedContent");
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    var body = envelope.body();
    var model = Texts.quote(new StringBuilder(), "models/" + to.model()).toString();
    var edit = new Edit(body);
    if (batch) {
      int requests = body.find("requests");
      if (requests >= 0 && body.kind(requests) == Members.Kind.ARRAY) {
        edit.replace(requests, requests(body, requests, model));
      }
    } else {
      name(body, edit, model);
    }
    return new Outgoing(path(to.model(), batch), edit.bytes());
  }

  private static void name(Members body, Edit edit, String model) {
    int i = body.find("model");
    if (i >= 0) {
      edit.replace(i, model);
    }
  }

  /** Each request of a batch names the model once more. */
  private static String requests(Members body, int i, String model) {
    var out = new StringBuilder("[");
    for (var request : Elements.of(body, i)) {
      var edit = new Edit(request);
      if (request.object() && request.find("model") < 0) {
        edit.add("model", model);
      } else if (request.object()) {
        name(request, edit, model);
      }
      out.append(out.length() == 1 ? "" : ",")
          .append(new String(edit.bytes(), StandardCharsets.UTF_8));
    }
    return out.append(']').toString();
  }

  @Override
  public StreamMeter streamMeter() {
    return wire.streamMeter();
  }

  @Override
  public AnswerMeter answerMeter() {
    return new Meter();
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return wire.error(status, body);
  }

  @Override
  public Outgoing write(EmbedRequest request, Destination to, Warnings warnings) {
    if (!request.user().isEmpty()) {
      warnings.dropped("user", "the provider takes none");
    }
    boolean several = request.inputs().size() > 1;
    var out = new JsonWriter();
    if (several) {
      out.object().array("requests");
    }
    for (var input : request.inputs()) {
      one(out, input, request, to.model());
    }
    if (several) {
      out.end().end();
    }
    return new Outgoing(path(to.model(), several), out.bytes());
  }

  private static void one(JsonWriter out, Input input, EmbedRequest request, String model) {
    out.object().put("model", "models/" + model).object("content").array("parts").object();
    switch (input) {
      case Input.Text(var text) -> out.put("text", text);
      case Input.Image(var url) -> picture(out, url);
      case Input.Tokens _ ->
          throw Bad.unsupported("the model takes texts, not token numbers", "input");
    }
    out.end().end().end();
    var task = request.task();
    if (task != null) {
      out.put("taskType", Tasks.gemini(task));
    }
    out.putFilled("title", request.title());
    if (request.dimensions() != null) {
      out.put("outputDimensionality", (long) request.dimensions());
    }
    out.end();
  }

  private static void picture(JsonWriter out, String url) {
    int comma = url.indexOf(',');
    var head = comma < 0 ? "" : url.substring(0, comma).toLowerCase(Locale.ROOT);
    if (!head.startsWith("data:") || !head.endsWith(";base64")) {
      throw Bad.unsupported("pictures go to this model as data: URLs in base64", "input");
    }
    out.object("inlineData")
        .put("mimeType", head.substring(5, head.length() - 7))
        .put("data", url.substring(comma + 1))
        .end();
  }

  @Override
  public EmbedResponse read(byte[] body) {
    var root = Answers.parsed(body);
    var vectors = new ArrayList<Vector>();
    var one = root.get("embedding");
    if (one != null) {
      add(vectors, one);
    }
    for (var each : root.items("embeddings")) {
      add(vectors, each);
    }
    if (vectors.isEmpty()) {
      throw Answers.fault(root);
    }
    var usage = root.get("usageMetadata");
    return new EmbedResponse(
        "", vectors, Answers.input(usage == null ? -1 : usage.number("promptTokenCount", -1)));
  }

  private static void add(List<Vector> vectors, Node one) {
    var values = one.get("values");
    if (values == null) {
      throw Answers.garbled("its answer has a vector without values");
    }
    vectors.add(Answers.vector(values));
  }
}
