package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A run told as Markdown, which is readable as it is.
 *
 * @param facts about machine and versions, in order
 * @param settings that were measured with
 * @param peers that were measured, in order
 * @param results of it
 */
record Report(Map<String, String> facts, Settings settings, List<String> peers, Results results) {
  private static final String NGINX = "nginx";

  /** Three significant digits or so; whole numbers from a hundred on. */
  static String number(double value) {
    double size = Math.abs(value);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  String markdown() {
    var text = new StringBuilder();
    facts.forEach((name, value) -> text.append("- %s: %s\n".formatted(name, value)));
    text.append('\n').append(figures()).append('\n').append(bars()).append(remarks());
    return text.toString();
  }

  private String figures() {
    var names = Latency.names(peers);
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<String>();
    head.add("median (lowest – highest round)");
    head.addAll(names);
    peers.stream().filter(peer -> !peer.equals(NGINX)).forEach(peer -> head.add(peer + " ÷ nginx"));
    table.add(head);
    for (var row : Row.all(settings)) {
      if (names.stream().anyMatch(peer -> value(row, peer).isPresent())) {
        table.add(line(row, names));
      }
    }
    return table(table);
  }

  private List<String> line(Row row, List<String> names) {
    var cells = new ArrayList<String>();
    cells.add(row.label());
    names.forEach(peer -> cells.add(cell(row, peer)));
    for (var peer : peers) {
      if (!peer.equals(NGINX)) {
        var ratio = results.ratio(row.measure(), peer, NGINX, row.figure());
        cells.add(row.compare() && ratio.isPresent() ? number(ratio.getAsDouble()) + " ×" : "");
      }
    }
    return cells;
  }

  private OptionalDouble value(Row row, String peer) {
    return results.median(row.measure(), peer, row.figure());
  }

  private String cell(Row row, String peer) {
    var median = value(row, peer);
    if (median.isEmpty()) {
      return "";
    }
    var all = results.values(row.measure(), peer, row.figure()).summaryStatistics();
    String errors = results.errors(row.measure(), peer) > 0 ? " **errors**" : "";
    String range =
        all.getMax() > all.getMin()
            ? " (%s – %s)".formatted(number(all.getMin()), number(all.getMax()))
            : "";
    return number(median.getAsDouble()) + range + errors;
  }

  private String bars() {
    var bars = Bars.of(results, settings);
    if (bars.isEmpty()) {
      return "No bar was measured: they need fairlead, most of them nginx as well.\n";
    }
    var table = new ArrayList<List<String>>();
    table.add(List.of("bar", "measured", "at this stage", "design"));
    for (var bar : bars) {
      table.add(
          List.of(
              bar.figure(),
              number(bar.value()),
              "%s %s: %s".formatted(bar.sign(), number(bar.stage()), word(bar.meetsStage())),
              "%s %s: %s".formatted(bar.sign(), number(bar.design()), word(bar.meetsDesign()))));
    }
    return table(table);
  }

  private static String word(boolean pass) {
    return pass ? "pass" : "**miss**";
  }

  /** What a reader must know before believing the figures. */
  private String remarks() {
    long errors = results.all().stream().mapToLong(Sample::errors).sum();
    var text = new StringBuilder("\n");
    crowded(text);
    if (errors > 0) {
      text.append("%d answers were missing or wrong; see the marked cells.\n".formatted(errors));
    }
    return text.toString();
  }

  private void crowded(StringBuilder text) {
    var measures = results.all().stream().map(Sample::measure).distinct().toList();
    for (var measure : measures) {
      long rounds =
          results.all().stream()
              .filter(sample -> sample.measure().equals(measure))
              .map(Sample::round)
              .distinct()
              .count();
      int quiet = results.quiet(measure).size();
      if (quiet == 0) {
        text.append("%s: other programs were at work in every round.\n".formatted(measure));
      } else if (quiet < rounds) {
        text.append(
            "%s: %d of %d rounds left out, other programs were at work.\n"
                .formatted(measure, rounds - quiet, rounds));
      }
    }
  }

  /** A Markdown table with even columns; the first row is the head. */
  private static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (int line = 0; line < rows.size(); line++) {
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(line).get(i);
        text.append("| ").append(cell).repeat(" ", widths[i] - cell.length() + 1);
      }
      text.append("|\n");
      if (line == 0) {
        for (int width : widths) {
          text.append('|').repeat("-", width + 2);
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
