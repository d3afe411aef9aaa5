package dev.fairlead.app;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns for a terminal. A first cell that is too long for its column stands alone
 * on a line, so that a name is never cut and can be copied. Not thread-safe.
 */
final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param right whether cells stand at its right edge, as numbers do
   * @param widest its width at the most; longer cells are cut, but not in the first column
   */
  record Column(String title, boolean right, int widest) {
    static Column left(String title, int widest) {
      return new Column(title, false, widest);
    }

    static Column right(String title, int widest) {
      return new Column(title, true, widest);
    }
  }

  Table(Column... columns) {
    this.columns = List.of(columns);
  }

  void row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "cells: %d (expected: %d)".formatted(cells.length, columns.size()));
    }
    rows.add(List.of(cells));
  }

  /** A line of its own before the rows that follow. */
  void heading(String text) {
    rows.add(List.of(text));
  }

  /** All lines, the titles first. */
  List<String> lines() {
    var widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int longest = columns.get(i).title.length();
      for (var row : rows) {
        if (row.size() < widths.length) {
          continue;
        }
        int length = row.get(i).length();
        longest = i == 0 && length > columns.get(i).widest ? longest : Math.max(longest, length);
      }
      widths[i] = Math.min(longest, columns.get(i).widest);
    }
    var lines = new ArrayList<String>();
    lines.add(line(columns.stream().map(Column::title).toList(), widths));
    for (var row : rows) {
      if (row.size() < widths.length) {
        lines.add(row.getFirst());
      } else if (row.getFirst().length() > widths[0]) {
        lines.add(row.getFirst());
        var rest = new ArrayList<>(row);
        rest.set(0, "");
        lines.add(line(rest, widths));
      } else {
        lines.add(line(row, widths));
      }
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = cells.get(i);
      var shown = cell.length() > widths[i] ? cell.substring(0, widths[i] - 1) + "…" : cell;
      var space = " ".repeat(widths[i] - shown.length());
      line.append(i == 0 ? "" : GAP).append(columns.get(i).right ? space + shown : shown + space);
    }
    return line.toString().stripTrailing();
  }
}
