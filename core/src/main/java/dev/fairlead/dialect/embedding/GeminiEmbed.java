package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.embedding.EmbedRequest.Input;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's {@code embedContent} and {@code batchEmbedContents} as callers speak them. Stateless and
 * thread-safe.
 */
public final class GeminiEmbed implements EmbedInbound {
  /** The name of the protocol of one input. */
  public static final String ONE = "gemini.embed";

  /** The name of the protocol of several. */
  public static final String BATCH = "gemini.batch_embed";

  private static final int LONGEST_NAME = 256;

  private final InboundWire wire;
  private final boolean batch;

  private GeminiEmbed(InboundWire wire, boolean batch) {
    this.wire = wire;
    this.batch = batch;
  }

  /**
   * {@code embedContent}.
   *
   * @param wire says errors
   */
  public static GeminiEmbed one(InboundWire wire) {
    return new GeminiEmbed(wire, false);
  }

  /**
   * {@code batchEmbedContents}.
   *
   * @param wire says errors
   */
  public static GeminiEmbed batch(InboundWire wire) {
    return new GeminiEmbed(wire, true);
  }

  @Override
  public String id() {
    return batch ? BATCH : ONE;
  }

  @Override
  public ErrorAnswer error(Failure failure) {
    return wire.error(failure);
  }

  @Override
  public byte[] streamError(Failure failure) {
    return wire.streamError(failure);
  }

  @Override
  public boolean isErrorBody(byte[] body) {
    return wire.isErrorBody(body);
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    var members = members(body);
    int i = members.find(batch ? "requests" : "content");
    if (i < 0) {
      throw batch
          ? Bad.missing("requests", "an array of requests")
          : Bad.missing("content", "an object with parts");
    }
    return new Envelope(members, List.of(model(call, members)), false, false, false, Wishes.NONE);
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

  private static String model(Call call, Members members) {
    var model = call.model();
    int i = members.find("model");
    if (model.isEmpty() && i >= 0 && members.kind(i) == Members.Kind.STRING) {
      model = members.text(i);
    }
    if (model.startsWith("models/")) {
      model = model.substring(7);
    }
    boolean sound = !model.isEmpty() && model.length() <= LONGEST_NAME;
    for (int k = 0; sound && k < model.length(); k++) {
      sound = model.charAt(k) > 0x20 && model.charAt(k) < 0x7F;
    }
    if (!sound) {
      throw Bad.request(
          "model: a name of %d characters (expected: 1 to %d printable ASCII characters)"
              .formatted(model.length(), LONGEST_NAME),
          "model",
          "invalid_value");
    }
    return model;
  }

  @Override
  public EmbedRequest read(Envelope envelope, Warnings warnings) {
    var members = envelope.body();
    var root = Node.strict(members.json(), members.from(), members.to());
    var model = envelope.models().getFirst();
    if (!batch) {
      return one(root, "", model, warnings);
    }
    var requests = root.get("requests");
    if (requests == null || !requests.isArray() || requests.size() == 0) {
      throw Bad.missing("requests", "an array of at least one request");
    }
    var inputs = new ArrayList<Input>();
    EmbedRequest first = null;
    for (var each : requests) {
      var param = "requests[" + inputs.size() + "].";
      if (!each.isObject()) {
        throw Bad.wrong(param.substring(0, param.length() - 1), each, "an object");
      }
      var request = one(each, param, model, warnings);
      if (first == null) {
        first = request;
      } else if (!alike(first, request)) {
        throw Bad.unsupported(
            param + "taskType and outputDimensionality must be alike in all requests", "requests");
      }
      inputs.add(request.inputs().getFirst());
    }
    if (first == null) {
      throw Bad.missing("requests", "an array of at least one request");
    }
    return new EmbedRequest(
        model, inputs, first.dimensions(), false, first.task(), first.title(), "");
  }

  private static boolean alike(EmbedRequest one, EmbedRequest other) {
    return Objects.equals(one.dimensions(), other.dimensions()) && one.task() == other.task();
  }

  private static EmbedRequest one(Node root, String at, String model, Warnings warnings) {
    var content = root.get("content");
    if (content == null || !content.isObject()) {
      throw Bad.missing(at + "content", "an object with parts");
    }
    var task = root.get("taskType", "task_type");
    var word = task == null ? "" : task.text();
    var known = word.isEmpty() || word.equals("TASK_TYPE_UNSPECIFIED") ? null : Tasks.of(word);
    if (known == null && !word.isEmpty() && !word.equals("TASK_TYPE_UNSPECIFIED")) {
      warnings.dropped(at + "taskType", "a purpose that is not known");
    }
    return new EmbedRequest(
        model,
        List.of(input(content, at)),
        dimensions(root, at),
        false,
        known,
        root.text("title"),
        "");
  }

  private static @Nullable Long dimensions(Node root, String at) {
    var found = root.get("outputDimensionality", "output_dimensionality");
    if (found == null) {
      return null;
    }
    long number = found.number(-1);
    if (number < 1) {
      throw Bad.request(
          at + "outputDimensionality: no whole number >= 1 (expected: one)",
          at + "outputDimensionality",
          "invalid_value");
    }
    return number;
  }

  private static Input input(Node content, String at) {
    var text = new StringBuilder();
    var picture = "";
    for (var part : content.items("parts")) {
      var inline = part.get("inlineData", "inline_data");
      if (inline != null) {
        var mime = inline.get("mimeType", "mime_type");
        picture =
            "data:%s;base64,%s"
                .formatted(mime == null ? "image/png" : mime.text(), inline.text("data"));
      } else {
        text.append(part.text("text"));
      }
    }
    if (!picture.isEmpty() && text.isEmpty()) {
      return new Input.Image(picture);
    }
    if (!picture.isEmpty()) {
      throw Bad.unsupported(
          "text and picture as one input are not carried over to another protocol",
          at + "content.parts");
    }
    if (text.isEmpty()) {
      throw Bad.missing(at + "content.parts", "at least one part with text");
    }
    return new Input.Text(text.toString());
  }

  @Override
  public byte[] write(EmbedResponse response, EmbedRequest asked) {
    var out = new JsonWriter(16 << 10).object();
    if (batch) {
      out.array("embeddings");
      response.vectors().forEach(v -> out.object().put("values", v.numbers()).end());
      out.end();
    } else {
      out.object("embedding").put("values", response.vectors().getFirst().numbers()).end();
    }
    if (response.usage().reported()) {
      out.object("usageMetadata").put("promptTokenCount", response.usage().inputs()).end();
    }
    return out.end().bytes();
  }
}
