package dev.fairlead.bench;

import dev.fairlead.bench.peer.Direct;
import dev.fairlead.bench.peer.Fairlead;
import dev.fairlead.bench.peer.Nginx;
import dev.fairlead.bench.peer.Peer;
import dev.fairlead.bench.peer.Portkey;
import dev.fairlead.bench.peer.Setup;
import dev.fairlead.bench.translate.Translate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command: which peers and measurements, how long, and where the figures go. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    version = "fairlead bench 0.1.0",
    description =
        "Compares the gateway with nginx and Portkey on this machine: CPU, latency, memory, start.",
    footer = {
      "",
      "Examples:",
      "  bench/run                                     everything, about 20 minutes",
      "  bench/run --quick --peers nginx,fairlead --only 1k,20k,sse",
      "  bench/run --only memory --peers fairlead",
      "  bench/run --only 20k,20k-translated,sse,sse-translated --peers fairlead",
      "  bench/run --only translate",
      "  bench/run --json figures.json --markdown figures.md",
      "",
      "What is missing is fetched: nginx as a Debian package, Portkey from npm, both into",
      "bench/target/tools. Only processes that this program started are ended."
    })
public final class Bench implements Callable<Integer> {
  private static final String TRANSLATE = "translate";
  private static final List<Peer> PEERS = List.of(new Nginx(), new Fairlead(), new Portkey());
  private static final List<Measure> MEASURES =
      List.of(
          new Throughput("1k", 1 << 10, Form.CHAT),
          new Throughput("20k", 20 << 10, Form.CHAT),
          new Throughput("20k", 20 << 10, Form.MESSAGES),
          new Latency(),
          new Chunks(Form.CHAT),
          new Chunks(Form.MESSAGES),
          new Memory(),
          new Starts());

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "Which to compare: nginx, fairlead, portkey; default all.")
  private List<String> peers = PEERS.stream().map(Peer::name).toList();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Which measurements: 1k, 20k, 20k-translated, latency, sse, sse-translated, memory, start;"
              + " default all. Or translate, alone: the core without sockets.")
  private List<String> only = MEASURES.stream().map(Measure::name).toList();

  @Option(names = "--quick", description = "Fewer and shorter rounds, for a first look.")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each measurement.")
  private int rounds;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Length of one window of one peer.")
  private double duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Requests per second of the latency measurement; default: half of what one core of"
              + " fairlead can do, by the CPU time of the 1k measurement.")
  private double rate;

  @Option(
      names = "--limit",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description = "Ends the run after this time, whatever it does; default ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every round's raw figures.")
  private Path json = Path.of("");

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Writes the tables that are printed at the end.")
  private Path markdown = Path.of("");

  /** Processors for the peers, as taskset reads them; empty: not pinned. Set by bench/run. */
  private final String gatewayCpus = System.getProperty("bench.gateway-cpus", "");

  /** Processors for start-up times. */
  private final String allCpus = System.getProperty("bench.all-cpus", "");

  private final Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private String commandLine = "";

  public static void main(String[] args) {
    var bench = new Bench();
    bench.commandLine = String.join(" ", args);
    int code = new CommandLine(bench).execute(args);
    System.exit(code);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (only.equals(List.of(TRANSLATE))) {
      System.out.println(new Translate(Math.round((duration > 0 ? duration : 1) * 1_000)).run());
      return 0;
    }
    var chosen = chosen();
    var settings = settings();
    stopAfter(Duration.ofMinutes(limit));
    var folder = Files.createTempDirectory("fairlead-bench");
    var direct = new Direct();
    var upstreamFolder = Files.createDirectory(folder.resolve("upstream"));
    var setup = setup(folder, 0, settings);
    var upstream = direct.start(setup.in(upstreamFolder).onto(""));
    setup = setup(folder, upstream.plain().get().address().getPort(), settings);

    Map<String, String> facts = facts();
    List<Peer> found = new ArrayList<>();
    for (var peer : PEERS) {
      if (peers.contains(peer.name())) {
        var version = peer.prepare(setup);
        version.ifPresent(text -> {
          facts.put(peer.name(), text);
          found.add(peer);
        });
      }
    }
    var lab = new Lab(settings, setup, upstream, found);
    Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end of all processes"));
    return measure(lab, chosen, facts, folder);
  }

  private int measure(Lab lab, List<Measure> chosen, Map<String, String> facts, Path folder)
      throws IOException, InterruptedException {
    facts.forEach((name, value) -> System.out.println(name + ": " + value));
    for (var measure : chosen) {
      try {
        measure.run(lab);
      } catch (IllegalStateException e) {
        System.out.println(measure.name() + " not measured: " + e.getMessage());
      }
    }
    var names = lab.peers().stream().map(Peer::name).toList();
    String text = new Report(facts, lab.settings(), names, lab.results()).markdown();
    System.out.println("\n" + text);
    write(markdown, text);
    write(json, Json.of(facts, lab.results()));
    boolean errors = lab.results().all().stream().anyMatch(sample -> sample.errors() > 0);
    lab.close();
    if (errors) {
      System.out.println("logs: " + folder);
      return 1;
    }
    delete(folder);
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    if (!file.toString().isEmpty()) {
      Files.writeString(file, text);
    }
  }

  private Setup setup(Path folder, int origin, Settings settings) {
    return new Setup(
        root,
        root.resolve("bench/target/tools"),
        folder,
        origin,
        settings.models(),
        1,
        gatewayCpus,
        allCpus,
        System.out);
  }

  private Settings settings() {
    var usual = quick ? Settings.QUICK : Settings.FULL;
    return usual.with(
        rounds > 0 ? rounds : usual.rounds(),
        duration > 0 ? Duration.ofMillis(Math.round(duration * 1_000)) : usual.duration(),
        rate);
  }

  private List<Measure> chosen() {
    known("--peers", peers, PEERS.stream().map(Peer::name).toList());
    known("--only", only, MEASURES.stream().map(Measure::name).toList());
    return MEASURES.stream().filter(measure -> only.contains(measure.name())).toList();
  }

  private void known(String option, List<String> given, List<String> names) {
    for (var name : given) {
      if (!names.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "%s: %s (expected: of %s)".formatted(option, name, names));
      }
    }
  }

  private Map<String, String> facts() throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("command", ("bench/run " + commandLine).strip());
    facts.put("date", java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString());
    facts.put("machine", Machine.describe());
    facts.put("java", Runtime.version().toString());
    facts.put(
        "processors",
        gatewayCpus.isEmpty()
            ? "not pinned: peers, upstream and load share all"
            : "peers on " + gatewayCpus + " with one loop each, upstream and load on the first");
    return facts;
  }

  /** Whatever hangs, the run ends; the shutdown hook ends the processes. */
  private static void stopAfter(Duration time) {
    Thread.ofPlatform()
        .daemon()
        .name("time limit")
        .start(() -> {
          try {
            Thread.sleep(time);
          } catch (InterruptedException e) {
            return;
          }
          System.err.println("stopped at the time limit: " + time.toMinutes() + " min");
          System.exit(2);
        });
  }
}
