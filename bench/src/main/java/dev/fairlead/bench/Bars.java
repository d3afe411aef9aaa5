package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The bars that Fairlead is held against: those of the design and those of the present stage. */
final class Bars {
  private static final String SELF = "fairlead";
  private static final String NGINX = "nginx";
  private static final String PORTKEY = "portkey";

  /**
   * One bar.
   *
   * @param figure what is measured
   * @param value what came out
   * @param stage the bar now
   * @param design the bar in the end
   * @param atLeast whether the value should be above instead of below
   */
  record Bar(String figure, double value, double stage, double design, boolean atLeast) {
    boolean meetsStage() {
      return atLeast ? value >= stage : value <= stage;
    }

    boolean meetsDesign() {
      return atLeast ? value >= design : value <= design;
    }

    String sign() {
      return atLeast ? "≥" : "≤";
    }
  }

  private final Results results;
  private final List<Bar> bars = new ArrayList<>();

  private Bars(Results results) {
    this.results = results;
  }

  /** Those whose figures have been measured. */
  static List<Bar> of(Results results, Settings settings) {
    var bars = new Bars(results);
    bars.most("CPU per 1 KB request, × nginx", bars.ratio("1k", NGINX, Throughput.CPU), 2, 1.5);
    bars.most("CPU per 20 KB request, × nginx", bars.ratio("20k", NGINX, Throughput.CPU), 2, 1.6);
    bars.most("CPU per SSE chunk, × nginx", bars.ratio("sse", NGINX, Chunks.CPU), 1.3, 1.2);
    bars.most("CPU per 20 KB translated, µs more", bars.more("20k", Throughput.CPU), 60, 60);
    bars.most("CPU per SSE chunk translated, × passed", bars.translated("sse", Chunks.CPU), 2, 2);
    bars.most(
        "added latency p50, ms" + bars.nginx(Latency.P50), bars.added(SELF, Latency.P50), 0.1, 0.1);
    bars.most(
        "added latency p99, ms" + bars.nginx(Latency.P99), bars.added(SELF, Latency.P99), 1, 1);
    if (settings.slow().contains(5_000)) {
      bars.most(
          "memory with 5,000 slow streams, MB", bars.own("memory", Memory.figure(5_000)), 400, 400);
    }
    bars.most("memory per slow stream, KB", bars.own("memory", Memory.EACH), 24, 24);
    bars.most("start to first answer, ms", bars.own("start", Starts.TIME), 1_000, 1_000);
    bars.least("requests per CPU second, × Portkey", bars.perCore(), 3);
    return List.copyOf(bars.bars);
  }

  private OptionalDouble ratio(String measure, String other, String figure) {
    return results.ratio(measure, SELF, other, figure);
  }

  /** What translating costs, as a multiple of passing. */
  private OptionalDouble translated(String measure, String figure) {
    var passed = own(measure, figure);
    var translated = own(Form.MESSAGES.name(measure), figure);
    return passed.isEmpty() || translated.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(translated.getAsDouble() / passed.getAsDouble());
  }

  /** What translating costs beyond passing. */
  private OptionalDouble more(String measure, String figure) {
    var passed = own(measure, figure);
    var translated = own(Form.MESSAGES.name(measure), figure);
    return passed.isEmpty() || translated.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(translated.getAsDouble() - passed.getAsDouble());
  }

  private OptionalDouble own(String measure, String figure) {
    return results.median(measure, SELF, figure);
  }

  /** In brackets, what nginx adds; empty without it. */
  private String nginx(String figure) {
    var added = added(NGINX, figure);
    return added.isEmpty() ? "" : " (nginx: " + Report.number(added.getAsDouble()) + ")";
  }

  /** What a peer adds to the upstream's own latency, in milliseconds. */
  private OptionalDouble added(String peer, String figure) {
    var own = results.median("latency", peer, figure);
    var direct = results.median("latency", "direct", figure);
    return own.isEmpty() || direct.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((own.getAsDouble() - direct.getAsDouble()) / 1_000);
  }

  private OptionalDouble perCore() {
    return results.ratio("1k", PORTKEY, SELF, Throughput.CPU);
  }

  private void most(String figure, OptionalDouble value, double stage, double design) {
    value.ifPresent(found -> bars.add(new Bar(figure, found, stage, design, false)));
  }

  private void least(String figure, OptionalDouble value, double bar) {
    value.ifPresent(found -> bars.add(new Bar(figure, found, bar, bar, true)));
  }
}
