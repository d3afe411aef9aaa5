package dev.fairlead.bench.peer;

import dev.fairlead.bench.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** This project's gateway with everything on: keys, routing, metering, cost, a line of log each. */
public final class Fairlead implements Peer {
  private static final Duration FETCH = Duration.ofMinutes(10);
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");

  @Override
  public String name() {
    return "fairlead";
  }

  @Override
  public boolean translates() {
    return true;
  }

  @Override
  public Optional<String> prepare(Setup setup) throws InterruptedException, IOException {
    if (!Files.isExecutable(setup.root().resolve("fairlead"))) {
      setup.say().println("fairlead left out: no ./fairlead in " + setup.root());
      return Optional.empty();
    }
    var version = Shell.run(setup.root(), FETCH, "./fairlead", "--version");
    if (version.isEmpty()) {
      setup.say().println("fairlead left out: ./fairlead --version fails");
      return Optional.empty();
    }
    var commit =
        Shell.run(setup.root(), ASK, "git", "describe", "--always", "--dirty", "--abbrev=10")
            .orElse("unknown");
    return version.map(text -> text.lines().toList().getLast() + ", commit " + commit);
  }

  @Override
  public Running start(Setup setup) throws IOException, InterruptedException {
    setup.write("bench.yaml", configuration(setup));
    var process =
        setup
            .command(
                setup.root().resolve("fairlead").toString(),
                "serve",
                "--port",
                "0",
                "--control-port",
                "0",
                "--data",
                setup.folder().resolve("data").toString(),
                "--config",
                setup.folder().resolve("bench.yaml").toString(),
                "--json")
            .start();
    var target = new Ready(process.toHandle(), setup.log());
    return new Running(
        this,
        new ProcessTree(process.toHandle(), Ticks.perSecond()),
        target,
        target,
        model -> "bench/" + model,
        setup.log());
  }

  private static String configuration(Setup setup) {
    String models =
        setup.models().stream()
            .map("      - {model: bench/%1$s, upstream-id: %1$s}\n"::formatted)
            .collect(Collectors.joining());
    return """
    listen:
      loops: %d
    limits:
      upstream-connections: 8192
    providers:
      bench:
        base-url: %s/v1
        auth: none
        models:
    %s\
    """
        .formatted(setup.loops(), setup.originUrl(), models);
  }

  /** Waits once for the line in the output that says where the gateway listens. */
  private static final class Ready implements Supplier<Target> {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final ProcessHandle process;
    private final Path log;
    private Optional<Target> target = Optional.empty();

    Ready(ProcessHandle process, Path log) {
      this.process = process;
      this.log = log;
    }

    @Override
    public synchronized Target get() {
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (target.isEmpty()) {
        target = read();
        if (target.isEmpty() && (!process.isAlive() || System.nanoTime() > limit)) {
          throw new IllegalStateException("fairlead did not get ready: see " + log);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return target.get();
    }

    private Optional<Target> read() {
      try (var lines = Files.lines(log)) {
        return lines
            .limit(200)
            .filter(line -> URL.matcher(line).find() && KEY.matcher(line).find())
            .filter(line -> line.endsWith("}"))
            .findFirst()
            .map(Ready::target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Target target(String line) {
      int port = URI.create(first(URL, line)).getPort();
      return new Target(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          "/v1/chat/completions",
          Map.of("authorization", "Bearer " + first(KEY, line)));
    }

    private static String first(Pattern pattern, String line) {
      var match = pattern.matcher(line);
      return match.find() ? match.group(1) : "";
    }
  }
}
