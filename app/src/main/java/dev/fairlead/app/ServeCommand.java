package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.json.Texts;
import dev.fairlead.key.Role;
import dev.fairlead.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead serve}: starts the gateway and says what it found. */
@Command(
    name = "serve",
    sortOptions = false,
    description = {
      "Starts the gateway. Providers are enabled by their usual environment variables",
      "(OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY, …) or by fairlead.yaml;",
      "with none at all, simulated ones answer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fairlead serve                           on port 8080, control on 127.0.0.1:8081",
      "  OPENAI_API_KEY=sk-… fairlead serve       with one provider",
      "  fairlead serve --config prod.yaml --data /var/lib/fairlead",
      "  fairlead serve --port 0 --control-port 0 --json",
      "                                           on free ports, for a script",
      "",
      "Stops on SIGTERM or Ctrl-C: running answers may finish (timeouts.drain, 30 s).",
      "Exit code: 0 stopped, 1 it could not start, 2 the command line is wrong."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--host", paramLabel = "HOST", description = "Address of the data port.")
  private @Nullable String host;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Data port, instead of the configuration's; 0 picks a free one.")
  private @Nullable Integer port;

  @Option(names = "--control-port", paramLabel = "PORT", description = "Control port, likewise.")
  private @Nullable Integer controlPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Holds all state. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "Event loops, instead of the configuration's; 0 for one each processor.")
  private @Nullable Integer loops;

  @Option(
      names = "--json",
      description = "When ready, print one JSON line instead of the text for people.")
  private boolean json;

  /** Read by picocli itself. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  private boolean help;

  @Override
  public Integer call() throws InterruptedException {
    var err = spec.commandLine().getErr();
    try {
      var gateway = Gateway.start(Gateway.Needs.ofProcess(adjusted(config.load()), data));
      var out = spec.commandLine().getOut();
      out.print(json ? Ready.json(gateway) : Ready.text(gateway, data));
      out.flush();
      await(gateway, err);
      return 0;
    } catch (ConfigOption.Refused e) {
      err.print(e.getMessage());
    } catch (IOException | StoreException | IllegalArgumentException e) {
      err.println("Fairlead could not start: " + e.getMessage());
    }
    err.flush();
    return 1;
  }

  private Config adjusted(Config from) {
    var listen = from.listen();
    var adjusted =
        new Config.Listen(
            host == null ? listen.host() : host,
            port == null ? listen.port() : port,
            loops == null ? listen.loops() : loops,
            listen.transport(),
            listen.tls());
    var control =
        controlPort == null
            ? from.control()
            : new Config.Control(from.control().host(), controlPort);
    return new Config(
        adjusted,
        control,
        from.limits(),
        from.timeouts(),
        from.retry(),
        from.translation(),
        from.state(),
        from.providers(),
        from.aliases(),
        from.overrides(),
        from.simulator(),
        from.hash());
  }

  /** Until SIGTERM or SIGINT; then drains. */
  private static void await(Gateway gateway, PrintWriter err) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    long running = gateway.data().counts().running();
                    if (running > 0) {
                      err.println("Stopping: waiting for %d exchanges.".formatted(running));
                      err.flush();
                    }
                    gateway.drain();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } finally {
                    stopped.countDown();
                  }
                },
                "fairlead-stop"));
    stopped.await();
  }

  /** What is said when the gateway is ready. */
  static final class Ready {
    private Ready() {}

    static String json(Gateway gateway) {
      var out = new StringBuilder("{\"url\":");
      Texts.quote(out, gateway.url()).append(",\"control_url\":");
      Texts.quote(out, gateway.controlUrl()).append(",\"key\":");
      key(out, gateway, Role.CALLER).append(",\"admin_key\":");
      key(out, gateway, Role.ADMIN).append(",\"providers\":[");
      out.append(
          gateway.upstreams().stream()
              .map(u -> Texts.quote(new StringBuilder(), u.provider().id()))
              .collect(Collectors.joining(",")));
      return out.append("],\"models\":").append(gateway.models()).append("}\n").toString();
    }

    private static StringBuilder key(StringBuilder out, Gateway gateway, Role role) {
      return gateway
          .fresh(role)
          .map(plain -> Texts.quote(out, plain))
          .orElseGet(() -> out.append("null"));
    }

    static String text(Gateway gateway, Path data) {
      var providers =
          gateway.upstreams().stream()
              .map(u -> u.provider().id())
              .collect(Collectors.joining(", "));
      var out = new StringBuilder();
      out.append("Fairlead serves at ").append(gateway.url()).append("/v1");
      out.append("   (control: ").append(gateway.controlUrl()).append(")\n\n");
      line(out, "providers", providers);
      line(out, "models", gateway.models() + " can be asked for (GET /v1/models)");
      line(out, "state", data.toAbsolutePath().normalize().toString());
      for (var note : gateway.notes()) {
        line(out, "note", note);
      }
      if (gateway.simulator().isPresent() && gateway.upstreams().size() == 1) {
        out.append(
            """

            No provider key was found, so SIMULATED providers answer: the models simulated/…
            know nothing, and their prices are made up. Set OPENAI_API_KEY, ANTHROPIC_API_KEY,
            GEMINI_API_KEY or another provider's key, or write a fairlead.yaml, for real ones.
            """);
      }
      keys(out, gateway, data);
      return out.toString();
    }

    private static void keys(StringBuilder out, Gateway gateway, Path data) {
      var caller = gateway.fresh(Role.CALLER);
      out.append('\n');
      if (caller.isPresent()) {
        line(out, "key", caller.get());
        line(out, "admin key", gateway.fresh(Role.ADMIN).orElse(""));
        out.append("Keep them: they are shown this once and stored only as hashes.\n\nTry it:\n\n");
      } else {
        line(out, "keys", "as before, in " + data.resolve("keys.json") + "; fairlead keys --help");
        out.append("\nTry it:\n\n");
      }
      var model = gateway.data().snapshot().models().suggestion();
      out.append(
          """
          curl %s/v1/chat/completions -H "Authorization: Bearer %s" \\
            -H "Content-Type: application/json" \\
            -d '{"model":"%s","messages":[{"role":"user","content":"Hello"}]}'

          Add "stream":true to see it come word by word. Ctrl-C stops.
          """
              .formatted(gateway.url(), caller.orElse("YOUR_KEY"), model));
    }

    private static void line(StringBuilder out, String name, String value) {
      out.append("  ").append(name).repeat(' ', Math.max(1, 11 - name.length()));
      out.append(value).append('\n');
    }
  }
}
