package dev.fairlead.dialect.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One recorded exchange. */
public record Recorded(String name, Node all) {

  /** The recordings of one API, in the order of their names; the test is skipped without them. */
  public static List<Recorded> of(String api) {
    var folder = System.getProperty("recordings", "");
    var path = Path.of(folder, api);
    assumeTrue(!folder.isEmpty() && Files.isDirectory(path), "no recordings");
    try (var files = Files.list(path)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(Recorded::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recorded read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      return new Recorded(file.getFileName().toString(), Node.lenient(bytes, 0, bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node side(String name) {
    var side = all.get(name);
    if (side == null) {
      throw new IllegalStateException(this.name + " has no " + name);
    }
    return side;
  }

  public Node request() {
    return side("request");
  }

  public Node response() {
    return side("response");
  }

  public int status() {
    return (int) response().number("status", 0);
  }

  /** The body of the one or the other, as bytes; of none an empty array. */
  public static byte[] body(Node side) {
    var body = side.get("body");
    return body == null ? new byte[0] : body.raw().text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
