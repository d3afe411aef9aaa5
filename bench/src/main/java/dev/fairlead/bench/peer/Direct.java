package dev.fairlead.bench.peer;

import dev.fairlead.bench.load.Target;
import dev.fairlead.bench.origin.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** No gateway at all: the upstream itself, which the added latency is counted from. */
public final class Direct implements Peer {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Optional<String> prepare(Setup setup) {
    return Optional.of("the upstream itself");
  }

  /** Starts the upstream of all; returns when it is ready. */
  @Override
  public Running start(Setup setup) throws IOException, InterruptedException {
    var java = ProcessHandle.current().info().command().orElse("java");
    var process =
        setup
            .command(
                java,
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Origin.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    var output =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = output.readLine();
    if (port == null) {
      throw new IOException("the upstream did not start: see " + setup.log());
    }
    var target = target(Integer.parseInt(port));
    return new Running(
        this,
        new ProcessTree(process.toHandle(), Ticks.perSecond()),
        () -> target,
        () -> target,
        UnaryOperator.identity(),
        setup.log());
  }

  private static Target target(int port) {
    return new Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        "/v1/chat/completions",
        Map.of());
  }
}
