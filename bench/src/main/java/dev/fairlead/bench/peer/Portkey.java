package dev.fairlead.bench.peer;

import dev.fairlead.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The npm package {@code @portkey-ai/gateway}, as its own command starts it, on Node.
 *
 * <p>Its server adapter is held at a version with which it can stream: with later ones, which its
 * range allows, it answers every stream with 500 ({@code TypeError: immutable}).
 */
public final class Portkey implements Peer {
  private static final String PACKAGE = "@portkey-ai/gateway";
  private static final String VERSION = "1.15.2";
  private static final String ADAPTER = "1.13.8";
  private static final Duration FETCH = Duration.ofMinutes(4);
  private static final Duration ASK = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "portkey";
  }

  @Override
  public int slowness() {
    return 10;
  }

  @Override
  public Optional<String> prepare(Setup setup) throws InterruptedException, IOException {
    var node = Shell.run(setup.root(), ASK, "node", "--version");
    if (node.isEmpty()) {
      setup.say().println("portkey left out: Node is not here");
      return Optional.empty();
    }
    if (!Files.exists(script(setup))) {
      setup.say().println("fetching " + PACKAGE + "@" + VERSION + " from npm into " + home(setup));
      Files.createDirectories(home(setup));
      Files.writeString(
          home(setup).resolve("package.json"),
          "{\"private\": true, \"overrides\": {\"@hono/node-server\": \"%s\"}}\n"
              .formatted(ADAPTER));
      Shell.run(
          home(setup),
          FETCH,
          "npm",
          "install",
          "--no-audit",
          "--no-fund",
          "--ignore-scripts",
          PACKAGE + "@" + VERSION);
    }
    if (!Files.exists(script(setup))) {
      setup.say().println("portkey left out: npm could not fetch it");
      return Optional.empty();
    }
    return node.map(
        version -> "%s, @hono/node-server %s, Node %s".formatted(VERSION, ADAPTER, version));
  }

  private static Path home(Setup setup) {
    return setup.tools().resolve("portkey-" + VERSION);
  }

  private static Path script(Setup setup) {
    return home(setup).resolve("node_modules").resolve(PACKAGE).resolve("build/start-server.js");
  }

  @Override
  public Running start(Setup setup) throws IOException, InterruptedException {
    int port = Setup.freePort();
    var command = setup.command("node", script(setup).toString(), "--headless", "--port=" + port);
    command.environment().put("NODE_ENV", "production");
    command.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1");
    var target =
        new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            "/v1/chat/completions",
            Map.of(
                "x-portkey-provider",
                "openai",
                "x-portkey-custom-host",
                setup.originUrl() + "/v1",
                "authorization",
                "Bearer none"));
    return new Running(
        this,
        new ProcessTree(command.start().toHandle(), Ticks.perSecond()),
        () -> target,
        () -> target,
        UnaryOperator.identity(),
        setup.log());
  }
}
