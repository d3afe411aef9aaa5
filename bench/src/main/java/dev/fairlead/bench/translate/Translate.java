package dev.fairlead.bench.translate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures every pair of protocols and tells it as a table. */
public final class Translate {
  private static final int REQUEST = 20 << 10;
  private static final String ROW = "%-10s %-12s %10s %10s %10s %10s%n";

  private final long warmUp;
  private final long window;
  private final Map<Protocol, Map<Protocol, Line>> lines = new EnumMap<>(Protocol.class);

  /**
   * @param millis spent on measuring each figure
   */
  public Translate(long millis) {
    this.window = millis;
    this.warmUp = 2 * millis;
    for (var from : Protocol.values()) {
      var row = new EnumMap<Protocol, Line>(Protocol.class);
      for (var to : Protocol.values()) {
        row.put(to, new Line(from, to));
      }
      lines.put(from, row);
    }
  }

  private record Figure(Protocol from, Protocol to, Stopwatch.Work work) {}

  /** The tables: CPU time and allocation of each pair, and what it costs beyond passing. */
  public String run() {
    var text = new StringBuilder();
    for (var chat : Chat.values()) {
      var figures = new ArrayList<Figure>();
      each((from, to, line) ->
          figures.add(new Figure(from, to, line.request(chat.body(from, REQUEST)))));
      text.append("\n20 KB request, ").append(chat.name().toLowerCase(Locale.ROOT)).append('\n');
      table(text, figures, "more, µs", false);
    }
    var figures = new ArrayList<Figure>();
    each((from, to, line) -> figures.add(new Figure(from, to, line.piece(to))));
    text.append("\nchunk of a stream\n");
    table(text, figures, "× passed", true);
    return text.toString();
  }

  @FunctionalInterface
  private interface Pair {
    void take(Protocol from, Protocol to, Line line);
  }

  private void each(Pair pair) {
    lines.forEach((from, row) -> row.forEach((to, line) -> pair.take(from, to, line)));
  }

  /** All are warmed up before the first is measured: each sees the profiles of all. */
  private void table(StringBuilder text, List<Figure> figures, String compared, boolean answer) {
    figures.forEach(f -> Stopwatch.warmUp(f.work(), warmUp));
    var costs = new ArrayList<Stopwatch.Cost>();
    figures.forEach(f -> costs.add(Stopwatch.measure(f.work(), window)));
    text.append(
        String.format(Locale.ROOT, ROW, "caller", "provider", "µs", "passed", compared, "bytes"));
    for (int i = 0; i < figures.size(); i++) {
      var f = figures.get(i);
      double passed = passed(figures, costs, answer ? f.to() : f.from());
      double own = costs.get(i).micros();
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              f.from().label(),
              f.to().label(),
              number(own),
              number(passed),
              f.from() == f.to() ? "" : number(answer ? own / passed : own - passed),
              Math.round(costs.get(i).bytes())));
    }
  }

  private static double passed(List<Figure> figures, List<Stopwatch.Cost> costs, Protocol of) {
    for (int i = 0; i < figures.size(); i++) {
      if (figures.get(i).from() == of && figures.get(i).to() == of) {
        return costs.get(i).micros();
      }
    }
    throw new IllegalStateException(of.id);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Runs alone, for profilers. */
  public static void main(String[] args) {
    System.out.println(new Translate(args.length == 0 ? 500 : Long.parseLong(args[0])).run());
  }
}
