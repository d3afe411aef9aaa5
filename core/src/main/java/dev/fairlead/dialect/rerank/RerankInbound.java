package dev.fairlead.dialect.rerank;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.rerank.RerankRequest.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reranking as callers speak it: Cohere's words, Jina's or Voyage's. Who says {@code top_k} or
 * {@code truncation} is answered as Voyage does. Stateless and thread-safe.
 */
public final class RerankInbound implements InboundWire {
  private static final int LONGEST_NAME = 256;

  private final InboundWire errors;

  /**
   * @param errors says errors in OpenAI's form, of which status and message are taken
   */
  public RerankInbound(InboundWire errors) {
    this.errors = errors;
  }

  @Override
  public String id() {
    return "cohere.rerank";
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    var members = members(body);
    for (var name : new String[] {"model", "query", "documents"}) {
      if (members.find(name) < 0) {
        throw Bad.missing(name, name.equals("documents") ? "an array of texts" : "a text");
      }
    }
    int stream = members.find("stream");
    if (stream >= 0 && members.kind(stream) == Members.Kind.TRUE) {
      throw Bad.unsupported("scores cannot be streamed", "stream");
    }
    return new Envelope(members, List.of(model(members)), false, false, false, Wishes.NONE);
  }

  private static Members members(byte[] body) {
    try {
      var members = Skim.strict(body, 0, body.length);
      if (members.object()) {
        return members;
      }
    } catch (JsonFault e) {
      throw Bad.request("the body is not valid JSON: " + e.getMessage(), "", "invalid_json");
    }
    throw Bad.request("the body is no JSON object (expected: one)", "", "invalid_json");
  }

  private static String model(Members members) {
    int i = members.find("model");
    var model = members.kind(i) == Members.Kind.STRING ? members.text(i) : "";
    boolean sound = !model.isEmpty() && model.length() <= LONGEST_NAME;
    for (int k = 0; sound && k < model.length(); k++) {
      sound = model.charAt(k) > 0x20 && model.charAt(k) < 0x7F;
    }
    if (!sound) {
      throw Bad.request(
          "model: no name (expected: a text of 1 to %d printable ASCII characters)"
              .formatted(LONGEST_NAME),
          "model",
          "invalid_value");
    }
    return model;
  }

  RerankRequest read(Envelope envelope) {
    var members = envelope.body();
    var root = Node.strict(members.json(), members.from(), members.to());
    var query = root.get("query");
    if (query == null || !query.isText()) {
      throw query == null ? Bad.missing("query", "a text") : Bad.wrong("query", query, "a text");
    }
    var shape = root.has("top_k") || root.has("truncation") ? Shape.VOYAGE : Shape.COHERE;
    var extras = new LinkedHashMap<String, Raw>(0);
    for (var member : root) {
      switch (member.name()) {
        case "model", "query", "documents", "top_n", "top_k" -> {
          // Read here.
        }
        case "return_documents", "truncation", "stream" -> {
          // Read here, too.
        }
        default -> {
          if (!member.isNull()) {
            extras.put(member.name(), member.raw());
          }
        }
      }
    }
    return new RerankRequest(
        shape,
        envelope.models().getFirst(),
        query.text(),
        documents(root),
        top(root),
        root.yes("return_documents"),
        root.flag("truncation"),
        extras);
  }

  private static List<String> documents(Node root) {
    var documents = root.get("documents");
    if (documents == null || !documents.isArray()) {
      throw documents == null
          ? Bad.missing("documents", "an array of texts")
          : Bad.wrong("documents", documents, "an array of texts");
    }
    var found = new ArrayList<String>();
    for (var document : documents) {
      var text = document.isObject() ? document.get("text") : document;
      if (text == null || !text.isText()) {
        throw Bad.wrong(
            "documents[" + found.size() + "]", document, "a text or an object with text");
      }
      found.add(text.text());
    }
    if (found.isEmpty()) {
      throw Bad.request(
          "documents is empty (expected: at least one)", "documents", "invalid_value");
    }
    return found;
  }

  private static @Nullable Long top(Node root) {
    var found = root.get("top_n", "top_k");
    if (found == null) {
      return null;
    }
    long number = found.isNumber() ? found.number(-1) : -1;
    if (number < 1) {
      throw Bad.request(
          found.name() + ": no whole number >= 1 (expected: one)", found.name(), "invalid_value");
    }
    return number;
  }

  /** The answer in the caller's words. */
  byte[] write(RerankResponse response, RerankRequest asked) {
    var out = new JsonWriter(2048).object();
    return switch (asked.shape()) {
      case COHERE -> cohere(out, response, asked);
      case VOYAGE -> voyage(out, response, asked);
    };
  }

  private static byte[] cohere(JsonWriter out, RerankResponse response, RerankRequest asked) {
    out.putFilled("id", response.id());
    out.put("model", model(response, asked)).array("results");
    for (var result : response.results()) {
      out.object().put("index", result.index()).put("relevance_score", result.score());
      if (asked.documentsBack()) {
        out.object("document").put("text", asked.documents().get(result.index())).end();
      }
      out.put("relevant_spans", result.raw().node().raw("relevant_spans"));
      out.end();
    }
    out.end();
    meta(out, response);
    if (response.usage().reported()) {
      out.object("usage").put("total_tokens", response.usage().inputs()).end();
    }
    return out.end().bytes();
  }

  private static void meta(JsonWriter out, RerankResponse response) {
    if (response.meta() != null) {
      out.put("meta", response.meta());
      return;
    }
    out.object("meta").object("api_version").put("version", "2").end();
    if (response.searchUnits() >= 0) {
      out.object("billed_units").put("search_units", response.searchUnits()).end();
    } else if (response.usage().reported()) {
      out.object("tokens").put("input_tokens", response.usage().inputs()).end();
    }
    out.end();
  }

  private static byte[] voyage(JsonWriter out, RerankResponse response, RerankRequest asked) {
    out.put("object", "list").array("data");
    for (var result : response.results()) {
      out.object().put("index", result.index()).put("relevance_score", result.score());
      if (asked.documentsBack()) {
        out.put("document", asked.documents().get(result.index()));
      }
      out.end();
    }
    return out.end()
        .put("model", model(response, asked))
        .object("usage")
        .put("total_tokens", response.usage().inputs())
        .end()
        .end()
        .bytes();
  }

  private static String model(RerankResponse response, RerankRequest asked) {
    return response.model().isEmpty() ? asked.model() : response.model();
  }

  /** {@code {"message"}} as Cohere says it, with {@code detail} as Voyage does. */
  @Override
  public ErrorAnswer error(Failure failure) {
    var error = errors.error(failure);
    var node = Node.of(error.body()).get("error");
    var message = node == null ? error.body() : node.text("message");
    var body =
        new JsonWriter().object().put("message", message).put("detail", message).end().toRaw();
    return new ErrorAnswer(error.status(), body.text(), error.retryAfter());
  }

  @Override
  public byte[] streamError(Failure failure) {
    return ("data: " + error(failure).body() + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    try {
      return !Node.lenient(body, 0, body.length).text("message").isEmpty();
    } catch (JsonFault e) {
      return false;
    }
  }

  /** What no protocol of this provider has is named. */
  static void dropExtras(RerankRequest request, Warnings warnings) {
    request.extras().keySet().forEach(name -> warnings.dropped(name, ""));
  }
}
