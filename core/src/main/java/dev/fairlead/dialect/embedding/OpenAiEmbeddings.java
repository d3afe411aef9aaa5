package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.embedding.EmbedRequest.Input;
import dev.fairlead.dialect.embedding.EmbedRequest.Task;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's embeddings as callers speak it, with the members that compatible providers added: {@code
 * input_type}, {@code task}, {@code output_dimension}. Stateless and thread-safe.
 */
public final class OpenAiEmbeddings implements EmbedInbound {
  /** This protocol's name. */
  public static final String ID = "openai.embeddings";

  private final InboundWire wire;

  /**
   * @param wire reads the envelope and says errors
   */
  public OpenAiEmbeddings(InboundWire wire) {
    this.wire = wire;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Envelope envelope(Call call, byte[] body) {
    return wire.envelope(call, body);
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
  public EmbedRequest read(Envelope envelope, Warnings warnings) {
    var members = envelope.body();
    var root = Node.strict(members.json(), members.from(), members.to());
    var input = root.get("input");
    if (input == null) {
      throw Bad.missing("input", "a text or an array");
    }
    for (var member : root) {
      switch (member.name()) {
        case "model", "models", "input", "user", "provider", "route", "usage", "stream" -> {
          // Read here, or the gateway's own.
        }
        case "dimensions", "output_dimension", "encoding_format", "input_type", "task" -> {
          // Read below.
        }
        default -> {
          if (!member.isNull()) {
            warnings.dropped(member.name(), "");
          }
        }
      }
    }
    return new EmbedRequest(
        envelope.models().getFirst(),
        inputs(input),
        dimensions(root),
        base64(root),
        task(root, warnings),
        "",
        root.text("user"));
  }

  private static @Nullable Long dimensions(Node root) {
    var found = root.get("dimensions", "output_dimension");
    if (found == null) {
      return null;
    }
    long number = found.isNumber() ? found.number(-1) : -1;
    if (number < 1) {
      throw Bad.request(
          "dimensions: %s (expected: a whole number >= 1)".formatted(shown(found)),
          "dimensions",
          "invalid_value");
    }
    return number;
  }

  private static String shown(Node node) {
    var text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static boolean base64(Node root) {
    var format = root.get("encoding_format");
    if (format == null) {
      return false;
    }
    return switch (format.text()) {
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw Bad.request(
              "encoding_format: %s (expected: float or base64)".formatted(shown(format)),
              "encoding_format",
              "invalid_value");
    };
  }

  private static @Nullable Task task(Node root, Warnings warnings) {
    var told = root.get("input_type", "task");
    if (told == null || !told.isText()) {
      return null;
    }
    var task = Tasks.of(told.text());
    if (task == null) {
      warnings.dropped(told.name(), "a purpose that is not known");
    }
    return task;
  }

  private static List<Input> inputs(Node input) {
    if (input.isText()) {
      return List.of(new Input.Text(input.text()));
    }
    if (!input.isArray()) {
      throw Bad.wrong("input", input, "a text or an array");
    }
    var found = new ArrayList<Input>();
    for (var one : input) {
      if (one.isNumber()) {
        return List.of(new Input.Tokens(tokens(input, "input")));
      }
      found.add(one(one, "input[" + found.size() + "]"));
    }
    if (found.isEmpty()) {
      throw Bad.request("input is empty (expected: at least one)", "input", "invalid_value");
    }
    return found;
  }

  private static Input one(Node one, String param) {
    if (one.isText()) {
      return new Input.Text(one.text());
    }
    if (one.isArray() && one.size() > 0) {
      return new Input.Tokens(tokens(one, param));
    }
    if (one.isObject() && !one.text("text").isEmpty()) {
      return new Input.Text(one.text("text"));
    }
    if (one.isObject() && !one.text("image").isEmpty()) {
      return new Input.Image(one.text("image"));
    }
    throw Bad.wrong(param, one, "a text, token numbers, {\"text\"} or {\"image\"}");
  }

  private static Raw tokens(Node numbers, String param) {
    for (var number : numbers) {
      if (!number.isNumber()) {
        throw Bad.wrong(param, number, "whole numbers only");
      }
    }
    return numbers.raw();
  }

  @Override
  public byte[] write(EmbedResponse response, EmbedRequest asked) {
    var out = new JsonWriter(16 << 10).object().put("object", "list").array("data");
    int index = 0;
    for (var vector : response.vectors()) {
      out.object().put("object", "embedding").put("index", index++);
      if (asked.base64()) {
        out.put("embedding", vector.packed());
      } else {
        out.put("embedding", vector.numbers());
      }
      out.end();
    }
    long tokens = response.usage().inputs();
    return out.end()
        .put("model", response.model().isEmpty() ? asked.model() : response.model())
        .object("usage")
        .put("prompt_tokens", tokens)
        .put("total_tokens", tokens)
        .end()
        .end()
        .bytes();
  }
}
