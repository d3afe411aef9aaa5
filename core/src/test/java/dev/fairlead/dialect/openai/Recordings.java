package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Exchanges recorded against real providers, in the folder that {@code recordings} names. */
final class Recordings {
  private Recordings() {}

  /**
   * One exchange.
   *
   * @param root the file
   */
  record Recording(String file, String provider, int status, boolean streaming, Node root) {
    @Nullable Node request() {
      var request = root.get("request");
      return request == null ? null : request.get("body");
    }

    Node response() {
      return java.util.Objects.requireNonNull(root.get("response"));
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Recording> of(String dialect) {
    var folder = System.getProperty("recordings", "");
    Assumptions.assumeFalse(folder.isEmpty(), "no recordings are here");
    var all = new ArrayList<Recording>();
    try {
      for (var line : Files.readAllLines(Path.of(folder, "index.jsonl"))) {
        var entry = Node.of(line);
        if (entry.text("dialect").equals(dialect)) {
          var file = entry.text("file");
          all.add(
              new Recording(
                  file,
                  entry.text("provider"),
                  (int) entry.number("status", 0),
                  entry.yes("streaming"),
                  Node.of(Files.readString(Path.of(folder, file)))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** A value as maps, lists, texts and numbers, to be compared. */
  static @Nullable Object tree(Node node) {
    return switch (node.kind()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (var member : node) {
          map.put(member.name(), tree(member));
        }
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (var element : node) {
          list.add(tree(element));
        }
        yield list;
      }
      case STRING -> node.text();
      case NUMBER -> new java.math.BigDecimal(node.text()).stripTrailingZeros();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }
}
