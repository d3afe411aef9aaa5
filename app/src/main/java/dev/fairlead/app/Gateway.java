package dev.fairlead.app;

import dev.fairlead.catalog.Catalogue;
import dev.fairlead.catalog.CatalogueFile;
import dev.fairlead.catalog.Overrides;
import dev.fairlead.config.Config;
import dev.fairlead.control.ControlServer;
import dev.fairlead.control.Status;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.edge.flow.DataPlane;
import dev.fairlead.edge.flow.ModelsPage;
import dev.fairlead.edge.flow.Snapshot;
import dev.fairlead.edge.loop.LoopThreads;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.edge.upstream.ClientTls;
import dev.fairlead.key.IssuedKey;
import dev.fairlead.key.KeyMint;
import dev.fairlead.key.Role;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.provider.Providers;
import dev.fairlead.routing.Enabled;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Upstream;
import dev.fairlead.routing.Upstream.Credential;
import dev.fairlead.simulator.SimulatedModels;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.store.ExchangeLog;
import dev.fairlead.store.FileKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole gateway in this process, wired by constructors: what {@code fairlead serve} runs and what
 * tests start. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
  private final Catalogue catalogue;
  private final Config config;
  private final FileKeys.Opened keys;
  private final List<Upstream> upstreams;
  private final List<String> notes;
  private final Optional<Simulator> simulator;
  private final ExchangeLog log;
  private final DataPlane data;
  private final ControlServer control;
  private final Optional<LateState> state;
  private @Nullable StateUpkeep upkeep;
  private final long began = System.nanoTime();

  /**
   * What a gateway is started with.
   *
   * @param env an environment variable's value, or null
   * @param directory holds all state
   * @param threads how exchanges are carried
   * @param tls towards providers
   * @param settled is told of each settlement besides the log; on the exchange's thread, so that it
   *     must not block
   */
  public record Needs(
      Config config,
      Function<String, @Nullable String> env,
      Path directory,
      LoopThreads threads,
      ClientTls tls,
      Consumer<Settlement> settled) {

    /** As a process of its own has them. */
    public static Needs ofProcess(Config config, Path directory) {
      return new Needs(
          config, System::getenv, directory, LoopThreads.create(), ClientTls.create(), _ -> {});
    }
  }

  private Gateway(Needs needs) throws IOException, InterruptedException {
    config = needs.config();
    var clock = InstantSource.system();
    keys = FileKeys.open(needs.directory(), new KeyMint(new SecureRandom(), clock));
    keys.keys().follow();
    var known = Overrides.apply(CatalogueFile.load(), config);
    var listed = known.endpoints().stream().map(e -> e.provider()).collect(Collectors.toSet());
    var found = Enabled.find(Providers.shipped(), config, needs.env(), listed);
    var reached = new ArrayList<>(found.upstreams());
    notes = found.notes();
    if (reached.isEmpty() || config.simulator()) {
      var simulated = Simulator.start(Simulator.Settings.STANDARD);
      simulator = Optional.of(simulated);
      reached.add(simulated(simulated));
      catalogue = known.with(known.version(), SimulatedModels.endpoints());
    } else {
      simulator = Optional.empty();
      catalogue = known;
    }
    upstreams = List.copyOf(reached);
    log = ExchangeLog.toDirectory(needs.directory().resolve("log"), clock);
    var reach = Reach.of(catalogue, upstreams, config.aliases());
    state =
        config.state().keep()
            ? Optional.of(new LateState(needs.directory(), clock))
            : Optional.empty();
    needs.tls().prepareFor(upstreams.stream().flatMap(u -> u.urls().values().stream()).toList());
    data =
        DataPlane.open(
            new Snapshot(config, reach, ModelsPage.of(reach)),
            new DataPlane.Needs(
                this::caller,
                log.andThen(needs.settled()),
                needs.tls(),
                needs.threads(),
                KnownDialects.all(clock),
                translator(needs.directory(), clock),
                new HttpTokens(),
                state.map(opened -> new Kept(opened, config.state().retention(), clock))));
    state.ifPresent(opened -> upkeep = StateUpkeep.start(opened, data::recover));
    control =
        ControlServer.start(
            config.control().host(),
            config.control().port(),
            new StatusReport(this),
            keys.keys()::ring);
  }

  /**
   * Starts a gateway; when this returns it serves.
   *
   * @throws IOException if a port is taken or the directory cannot be used
   */
  public static Gateway start(Needs needs) throws IOException, InterruptedException {
    return new Gateway(needs);
  }

  private Translator translator(Path directory, InstantSource clock) throws IOException {
    return new Translations(
        new Sealing(List.of(SealKey.of(directory))),
        new RecentReasoning(100_000, 128L << 20, Duration.ofHours(6), clock),
        new FetchedFiles(config.translation()));
  }

  private static Upstream simulated(Simulator simulator) {
    var provider = SimulatedModels.provider(simulator.url());
    return new Upstream(
        provider,
        Map.of("openai.chat", simulator.url()),
        List.of(new Credential(provider.id(), Optional.empty(), 1)),
        false);
  }

  /** The id of a key that may call models; an admin's key may not. */
  private Optional<String> caller(String presented) {
    return keys.keys()
        .ring()
        .find(presented)
        .filter(p -> p.role() == Role.CALLER)
        .map(p -> p.keyId());
  }

  public Config config() {
    return config;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public DataPlane data() {
    return data;
  }

  public List<Upstream> upstreams() {
    return upstreams;
  }

  /** For people: what was left out although something of it is there. */
  public List<String> notes() {
    return notes;
  }

  /** The provider that stands in where there is no other. */
  public Optional<Simulator> simulator() {
    return simulator;
  }

  /** Keys that were made by this start; to be shown now and never again. */
  public List<IssuedKey> fresh() {
    return keys.fresh();
  }

  /** The plain text of the key of a role that was made by this start. */
  public Optional<String> fresh(Role role) {
    return keys.fresh().stream()
        .filter(issued -> issued.key().role() == role)
        .map(issued -> issued.plain().reveal())
        .findFirst();
  }

  public int models() {
    return data.snapshot().models().count();
  }

  public InetSocketAddress address() {
    return data.address();
  }

  public String url() {
    return (config.listen().tls().isPresent() ? "https" : "http") + "://" + host(data.address());
  }

  public String controlUrl() {
    return "http://" + config.control().host() + ":" + control.port();
  }

  /** Every address is shown as the loopback: that is where a pasted line will be run. */
  private static String host(InetSocketAddress at) {
    return at.getAddress().isAnyLocalAddress()
        ? "127.0.0.1:" + at.getPort()
        : at.getHostString() + ":" + at.getPort();
  }

  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  Status.Readiness readiness() {
    return data.draining()
        ? new Status.Readiness(Status.State.DRAINING, List.of("stopping"))
        : Status.Readiness.READY;
  }

  long lost() {
    return log.lost();
  }

  /**
   * Lets running exchanges finish, as long as the configuration allows; then closes.
   *
   * @return whether all finished
   */
  public boolean drain() throws InterruptedException {
    boolean all = data.drain(config.timeouts().drain());
    close();
    return all;
  }

  @Override
  public void close() {
    data.close();
    if (upkeep != null) {
      upkeep.close();
    }
    state.ifPresent(LateState::close);
    control.close();
    log.close();
    simulator.ifPresent(Simulator::close);
  }
}
