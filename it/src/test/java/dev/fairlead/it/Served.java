package dev.fairlead.it;

import dev.fairlead.app.Gateway;
import dev.fairlead.config.Config;
import dev.fairlead.config.Config.Control;
import dev.fairlead.config.Config.Listen;
import dev.fairlead.config.Config.ProviderConfig;
import dev.fairlead.config.Config.State;
import dev.fairlead.config.Config.Transport;
import dev.fairlead.edge.loop.LoopThreads;
import dev.fairlead.edge.upstream.ClientTls;
import dev.fairlead.key.Role;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.provider.Quirks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A whole gateway on free loopback ports, which keeps what it settles. Settlements are read by one
 * thread.
 */
public final class Served implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<Settlement> settled = new LinkedBlockingQueue<>();
  private final Gateway gateway;

  private Served(Path directory, Map<String, ProviderConfig> providers, State state)
      throws IOException, InterruptedException {
    var standard = Config.DEFAULT;
    var config =
        new Config(
            new Listen("127.0.0.1", 0, 1, Transport.AUTO, Optional.empty()),
            new Control("127.0.0.1", 0),
            standard.limits(),
            standard.timeouts(),
            standard.retry(),
            standard.translation(),
            state,
            providers,
            standard.aliases(),
            standard.overrides(),
            standard.simulator(),
            standard.hash());
    gateway =
        Gateway.start(
            new Gateway.Needs(
                config,
                _ -> null,
                directory,
                LoopThreads.create(),
                ClientTls.create(),
                settled::add));
  }

  /** In front of its own simulated provider. */
  public static Served simulated(Path directory) throws IOException, InterruptedException {
    return new Served(directory, Map.of(), State.DEFAULT);
  }

  /** In front of one provider without a key, of which nothing else is known. */
  public static Served before(String provider, String baseUrl, Path directory)
      throws IOException, InterruptedException {
    var own =
        new ProviderConfig(
            true, List.of(), baseUrl, "", "none", Map.of(), List.of(), Optional.of(Quirks.NONE));
    return new Served(directory, Map.of(provider, own), State.DEFAULT);
  }

  /**
   * In front of providers without a key, each named after the dialect that it speaks.
   *
   * @param baseUrls by dialect
   */
  public static Served speaking(Map<String, String> baseUrls, Path directory)
      throws IOException, InterruptedException {
    return speaking(baseUrls, directory, State.DEFAULT);
  }

  /** The same, keeping of responses what is said; what is kept has ids of the gateway's own. */
  public static Served speaking(Map<String, String> baseUrls, Path directory, State state)
      throws IOException, InterruptedException {
    var providers = new HashMap<String, ProviderConfig>();
    baseUrls.forEach((dialect, url) ->
        providers.put(
            dialect,
            new ProviderConfig(
                true,
                List.of(),
                url,
                dialect,
                "none",
                Map.of(),
                List.of(),
                Optional.of(Quirks.NONE))));
    return new Served(directory, providers, state);
  }

  /** Without a slash at its end, and without {@code /v1}. */
  public String url() {
    return gateway.url();
  }

  /** The key of a caller. */
  public String key() {
    return gateway.fresh(Role.CALLER).orElseThrow();
  }

  /** The settlement of the exchange of that id, once it has come; older ones are let go. */
  public Settlement settlement(String id) throws InterruptedException {
    while (true) {
      var next = settled.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("no settlement of %s within %s".formatted(id, PATIENCE));
      }
      if (next.id().equals(id)) {
        return next;
      }
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
