package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Kind;
import dev.fairlead.json.YamlNode.Members;
import dev.fairlead.json.YamlNode.Scalar;
import dev.fairlead.json.YamlNode.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {

  @Test
  void everyPieceKnowsItsPlace() {
    var root = (Members) YamlReader.read("a: 1\nb:\n  - \"x y\"\n  - z\n");
    var first = root.members().getFirst();
    assertThat(first.key().span()).isEqualTo(new Span(1, 1, 1, 2));
    assertThat(first.value().span()).isEqualTo(new Span(1, 4, 1, 5));
    var items = ((Items) root.members().get(1).value()).items();
    assertThat(items.get(0)).isEqualTo(new Scalar("x y", false, new Span(3, 5, 3, 10)));
    assertThat(items.get(1)).isEqualTo(new Scalar("z", true, new Span(4, 5, 4, 6)));
  }

  @Test
  void aKeyThatIsThereTwiceIsGivenTwice() {
    assertThat(((Members) YamlReader.read("a: 1\na: 2")).members()).hasSize(2);
  }

  @Test
  void jsonIsYamlToo() {
    var root = (Members) YamlReader.read("{\"a\": [1, \"\\u00e9\", null]}");
    var items = ((Items) root.members().getFirst().value()).items();
    assertThat(items).map(item -> ((Scalar) item).text()).containsExactly("1", "é", "null");
  }

  @ParameterizedTest
  @CsvSource({
    "true,BOOLEAN",
    "no,TEXT",
    "~,NULL",
    "12,WHOLE",
    "-3,WHOLE",
    "0.10,DECIMAL",
    ".5,DECIMAL",
    "1e3,DECIMAL",
    "0x10,TEXT",
    "5s,TEXT",
    "1_000,TEXT",
    "'\"12\"',TEXT"
  })
  void aScalarIsWhatTheCoreSchemaSays(String text, Kind kind) {
    assertThat(((Scalar) YamlReader.read(text)).kind()).isEqualTo(kind);
  }

  @Test
  void anAliasIsWhatItsAnchorIs() {
    var root = (Members) YamlReader.read("a: &x [1, 2]\nb: *x");
    assertThat(root.members().get(1).value()).isEqualTo(root.members().get(0).value());
  }

  @Test
  void aliasesOfAliasesDoNotGrowWithoutBound() {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      var use = "*a" + (i - 1);
      bomb.append("a%d: &a%d [".formatted(i, i)).append((use + ",").repeat(10)).append("]\n");
    }
    assertThatThrownBy(() -> YamlReader.read(bomb.toString()))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("too many values");
  }

  @Test
  void anAnchorInsideItselfIsRefused() {
    assertThatThrownBy(() -> YamlReader.read("a: &x [*x]"))
        .hasMessageStartingWith("an alias without its anchor");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> YamlReader.read("[".repeat(100_000)))
        .hasMessageStartingWith("nested too deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: !!binary x|1|4|a tag",
        "a: 1§---§b: 2|2|1|a second document",
        "? [x]§: y|1|3|a key is a list",
        "a:§\tb: 1|2|1|a tab",
        "a: \"x|1|4|a quoted text that never ends",
        "a: b: c|1|5|a colon where no key can stand",
        "a:§  x: 1§ b: 2|3|2|does not fit the lines above",
        "a: [1 [2]]|1|7|a list or mapping in brackets",
        "a: x\u0001y|1|5|a character that YAML does not allow, U+0001",
      })
  void whatIsNotReadHasAPlaceAndAReason(String text, int line, int column, String reason) {
    assertThatThrownBy(() -> YamlReader.read(text.replace("§", "\n")))
        .isInstanceOfSatisfying(
            YamlException.class,
            e -> {
              assertThat(e.problem()).startsWith(reason);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            });
  }
}
