package dev.fairlead.app;

import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.script.Script;
import dev.fairlead.simulator.script.ScriptFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulated provider until it is told to stop. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs a simulated provider: OpenAI's, Anthropic's and Google's dialects, no key, no cost,"
            + " faults on demand.",
    footer = {
      "",
      "Examples:",
      "  fairlead simulate",
      "  fairlead simulate --port 9090 --script faults.yaml --seed 7",
      "  curl http://127.0.0.1:9090/v1/chat/completions \\",
      "    -H 'x-simulate: cut-after=5' -d @request.json",
      "",
      "The words of x-simulate and of script files: docs/simulator.md"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  private int port = 9090;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Refuse everyone who does not send this key.")
  private String key = "";

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "YAML or JSON: how each model behaves, and tasks in steps for agents.")
  private @Nullable Path script;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of what is left to chance, and of signatures (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "Event loops (default: ${DEFAULT-VALUE}).")
  private int loops = 1;

  @Option(names = "--json", description = "Print one line of JSON instead of text.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var simulator = start()) {
      announce(simulator, out);
      var stop = new CountDownLatch(1);
      var drained = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, drained)));
      stop.await();
      drain(simulator);
      drained.countDown();
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
    return 0;
  }

  private Simulator start() throws IOException {
    try {
      return Simulator.start(
          Simulator.Settings.STANDARD
              .at(host, port)
              .script(script())
              .key(key)
              .seed(seed)
              .loops(loops));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Script script() throws IOException {
    if (script == null) {
      return Script.standard();
    }
    try {
      return ScriptFile.read(Files.readString(script));
    } catch (NoSuchFileException _) {
      throw new IllegalArgumentException("--script: %s (expected: a file)".formatted(script));
    }
  }

  private void announce(Simulator simulator, PrintWriter out) {
    var url = simulator.url();
    if (json) {
      out.printf(
          "{\"url\":\"%s\",\"origin\":\"%s\",\"port\":%d}%n",
          url, simulator.origin(), simulator.port());
    } else {
      out.printf(
          """
          Simulated provider at %1$s

            curl %1$s/chat/completions -d '{"model":"echo","messages":[{"role":"user","content":"Hello"}]}'
            curl -N %1$s/chat/completions -d '{"model":"slow","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

          Models: %1$s/models. Anthropic's and Google's clients: %2$s. Stop with Ctrl-C.
          """,
          url, simulator.origin());
    }
    out.flush();
  }

  /** Runs on the hook's thread: the process ends when this returns. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch drained) {
    stop.countDown();
    try {
      drained.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(Simulator simulator) {
    try {
      simulator.drain(PATIENCE);
    } catch (IllegalStateException _) {
      // Some answer is still going on, perhaps one that stalls on purpose: it is cut off.
    }
  }
}
