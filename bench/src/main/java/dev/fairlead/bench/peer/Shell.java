package dev.fairlead.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Short commands whose output is wanted. */
public final class Shell {
  private Shell() {}

  /**
   * What a command prints, both outputs together and trimmed; empty when it is not there, fails or
   * takes longer than a time.
   */
  public static Optional<String> run(Path folder, Duration limit, String... command)
      throws InterruptedException {
    try {
      var output = Files.createTempFile("fairlead-bench", ".out");
      try {
        var process =
            new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        return ended && process.exitValue() == 0
            ? Optional.of(Files.readString(output, StandardCharsets.UTF_8).strip())
            : Optional.empty();
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
