package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.it.Served;
import dev.fairlead.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official JavaScript libraries; runs where Node is, and npm finds a registry. */
final class NodeTest {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path PLACE = Path.of("target/node");
  private static final int INSTALL_SECONDS = 120;
  private static final int RUN_SECONDS = 60;

  @TempDir private static Path directory;

  /** How a program ended; -1 if it is not there, or took too long. */
  private record Ran(int code, String said) {}

  private static Ran run(int seconds, String... command) throws IOException, InterruptedException {
    var said = Files.createTempFile(directory, "said", ".txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(PLACE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) {
      return new Ran(-1, String.valueOf(e.getMessage()));
    }
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return new Ran(
        ended ? process.exitValue() : -1, Files.readString(said, StandardCharsets.UTF_8));
  }

  /** Copies what is needed and installs the libraries, unless these are there already. */
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(PLACE);
    assumeThat(run(RUN_SECONDS, "node", "--version").code()).as("node is there").isZero();
    var lock = PLACE.resolve("node_modules/.of-package-lock.json");
    var wanted = Files.readString(SOURCES.resolve("package-lock.json"));
    for (var name : List.of("package.json", "package-lock.json", ".npmrc", "pairs.mjs")) {
      Files.copy(SOURCES.resolve(name), PLACE.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(lock) && Files.readString(lock).equals(wanted)) {
      return;
    }
    var installed =
        run(INSTALL_SECONDS, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assumeThat(installed.code()).as("npm ci: %s", installed.said()).isZero();
    Files.writeString(lock, wanted);
  }

  @Test
  void everyLibraryWorksWithEveryProvider() throws IOException, InterruptedException {
    install();
    try (var provider = Simulator.start("127.0.0.1", 0, new Thinkers());
        var gateway = Served.speaking(Thinkers.urls(provider), directory)) {
      var ran = run(RUN_SECONDS, "node", "pairs.mjs", gateway.url(), gateway.key());
      assertThat(ran.code()).as(ran.said()).isZero();
    }
  }
}
