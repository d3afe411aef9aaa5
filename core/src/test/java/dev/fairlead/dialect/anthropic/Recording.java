package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One exchange that was recorded with a provider. */
record Recording(String api, String id, Node json) {
  /** All that speak this dialect; the test is skipped if there is no folder of them. */
  static List<Recording> all() {
    return of("anthropic.messages", "vertex.anthropic", "bedrock.anthropic", "bedrock.invoke")
        .stream()
        .filter(r -> !r.id.contains("nova") && !r.id.contains("pixtral"))
        .toList();
  }

  static List<Recording> of(String... apis) {
    var folder = System.getProperty("recordings", "");
    Assumptions.assumeFalse(folder.isEmpty(), "no recordings are here");
    var found = new ArrayList<Recording>();
    for (var api : apis) {
      read(Path.of(folder, api), api, found);
    }
    return found;
  }

  private static void read(Path folder, String api, List<Recording> found) {
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var bytes = Files.readAllBytes(file);
        found.add(
            new Recording(
                api,
                file.getFileName().toString().replace(".json", ""),
                Node.lenient(bytes, 0, bytes.length)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node response() {
    return Optional.ofNullable(json.get("response")).orElseThrow();
  }

  int status() {
    return (int) response().number("status", 0);
  }

  /** The request's body; null if it was not recorded. */
  @Nullable Node request() {
    var request = json.get("request");
    return request == null ? null : request.get("body");
  }

  /** The plain answer; null if it was a stream. */
  @Nullable Node answer() {
    return response().get("body");
  }

  byte[] answerBytes() {
    return Optional.ofNullable(answer()).orElseThrow().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The streams of a recording; some sources keep several in one. */
  List<String> streams() {
    var found = new ArrayList<String>();
    var sse = response().text("sse");
    var one = new StringBuilder();
    for (var event : sse.isEmpty() ? events() : List.of(sse.split("(?<=\n\n)"))) {
      if (event.contains("\"type\":\"message_start\"") && !one.isEmpty()) {
        found.add(one.toString());
        one.setLength(0);
      }
      one.append(event);
    }
    if (!one.isEmpty()) {
      found.add(one.toString());
    }
    return found;
  }

  /** Bedrock's frames as the events that are in them. */
  private List<String> events() {
    var found = new ArrayList<String>();
    for (var event : response().items("events")) {
      var payload = event.get("payload");
      found.add("data: " + (payload == null ? event : payload).raw().compact() + "\n\n");
    }
    return found;
  }

  @Override
  public String toString() {
    return api + "/" + id;
  }
}
