package dev.fairlead.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.config.ConfigFile.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files of tests and what they are read against. */
final class Files {
  static final Path DOCS = Path.of("..", "docs");
  static final Surroundings AROUND =
      new Surroundings(
          Map.of("KEY", "sk-from-env", "EMPTY", "", "PORT", "9000", "WIDE", "a b"),
          Set.of("openai", "anthropic", "mistral"),
          path -> path.endsWith(".pem"));

  private Files() {}

  static Config valid(String yaml) {
    return switch (ConfigFile.read(yaml.getBytes(UTF_8), AROUND)) {
      case Result.Valid(var config) -> config;
      case Result.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  static List<Problem> problems(String yaml) {
    return switch (ConfigFile.read(yaml.getBytes(UTF_8), AROUND)) {
      case Result.Valid _ -> List.of();
      case Result.Invalid(var problems) -> problems;
    };
  }

  static List<String> messages(String yaml) {
    return problems(yaml).stream().map(problem -> problem.in("f")).toList();
  }

  /** A file below {@code docs/}. */
  static String doc(String name) {
    try {
      return java.nio.file.Files.readString(DOCS.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A file with every key there is. */
  static String everyKey() {
    try (var in = Files.class.getResourceAsStream("every-key.yaml")) {
      return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
