package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.Table.Column;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAreAsWideAsTheirCells() {
    var table = new Table(Column.left("NAME", 9), Column.right("N", 5));
    table.row("ab", "10");
    assertThat(table.lines()).containsExactly("NAME   N", "ab    10");
  }

  @Test
  void aNameThatIsTooLongStandsAloneAndIsNotCut() {
    var table = new Table(Column.left("NAME", 4), Column.left("X", 3));
    table.heading("group");
    table.row("abcdef", "12345");
    assertThat(table.lines()).containsExactly("NAME  X", "group", "abcdef", "      12…");
  }
}
