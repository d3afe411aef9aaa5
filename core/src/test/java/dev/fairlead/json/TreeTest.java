package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TreeTest {

  @Test
  void aPartOfAnArrayIsRead() {
    var bytes = "xx[1,{\"a\":null}]yy".getBytes(StandardCharsets.UTF_8);
    assertThat(Tree.json(bytes, 2, bytes.length - 2)).asString().isEqualTo("[1, {a=null}]");
  }

  @Test
  void yamlIsReadAndOnlyCommentsAreNothing() {
    assertThat(Tree.yaml("a: [1, two]\n")).isEqualTo(Map.of("a", List.of(1, "two")));
    assertThat(Tree.yaml("# nothing\n")).isNull();
    assertThat(Tree.yaml("")).isNull();
  }

  @Test
  void whatCannotBeReadIsPlaced() {
    var bytes = "{\"a\":1,\n]".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Tree.json(bytes, 0, bytes.length))
        .isInstanceOf(Tree.Unreadable.class)
        .hasMessageStartingWith("not JSON, line 2, column ");
    assertThatThrownBy(() -> Tree.yaml("a: [")).hasMessageStartingWith("not YAML, line 1");
  }
}
