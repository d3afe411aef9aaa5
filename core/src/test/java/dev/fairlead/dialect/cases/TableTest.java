package dev.fairlead.dialect.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the cases in {@code docs/protocols.md} says what there is. */
final class TableTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final Path TABLE = Path.of("../docs/protocols.md");
  private static final Path ELSEWHERE = FOLDER.resolve("ELSEWHERE.md");
  private static final Pattern ID = Pattern.compile("T\\d{3}");
  private static final int ALL = 138;

  @Test
  void everyCaseIsInTheTableOnceAndInOrder() throws IOException {
    var ids = rows(TABLE).stream().map(List::getFirst).toList();
    assertThat(ids).hasSize(ALL).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void eachRowIsAFileOrIsElsewhere() throws IOException {
    var expected = new TreeMap<String, String>();
    for (var one : Case.all(FOLDER)) {
      expected.put(one.id(), "passes");
    }
    for (var row : rows(ELSEWHERE)) {
      boolean file = expected.containsKey(row.getFirst());
      assertThat(row.get(1)).as(row.getFirst()).isEqualTo(file ? "part" : "whole");
      expected.put(row.getFirst(), file ? "passes; part elsewhere" : "elsewhere");
    }
    assertThat(table(2)).isEqualTo(expected);
  }

  @Test
  void eachFileHasItsIdForANameAndItsTitleInTheTable() throws IOException {
    var titles = table(1);
    for (var one : Case.all(FOLDER)) {
      assertThat(FOLDER.resolve(one.id() + ".json")).exists();
      assertThat(titles).containsEntry(one.id(), one.title());
    }
  }

  @Test
  void eachRowElsewhereSaysWhyAndWhere() throws IOException {
    for (var row : rows(ELSEWHERE)) {
      assertThat(row).as(row.getFirst()).hasSize(4).noneMatch(String::isBlank);
    }
  }

  private static Map<String, String> table(int column) throws IOException {
    var table = new TreeMap<String, String>();
    for (var row : rows(TABLE)) {
      table.put(row.getFirst(), row.get(column));
    }
    return table;
  }

  /** The rows that begin with an id. */
  private static List<List<String>> rows(Path file) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var line : Files.readAllLines(file)) {
      if (line.startsWith("| T")) {
        var cells = List.of(line.substring(1, line.lastIndexOf('|')).strip().split("\\s*\\|\\s*"));
        if (ID.matcher(cells.getFirst()).matches()) {
          rows.add(cells);
        }
      }
    }
    return rows;
  }
}
