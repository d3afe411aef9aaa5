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
import dev.fairlead.dialect.embedding.EmbedRequest.Task;
import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's embeddings as OpenAI itself and compatible providers speak it; Voyage, Mistral and Jina
 * with members of their own. Stateless and thread-safe.
 */
public final class OpenAiEmbeddingsUpstream implements EmbedOutbound {
  private final OutboundWire wire;

  /**
   * @param wire passes a caller's bytes, reads what passes, and reads errors
   */
  public OpenAiEmbeddingsUpstream(OutboundWire wire) {
    this.wire = wire;
  }

  @Override
  public String id() {
    return OpenAiEmbeddings.ID;
  }

  @Override
  public String dialect() {
    return OpenAiEmbeddings.ID;
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    var passed = wire.pass(envelope, to, warnings);
    var habit = Habit.of(to);
    if (habit == Habit.PLAIN) {
      return passed;
    }
    var body = fitted(Skim.lenient(passed.body(), 0, passed.body().length), habit, warnings);
    return new Outgoing(
        passed.path(), body, passed.headers(), passed.framing(), passed.hideUsage());
  }

  /** OpenAI's words become the provider's. */
  private static byte[] fitted(Members body, Habit habit, Warnings warnings) {
    var edit = new Edit(body);
    rename(body, edit, "dimensions", habit.dimensions());
    rename(body, edit, "encoding_format", habit.encoding());
    int user = body.find("user");
    if (user >= 0) {
      edit.remove(user);
      if (body.kind(user) != Kind.NULL) {
        warnings.dropped("user", "the provider takes none");
      }
    }
    int format = body.find("encoding_format");
    boolean numbers =
        format >= 0 && body.kind(format) == Kind.STRING && body.text(format).equals("float");
    if (habit == Habit.VOYAGE && numbers) {
      // Numbers are what comes without a word.
      edit.remove(format);
    }
    return edit.bytes();
  }

  private static void rename(Members body, Edit edit, String from, String to) {
    int i = body.find(from);
    if (i >= 0 && !from.equals(to) && body.find(to) < 0) {
      edit.rename(i, to);
    }
  }

  @Override
  public StreamMeter streamMeter() {
    return wire.streamMeter();
  }

  @Override
  public AnswerMeter answerMeter() {
    return wire.answerMeter();
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return wire.error(status, body);
  }

  @Override
  public Outgoing write(EmbedRequest request, Destination to, Warnings warnings) {
    var habit = Habit.of(to);
    var out = new JsonWriter().object().put("model", to.model());
    input(out, request, habit);
    if (request.dimensions() != null) {
      out.put(habit.dimensions(), (long) request.dimensions());
    }
    if (request.base64()) {
      out.put(habit.encoding(), "base64");
    } else if (habit != Habit.VOYAGE) {
      out.put(habit.encoding(), "float");
    }
    task(out, request.task(), habit, warnings);
    if (!request.title().isEmpty()) {
      warnings.dropped("title", "the model takes none");
    }
    if (habit.user()) {
      out.putFilled("user", request.user());
    } else if (!request.user().isEmpty()) {
      warnings.dropped("user", "the provider takes none");
    }
    return new Outgoing("/embeddings", out.end().bytes());
  }

  private static void input(JsonWriter out, EmbedRequest request, Habit habit) {
    out.array("input");
    for (var input : request.inputs()) {
      switch (input) {
        case Input.Text(var text) -> {
          if (habit == Habit.JINA && pictures(request)) {
            out.object().put("text", text).end();
          } else {
            out.text(text);
          }
        }
        case Input.Tokens(var numbers) -> {
          if (!habit.tokens()) {
            throw Bad.unsupported("the provider takes texts, not token numbers", "input");
          }
          out.raw(numbers);
        }
        case Input.Image(var url) -> {
          if (habit != Habit.JINA) {
            throw Bad.unsupported("the model takes texts, not pictures", "input");
          }
          int comma = url.startsWith("data:") ? url.indexOf(',') + 1 : 0;
          out.object().put("image", url.substring(comma)).end();
        }
      }
    }
    out.end();
  }

  private static boolean pictures(EmbedRequest request) {
    return request.inputs().stream().anyMatch(i -> i instanceof Input.Image);
  }

  private static void task(JsonWriter out, @Nullable Task task, Habit habit, Warnings warnings) {
    if (task == null) {
      return;
    }
    switch (habit) {
      case VOYAGE -> out.putFilled("input_type", Tasks.voyage(task));
      case JINA -> out.put("task", Tasks.jina(task));
      case PLAIN, MISTRAL -> warnings.dropped("input_type", "the model knows no purposes");
    }
  }

  @Override
  public EmbedResponse read(byte[] body) {
    var root = Answers.parsed(body);
    var data = root.get("data");
    if (data == null || !data.isArray() || root.has("error")) {
      throw Answers.fault(root);
    }
    var vectors = new ArrayList<@Nullable Vector>();
    for (var one : data) {
      place(vectors, one, one.number("index", vectors.size()), data.size());
    }
    var all = new ArrayList<Vector>(vectors.size());
    for (var vector : vectors) {
      if (vector == null) {
        throw Answers.garbled("its answer leaves out a vector");
      }
      all.add(vector);
    }
    var usage = root.get("usage");
    long tokens =
        usage == null ? -1 : usage.number("prompt_tokens", usage.number("total_tokens", -1));
    return new EmbedResponse(root.text("model"), all, Answers.input(tokens));
  }

  /** Vectors may come in another order than that of the inputs. */
  private static void place(List<@Nullable Vector> vectors, Node one, long index, int count) {
    var value = one.get("embedding");
    if (value == null || index < 0 || index >= count) {
      throw Answers.garbled("its answer has a vector without numbers or a place");
    }
    while (vectors.size() <= index) {
      vectors.add(null);
    }
    vectors.set((int) index, Answers.vector(value));
  }
}
