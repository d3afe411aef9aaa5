package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Recorded exchanges with Google. */
@SuppressWarnings("NullAway")
final class Recordings {
  private Recordings() {}

  /**
   * One exchange.
   *
   * @param name of its file
   * @param request the body; empty if it was not recorded
   */
  record Recording(String name, Node all, String request) {
    @Override
    public String toString() {
      return name;
    }

    Node response() {
      return all.get("response");
    }

    long status() {
      return response().number("status", 0);
    }

    boolean ok() {
      return status() == 200;
    }

    String sse() {
      return response().text("sse");
    }

    String body() {
      var body = response().get("body");
      return body == null ? "" : body.raw().text();
    }

    String model() {
      var url = all.get("request").text("url");
      int from = url.indexOf("/models/") + 8;
      int to = url.indexOf(':', from);
      var model = url.substring(from, to);
      return model.isEmpty() ? "gemini-2.5-flash" : model;
    }

    boolean vertex() {
      return name.startsWith("vertex");
    }

    boolean count() {
      return name.contains("count_tokens");
    }
  }

  static List<Recording> all() {
    var folder = System.getProperty("recordings", "");
    Assumptions.assumeFalse(folder.isEmpty(), "no recordings are here");
    return Stream.of(
            "gemini.generate", "vertex.generate", "gemini.count_tokens", "vertex.count_tokens")
        .flatMap(api -> files(Path.of(folder, api)))
        .map(Recordings::read)
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      var all = Node.lenient(bytes, 0, bytes.length);
      var body = all.get("request").get("body");
      return new Recording(
          file.getParent().getFileName() + "/" + file.getFileName(),
          all,
          body == null ? "" : body.raw().text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
