package dev.fairlead.it.recordings;

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
import org.jspecify.annotations.Nullable;

/**
 * One recorded exchange. Bodies are the bytes of the recording; what they mean is read from {@link
 * Tree}, not with the code that is proven here.
 *
 * @param request the recorded body, or the smallest one that fits where none was recorded
 * @param model as the request names it
 * @param sse whether the answer is a stream of events
 * @param body the answer's bytes
 */
record Recording(
    String name,
    String provider,
    String dialect,
    byte[] request,
    String model,
    boolean stream,
    int status,
    Map<?, ?> headers,
    boolean sse,
    byte[] body) {

  private static final List<String> DIALECTS =
      List.of("openai.chat", "openai.completions", "openai.embeddings");

  /** Every exchange of OpenAI's dialects in a folder, the errors quoted by others among them. */
  static List<Recording> of(Path folder) throws IOException {
    var found = new ArrayList<Recording>();
    for (var line : Files.readAllLines(folder.resolve("index.jsonl"))) {
      var entry = map(Tree.json(utf8(line), 0, utf8(line).length));
      var dialect = text(entry, "dialect");
      if (DIALECTS.contains(dialect)) {
        var file = text(entry, "file");
        found.add(read(file, dialect, Files.readAllBytes(folder.resolve(file))));
      }
    }
    for (var line : Files.readAllLines(folder.resolve("quoted_errors.jsonl"))) {
      var json = utf8(line);
      var entry = map(Tree.json(json, 0, json.length));
      if (text(entry, "api").endsWith(".chat")) {
        found.add(read(text(entry, "id"), "openai.chat", json));
      }
    }
    return found;
  }

  private static Recording read(String name, String dialect, byte[] json) {
    var entry = map(Tree.json(json, 0, json.length));
    var file = Skim.strict(json, 0, json.length);
    var response = map(entry.get("response"));
    boolean sse = response.get("sse") != null;
    var body =
        sse
            ? utf8(text(response, "sse"))
            : raw(file.inside(file.find("response")), "body", response);
    boolean stream = Boolean.TRUE.equals(entry.get("streaming"));
    var model = text(entry, "model").isEmpty() ? "unknown" : text(entry, "model");
    var request = entry.get("request") instanceof Map<?, ?> r ? r : Map.of();
    boolean asked = request.get("body") instanceof Map<?, ?>;
    return new Recording(
        name,
        text(entry, "provider"),
        dialect,
        asked
            ? raw(file.inside(file.find("request")), "body", request)
            : smallest(dialect, model, stream),
        asked ? text(map(request.get("body")), "model") : model,
        stream,
        response.get("status") instanceof Number n ? n.intValue() : 0,
        response.get("headers") instanceof Map<?, ?> h ? h : Map.of(),
        sse,
        body);
  }

  /** The bytes of a member; checked to mean what the tree says. */
  private static byte[] raw(Members members, String name, Map<?, ?> tree) {
    var bytes = utf8(members.raw(members.find(name)));
    if (!Objects.equals(Tree.json(bytes, 0, bytes.length), tree.get(name))) {
      throw new AssertionError("the bytes of %s are not its value".formatted(name));
    }
    return bytes;
  }

  private static byte[] smallest(String dialect, String model, boolean stream) {
    var content =
        switch (dialect) {
          case "openai.chat" -> "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
          case "openai.completions" -> "\"prompt\":\"Hello\"";
          default -> "\"input\":\"Hello\"";
        };
    return utf8("{\"model\":\"%s\",%s,\"stream\":%s}".formatted(model, content, stream));
  }

  /** Below the gateway's address. */
  String path() {
    return switch (dialect) {
      case "openai.chat" -> "/v1/chat/completions";
      case "openai.completions" -> "/v1/completions";
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
