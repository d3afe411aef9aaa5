package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Translator;
import dev.fairlead.edge.flow.Dispatch.Readiness;
import dev.fairlead.edge.http.Counts;
import dev.fairlead.edge.http.Door;
import dev.fairlead.edge.http.Listener;
import dev.fairlead.edge.http.MemoryInFlight;
import dev.fairlead.edge.http.ServerTls;
import dev.fairlead.edge.loop.LoopThreads;
import dev.fairlead.edge.loop.Loops;
import dev.fairlead.edge.loop.Sweeper;
import dev.fairlead.edge.state.Jobs;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.edge.state.Loopback;
import dev.fairlead.edge.upstream.ClientTls;
import dev.fairlead.edge.upstream.Pool;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.provider.google.TokenExchange;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The data plane as one thing: opened with what it needs, given new snapshots, drained, closed.
 * Thread-safe.
 */
public final class DataPlane implements AutoCloseable, Door {
  private final Loops loops;
  private final Listener listener;
  private final MemoryInFlight memory;
  private final Counts counts = new Counts();
  private final Dispatch exchanges;
  private final InetSocketAddress address;
  private final Optional<Jobs> jobs;
  private volatile Snapshot snapshot;
  private volatile boolean draining;

  /**
   * What a data plane needs from outside.
   *
   * @param keys who may call
   * @param records takes each exchange's settlement at once, without blocking
   * @param tls towards providers
   * @param threads how exchanges are carried
   * @param dialects the protocols of callers and providers
   * @param translator from one to another
   * @param tokens gets access tokens from who grants them
   * @param state where responses are kept; empty: they are not
   */
  public record Needs(
      Keys keys,
      Consumer<Settlement> records,
      ClientTls tls,
      LoopThreads threads,
      Dialects dialects,
      Translator translator,
      TokenExchange tokens,
      Optional<Kept> state) {}

  private DataPlane(Snapshot first, Needs needs) throws InterruptedException {
    snapshot = first;
    var config = first.config();
    memory = new MemoryInFlight(config.limits().memory());
    loops = Loops.create(config.listen().loops(), config.listen().transport());
    var scopes = scopes(config, needs);
    var settle = new Settle(needs.records());
    var admit = new Admit(needs.keys());
    var pages = new StatePages(needs.state(), admit, settle);
    jobs =
        needs.state().map(kept -> new Jobs(kept, new Loopback(this::address, certificate(config))));
    exchanges =
        new Dispatch(
            needs.threads(),
            loop -> Objects.requireNonNull(scopes.get(loop)),
            () -> snapshot,
            new Accept(needs.dialects()),
            admit,
            new Stateful(needs.state()),
            needs.state().map(kept -> new Background(kept, jobs.orElseThrow(), pages)),
            pages,
            new Choose(needs.dialects()),
            new Call(
                new Prepare(
                    needs.translator(),
                    new ProviderAuthorize(needs.tokens(), InstantSource.system()))),
            settle,
            () -> new Readiness(!draining, draining ? List.of("draining") : List.of()));
    listener =
        new Listener(
            this,
            loops,
            loop -> Objects.requireNonNull(scopes.get(loop)).sweeper(),
            config.listen().tls().map(ServerTls::create));
    address = opened();
  }

  /**
   * Opens the data port.
   *
   * @throws java.net.BindException if it is taken
   */
  public static DataPlane open(Snapshot first, Needs needs) throws InterruptedException {
    return new DataPlane(first, needs);
  }

  private static Optional<String> certificate(Config config) {
    return config.listen().tls().map(tls -> tls.certificate());
  }

  /**
   * Ends what a process before this one left unfinished in the background. Blocks; may run beside
   * anything.
   */
  public void recover() {
    jobs.ifPresent(Jobs::failLeftovers);
  }

  private InetSocketAddress opened() throws InterruptedException {
    boolean open = false;
    try {
      var at = listener.open();
      open = true;
      return at;
    } finally {
      if (!open) {
        loops.group().shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      }
    }
  }

  private Map<EventLoop, LoopScope> scopes(Config config, Needs needs) {
    var scopes = new HashMap<EventLoop, LoopScope>();
    var seed = System.nanoTime();
    for (var executor : loops.group()) {
      var loop = (EventLoop) executor;
      var sweeper = new Sweeper(loop);
      var pool = new Pool(loop, loops, config.limits(), config.timeouts(), needs.tls());
      loop.execute(() -> sweeper.watch(pool));
      var budget = new RetryBudget(config.retry(), loops.count());
      scopes.put(loop, LoopScope.create(loop, sweeper, pool, memory, budget, seed++));
    }
    return Map.copyOf(scopes);
  }

  public InetSocketAddress address() {
    return address;
  }

  /** From now on new exchanges go by this. */
  public void use(Snapshot next) {
    snapshot = next;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public Config config() {
    return snapshot.config();
  }

  @Override
  public MemoryInFlight memory() {
    return memory;
  }

  @Override
  public Counts counts() {
    return counts;
  }

  @Override
  public Door.Exchanges exchanges() {
    return exchanges;
  }

  @Override
  public boolean draining() {
    return draining;
  }

  /**
   * Takes no more connections and lets what runs finish: until every answer has gone out, every
   * settlement is made and every client has been told to go.
   *
   * @return whether all exchanges finished within the time
   */
  public boolean drain(Duration bound) throws InterruptedException {
    draining = true;
    jobs.ifPresent(Jobs::stopTaking);
    listener.stopAccepting();
    long until = System.nanoTime() + bound.toNanos();
    while ((busy() || counts.open() > 0) && System.nanoTime() - until < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return !busy();
  }

  /** Whether no exchange runs and all are settled. */
  boolean drained() {
    return !busy();
  }

  private boolean busy() {
    return counts.running() > 0 || exchanges.unsettled() > 0 || !jobs.map(Jobs::idle).orElse(true);
  }

  /** What was running has been cancelled; its settlements take a moment. */
  private void settleAll() {
    long until = System.nanoTime() + 1_000_000_000L;
    while (busy() && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    draining = true;
    jobs.ifPresent(Jobs::close);
    listener.stopAccepting();
    listener.closeAll();
    settleAll();
    loops.group().shutdownGracefully(0, 1000, TimeUnit.MILLISECONDS).awaitUninterruptibly(3000);
  }
}
