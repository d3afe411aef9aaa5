package dev.fairlead.bench.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a peer is started with.
 *
 * @param root the project's folder
 * @param tools a folder for what is fetched, kept from run to run
 * @param folder for this start alone: configuration, data, logs
 * @param origin the port of the upstream
 * @param models that the upstream serves
 * @param loops event loops or worker processes
 * @param cpus that the peer may use, as {@code taskset} reads them; empty: all
 * @param allCpus those that a peer without restriction may use; empty: all
 * @param say where progress is told
 */
public record Setup(
    Path root,
    Path tools,
    Path folder,
    int origin,
    List<String> models,
    int loops,
    String cpus,
    String allCpus,
    PrintStream say) {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 100;

  public Setup {
    models = List.copyOf(models);
  }

  public Setup in(Path other) {
    return new Setup(root, tools, other, origin, models, loops, cpus, allCpus, say);
  }

  public Setup onto(String otherCpus) {
    return new Setup(root, tools, folder, origin, models, loops, otherCpus, allCpus, say);
  }

  String originUrl() {
    return "http://127.0.0.1:" + origin;
  }

  /** A command that runs on the peer's processors, with its output in {@code output.log}. */
  ProcessBuilder command(String... command) {
    var words = new ArrayList<String>();
    if (!cpus.isEmpty()) {
      words.addAll(List.of("taskset", "-c", cpus));
    }
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectError(log().toFile())
        .redirectOutput(log().toFile());
  }

  Path log() {
    return folder.resolve("output.log");
  }

  void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port that was free just now, below those that the system gives to outgoing connections: one
   * of the thousands that a measurement opens could take it before the peer does.
   */
  static int freePort() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken; another one will do.
      }
    }
    throw new IOException("no free port between " + LOWEST + " and " + HIGHEST);
  }
}
