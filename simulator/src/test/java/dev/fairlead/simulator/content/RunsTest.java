package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunsTest {

  private static List<String> pieces(Pieces pieces) {
    var all = new ArrayList<String>();
    var out = new Out(64);
    while (pieces.next(out)) {
      all.add(new String(out.toArray(), StandardCharsets.UTF_8));
      out.truncate(0);
    }
    return all;
  }

  @Test
  void aTextIsCutIntoPieces() {
    var text = Text.of("one two three");
    var runs =
        new Runs(2)
            .one(out -> out.put("<"))
            .text(text, (out, from, to) -> text.put(out, from, to))
            .text(Text.NONE, (out, _, _) -> out.put("never"))
            .one(out -> out.put(">"));
    assertThat(pieces(runs)).containsExactly("<", "one two", " three", ">");
    assertThat(runs.next(new Out(1))).isFalse();
  }
}
