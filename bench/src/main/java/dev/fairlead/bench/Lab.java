package dev.fairlead.bench;

import dev.fairlead.bench.load.Client;
import dev.fairlead.bench.load.ClosedLoop;
import dev.fairlead.bench.load.Expected;
import dev.fairlead.bench.load.Tally;
import dev.fairlead.bench.origin.Answers;
import dev.fairlead.bench.peer.Peer;
import dev.fairlead.bench.peer.ProcessTree;
import dev.fairlead.bench.peer.Running;
import dev.fairlead.bench.peer.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where measuring happens: the peers, the load generator and what came of it so far.
 *
 * <p>Closing it ends every process that it started. Not thread-safe, but for {@link #close}.
 */
final class Lab implements AutoCloseable {
  static final Expected GOOD = new Expected.Plain(Answers.MARKER, Answers.PLAIN_BYTES);
  static final String MODEL = "lorem";

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration WARM_UP_WINDOW = Duration.ofSeconds(1);
  private static final int SETTLED = 3;
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Settings settings;
  private final Setup setup;
  private final Running upstream;
  private final List<Peer> peers;
  private final Results results = new Results();
  private final Client client = new Client();
  private final ProcessTree self = new ProcessTree(ProcessHandle.current(), 100);
  private final Map<String, Running> lasting = new LinkedHashMap<>();
  private final List<Running> all = Collections.synchronizedList(new ArrayList<>());
  private int folders;

  Lab(Settings settings, Setup setup, Running upstream, List<Peer> peers) {
    this.settings = settings;
    this.setup = setup;
    this.upstream = upstream;
    this.peers = List.copyOf(peers);
    all.add(upstream);
  }

  Settings settings() {
    return settings;
  }

  Results results() {
    return results;
  }

  Client client() {
    return client;
  }

  List<Peer> peers() {
    return peers;
  }

  Running upstream() {
    return upstream;
  }

  /** The peers of a round; each round begins with another one. */
  List<Peer> turns(int round) {
    var turns = new ArrayList<>(peers);
    Collections.rotate(turns, -round);
    return turns;
  }

  /** The peer's process for measurements that can share one, started when first asked for. */
  Running running(Peer peer) throws IOException, InterruptedException {
    var running = lasting.get(peer.name());
    if (running == null) {
      running = start(peer);
      ready(running);
      lasting.put(peer.name(), running);
    }
    return running;
  }

  /** A process of its own, started just now. */
  Running start(Peer peer) throws IOException, InterruptedException {
    return start(peer, setup);
  }

  /** The same with all processors. */
  Running startUnpinned(Peer peer) throws IOException, InterruptedException {
    return start(peer, setup.onto(setup.allCpus()));
  }

  private Running start(Peer peer, Setup how) throws IOException, InterruptedException {
    folders++;
    var folder = Files.createDirectory(how.folder().resolve(peer.name() + "-" + folders));
    var running = peer.start(how.in(folder));
    all.add(running);
    return running;
  }

  /** Waits for the first good answer. */
  void ready(Running running) throws InterruptedException {
    Probe.untilGood(running, body(running, 1_024), GOOD, READY);
  }

  void end(Running running) {
    running.close();
    all.remove(running);
  }

  static byte[] body(Running running, int bytes) {
    return Bodies.plain(running.model().apply(MODEL), bytes);
  }

  /** Sends requests of a size until the CPU time for one has stopped falling. */
  void warmUp(Running running, Form form, int bytes) throws InterruptedException {
    long wanted = settings.warmUp() / running.peer().slowness();
    var load =
        ClosedLoop.start(
            client,
            form.target(running.plain().get()),
            form.plain(running.model().apply(MODEL), bytes),
            form.plainAnswer(),
            settings.connections());
    long end = System.nanoTime() + WARM_UP.toNanos();
    var settling = new Settling(SETTLED);
    while (!(settling.settled() && load.tally().answered() >= wanted)
        && System.nanoTime() < end
        && !load.hopeless()) {
      long before = load.tally().answered();
      var start = window(running);
      Thread.sleep(WARM_UP_WINDOW);
      double micros = start.end().cpuMicros();
      settling.add(micros / Math.max(1, load.tally().answered() - before));
    }
    load.stop(STOP);
  }

  Window.Start window(Running running) {
    return Window.start(running, self);
  }

  /** Keeps a sample and tells it. */
  void add(Sample sample, Tally tally) {
    results.add(sample);
    var line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "%-14s %d %-9s", sample.measure(), sample.round(), sample.peer()));
    sample.figures().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(figure ->
            line.append(
                String.format(
                    Locale.ROOT, " %s %s", figure.getKey(), Report.number(figure.getValue()))));
    setup.say().println(line);
    if (sample.errors() > 0) {
      setup.say().println("  ERRORS: " + sample.errors() + " " + tally.reasons());
    }
  }

  /** Keeps an error in place of a sample, and tells it. */
  void failed(String measure, Peer peer, int round, IllegalStateException why) {
    results.add(new Sample(measure, peer.name(), round, Map.of(), 1));
    setup
        .say()
        .printf(
            Locale.ROOT, "%-14s %d %-9s ERROR %s%n", measure, round, peer.name(), why.getMessage());
  }

  @Override
  public void close() {
    List.copyOf(all).forEach(this::end);
  }
}
