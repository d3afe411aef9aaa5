package dev.fairlead.it.recordings;

import dev.fairlead.json.Elements;
import dev.fairlead.json.Members;
import dev.fairlead.json.Skim;
import dev.fairlead.json.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recorded exchange. Bodies are the bytes of the recording; what they mean is read from {@link
 * Tree}, not with the code that is proven here.
 *
 * @param request the recorded body, or the smallest one that fits where none was recorded
 * @param api the provider and its kind of interface, as {@code vertex.anthropic}
 * @param model as the request names it
 * @param sse whether the answer is a stream of events
 * @param wire whether those are the recorded bytes; else they were framed here
 * @param body the answer's bytes
 */
public record Recording(
    String name,
    String provider,
    String api,
    String dialect,
    byte[] request,
    String model,
    boolean stream,
    int status,
    Map<?, ?> headers,
    boolean sse,
    boolean wire,
    byte[] body) {

  private static final Set<String> PASSED =
      Set.of("openai.chat", "openai.completions", "openai.embeddings");

  /** Events that are no answer's, the last of them of no protocol that a provider speaks. */
  private static final Set<String> FOREIGN = Set.of("response.failed", "response.delta");

  /** Those of {@link #PASSED}, the errors quoted by others among them. */
  static List<Recording> passed(Path folder) throws IOException {
    var found = new ArrayList<>(of(folder, PASSED));
    for (var line : Files.readAllLines(folder.resolve("quoted_errors.jsonl"))) {
      var json = utf8(line);
      var entry = map(Tree.json(json, 0, json.length));
      if (text(entry, "api").endsWith(".chat")) {
        found.add(read(text(entry, "id"), "openai.chat", json));
      }
    }
    return found;
  }

  /** Every exchange of some dialects in a folder. */
  public static List<Recording> of(Path folder, Set<String> dialects) throws IOException {
    var found = new ArrayList<Recording>();
    for (var line : Files.readAllLines(folder.resolve("index.jsonl"))) {
      var entry = map(Tree.json(utf8(line), 0, utf8(line).length));
      var dialect = text(entry, "dialect");
      if (dialects.contains(dialect)) {
        var file = text(entry, "file");
        found.add(read(file, dialect, Files.readAllBytes(folder.resolve(file))));
      }
    }
    return found;
  }

  private static Recording read(String name, String dialect, byte[] json) {
    var entry = map(Tree.json(json, 0, json.length));
    var file = Skim.strict(json, 0, json.length);
    var response = map(entry.get("response"));
    boolean wire = response.get("sse") != null;
    boolean sse = wire || response.get("events") != null;
    var body =
        wire
            ? utf8(first(text(response, "sse")))
            : sse
                ? framed(file.inside(file.find("response")))
                : response.containsKey("body")
                    ? raw(file.inside(file.find("response")), "body", response)
                    : utf8(text(response, "body_text"));
    boolean stream = Boolean.TRUE.equals(entry.get("streaming"));
    var model = text(entry, "model").isEmpty() ? "unknown" : text(entry, "model");
    var request = entry.get("request") instanceof Map<?, ?> r ? r : Map.of();
    boolean asked = request.get("body") instanceof Map<?, ?>;
    return new Recording(
        name,
        text(entry, "provider"),
        text(entry, "api"),
        dialect,
        asked
            ? raw(file.inside(file.find("request")), "body", request)
            : smallest(dialect, model, stream),
        asked && map(request.get("body")).containsKey("model")
            ? text(map(request.get("body")), "model")
            : model,
        stream,
        response.get("status") instanceof Number n ? n.intValue() : 0,
        response.get("headers") instanceof Map<?, ?> h ? h : Map.of(),
        sse,
        wire,
        body);
  }

  /** One answer of several that were recorded into one text. */
  private static String first(String sse) {
    int second = sse.indexOf("event: message_start", 1);
    return second < 0 ? sse : sse.substring(0, second);
  }

  /** Events of which the bytes around them were not recorded, or are no server-sent events. */
  private static byte[] framed(Members response) {
    var sse = new StringBuilder();
    for (var event : Elements.of(response, response.find("events"))) {
      int payload = event.object() ? event.find("payload") : -1;
      sse.append("data: ")
          .append((payload < 0 ? whole(event) : event.raw(payload)).replace("\n", ""))
          .append("\n\n");
    }
    return utf8(sse.toString());
  }

  private static String whole(Members value) {
    return new String(
        value.json(), value.from(), value.to() - value.from(), StandardCharsets.UTF_8);
  }

  /** The bytes of a member; checked to mean what the tree says. */
  private static byte[] raw(Members members, String name, Map<?, ?> tree) {
    var bytes = utf8(members.raw(members.find(name)));
    if (!Objects.equals(Tree.json(bytes, 0, bytes.length), tree.get(name))) {
      throw new AssertionError("the bytes of %s are not its value".formatted(name));
    }
    return bytes;
  }

  static byte[] smallest(String dialect, String model, boolean stream) {
    var content =
        switch (dialect) {
          case "openai.chat" -> "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
          case "openai.completions" -> "\"prompt\":\"Hello\"";
          case "anthropic.messages" ->
              "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
          case "gemini.generate" -> "\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]";
          default -> "\"input\":\"Hello\"";
        };
    if (dialect.equals("gemini.generate")) {
      return utf8("{" + content + "}");
    }
    return utf8("{\"model\":\"%s\",%s,\"stream\":%s}".formatted(model, content, stream));
  }

  /** Whether the model has answered: no error, also not in the stream. */
  public boolean answered() {
    return status == 200
        && (!sse
            || Event.of(body).stream()
                .noneMatch(e -> e.error() || FOREIGN.contains(type(e)) || type(e).equals("error")));
  }

  private static String type(Event event) {
    return String.valueOf(
        event.chunk().containsKey("type")
            ? event.chunk().get("type")
            : event.chunk().get("object"));
  }

  /** Below the gateway's address. */
  String path() {
    return switch (dialect) {
      case "openai.chat" -> "/v1/chat/completions";
      case "openai.completions" -> "/v1/completions";
      case "openai.responses" -> "/v1/responses";
      case "anthropic.messages" -> "/v1/messages";
      default -> "/v1/embeddings";
    };
  }

  String contentType() {
    for (var header : headers.entrySet()) {
      if (String.valueOf(header.getKey()).toLowerCase(Locale.ROOT).equals("content-type")) {
        return String.valueOf(header.getValue());
      }
    }
    return sse ? "text/event-stream; charset=utf-8" : "application/json";
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String s ? s : "";
  }

  private static Map<?, ?> map(@Nullable Object tree) {
    return tree instanceof Map<?, ?> m ? m : Map.of();
  }
}
