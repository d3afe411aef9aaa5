package dev.fairlead.dialect.responses;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One recorded exchange of a provider of this protocol. */
record Recording(String name, String provider, Node root) {

  static Stream<Recording> all() {
    var folder = System.getProperty("recordings", "");
    assumeTrue(!folder.isEmpty(), "no recordings");
    try (var files = Files.walk(Path.of(folder), 2)) {
      return files
          .filter(f -> folder(f).endsWith(".responses"))
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(Recording::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      var folder = folder(file);
      return new Recording(
          folder + "/" + file.getFileName(),
          folder.substring(0, folder.indexOf('.')),
          Node.lenient(bytes, 0, bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String folder(Path file) {
    var parent = file.getParent();
    return parent == null ? "" : Objects.requireNonNull(parent.getFileName()).toString();
  }

  static List<Recording> requests() {
    return all().filter(r -> r.request() != null).toList();
  }

  /** Those with a whole answer that is no error. */
  static List<Recording> answers() {
    return all()
        .filter(r -> r.answer() != null && !Objects.requireNonNull(r.answer()).has("code"))
        .filter(r -> Objects.requireNonNull(r.answer()).get("output") != null)
        .toList();
  }

  static List<Recording> errors() {
    return all().filter(r -> r.status() >= 400).toList();
  }

  /** Those with a stream of this protocol: one recording has another project's own events. */
  static List<Recording> streams() {
    return all().filter(r -> r.sse().contains("\"response.created\"")).toList();
  }

  @Nullable Node request() {
    var request = root.get("request");
    return request == null ? null : request.get("body");
  }

  int status() {
    var response = root.get("response");
    return response == null ? 0 : (int) response.number("status", 0);
  }

  @Nullable Node answer() {
    var response = root.get("response");
    return response == null ? null : response.get("body");
  }

  String sse() {
    var response = root.get("response");
    return response == null ? "" : response.text("sse");
  }

  byte[] stream() {
    return sse().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
