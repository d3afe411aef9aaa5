package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import dev.fairlead.provider.Accent.Tags;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in chunks, or whole, of OpenAI or a compatible. A choice ends when the stream
 * does, because usage, citations and even calls may come behind its finish reason. Not thread-safe.
 */
final class AnswerReader implements EventReader {
  private static final String CUT = "the stream ended without its proper end";
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_CHOICES = 128;

  private final Assembler out;
  private final How how;
  private final TreeMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private final Map<String, Raw> extras = new LinkedHashMap<>(0);
  private List<dev.fairlead.model.Citation> sources = List.of();
  private Usage usage = Usage.NONE;
  private String id = "";

  /**
   * What must be known to read an answer.
   *
   * @param stops that were asked for
   * @param toolShapes of the input of tools from which nulls must be taken
   * @param shape of the text from which nulls must be taken; null if none
   */
  record How(Tags tags, List<String> stops, Map<String, Shape> toolShapes, @Nullable Shape shape) {
    static final How PLAIN = new How(Tags.NONE, List.of(), Map.of(), null);
  }

  AnswerReader(Consumer<Event> sink, How how) {
    this.out = new Assembler(sink);
    this.how = how;
  }

  /**
   * Reads a whole answer.
   *
   * @throws AnswerFault if it is an error or no answer
   */
  static Response whole(byte[] body, How how) {
    var all = new Collector();
    var reader = new AnswerReader(all, how);
    reader.answer(body);
    var failure = all.failure();
    if (failure != null) {
      throw new AnswerFault(failure.cause(), failure.status(), failure.message());
    }
    return all.response();
  }

  private void answer(byte[] body) {
    Node root;
    try {
      root = Node.lenient(body, 0, body.length);
    } catch (JsonFault e) {
      fail(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
      return;
    }
    if (!root.isObject() || !root.has("choices") && !isError(root)) {
      fail(Cause.GARBLED, 0, "its answer has no choices");
      return;
    }
    chunk(root, true);
    if (!out.over() && choices.isEmpty()) {
      fail(Cause.GARBLED, 0, "its answer has no choices");
    }
    finish(true);
  }

  @Override
  public void event(String type, byte[] data, int from, int to) {
    if (from == to || out.over()) {
      return;
    }
    if (isDone(data, from, to)) {
      finish(true);
      return;
    }
    try {
      var root = Node.lenient(data, from, to);
      if (root.isObject()) {
        chunk(root, false);
      } else {
        fail(Cause.GARBLED, 0, "an event of the stream is not a JSON object");
      }
    } catch (JsonFault e) {
      fail(Cause.GARBLED, 0, "an event of the stream is not JSON: " + e.getMessage());
    }
  }

  private static boolean isDone(byte[] data, int from, int to) {
    if (to - from < DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (data[from + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isError(Node root) {
    return root.get("error") != null
        || root.get("base_resp") != null
        || root.text("object").equals("error");
  }

  private void chunk(Node root, boolean whole) {
    if (isError(root) && failed(root)) {
      return;
    }
    for (var member : root) {
      switch (member.name()) {
        case "choices" -> choices(root, member, whole);
        case "usage" -> usage(member);
        case "x_groq" -> groq(member);
        case "citations", "search_results" -> sources(root);
        case "system_fingerprint", "moderation", "provider" -> extra(member);
        default -> {
          // Nothing of it is part of the answer.
        }
      }
    }
  }

  private boolean failed(Node root) {
    var error = root.get("error");
    var bytes = root.raw().text().getBytes(StandardCharsets.UTF_8);
    if (error == null
        && root.get("choices") != null
        && ErrorReader.baseResponse(Skim.lenient(bytes, 0, bytes.length)).isEmpty()) {
      return false;
    }
    if (error == null
        && !root.text("object").equals("error")
        && ErrorReader.baseResponse(Skim.lenient(bytes, 0, bytes.length)).isEmpty()) {
      return false;
    }
    choices.values().forEach(ChoiceReader::end);
    begin(root);
    fail(Cause.ERROR_INSIDE, status(root, error), ErrorReader.message(bytes));
    return true;
  }

  private static int status(Node root, @Nullable Node error) {
    long code = error == null ? root.number("code", 0) : error.number("code", 0);
    if (code == 0 && error != null) {
      code = error.number("status", 0);
    }
    return code >= 400 && code < 600 ? (int) code : 0;
  }

  private void begin(Node root) {
    if (!out.started()) {
      id = root.text("id");
      out.start(
          id,
          root.text("model"),
          Math.max(0, root.number("created", 0)),
          Usage.NONE,
          root.text("service_tier"));
    }
  }

  private void choices(Node root, Node elements, boolean whole) {
    for (var element : elements) {
      if (!element.isObject()) {
        continue;
      }
      begin(root);
      int index = (int) element.number("index", 0);
      if (index < 0 || index >= MOST_CHOICES) {
        continue;
      }
      var choice = choices.get(index);
      if (choice == null) {
        choice = new ChoiceReader(out, index, how.tags, how.stops, how.toolShapes, how.shape);
        choice.seed(id);
        choices.put(index, choice);
      }
      choice.choice(element, whole);
      var told = element.get("usage");
      if (told != null) {
        usage(told);
      }
    }
  }

  private void usage(Node told) {
    if (told.isObject()) {
      var read = UsageReader.read(told);
      if (read.reported() && !read.equals(usage)) {
        usage = read;
        if (out.started()) {
          out.usage(read);
        }
      }
    }
  }

  private void groq(Node groq) {
    var told = groq.get("usage");
    if (told != null && !usage.reported()) {
      usage(told);
    }
  }

  private void sources(Node root) {
    if (sources.isEmpty()) {
      sources = Citations.sources(root);
    }
  }

  private void extra(Node member) {
    if (!member.isNull()) {
      extras.putIfAbsent(member.name(), member.raw());
    }
  }

  @Override
  public void end() {
    finish(false);
  }

  /**
   * The end.
   *
   * @param proper whether it was said; otherwise every choice must have its finish reason
   */
  private void finish(boolean proper) {
    if (out.over()) {
      return;
    }
    boolean all = !choices.isEmpty();
    for (var choice : choices.values()) {
      all &= !choice.word().isEmpty() || proper && choice.anything();
    }
    if (!all) {
      stop(Cause.CUT, CUT);
      return;
    }
    sources.forEach(choices.firstEntry().getValue()::cite);
    for (var entry : choices.entrySet()) {
      entry.getValue().end();
      var finish = entry.getValue().finish();
      if (finish.kind() == Finish.Kind.ERROR) {
        fail(
            Cause.ERROR_INSIDE,
            FinishWords.status(finish.word()),
            "the answer ended with " + finish.word());
        return;
      }
      out.finish(entry.getKey(), finish);
    }
    if (usage.reported() && !out.usage().equals(usage)) {
      out.usage(usage);
    }
    out.end(extras);
  }

  @Override
  public void stop(Cause cause, String why) {
    if (!out.over()) {
      choices.values().forEach(ChoiceReader::end);
      fail(cause, 0, why);
    }
  }

  private void fail(Cause cause, int status, String message) {
    out.start("", "", 0, Usage.NONE, "");
    out.fail(cause, status, message);
  }
}
