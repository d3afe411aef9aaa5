package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TextTest {

  private static Object value(Text text, int from, int to) {
    var out = new Out(64).put("\"");
    text.put(out, from, to);
    var json = out.put("\"").toArray();
    return String.valueOf(Tree.json(json, 0, json.length));
  }

  @Test
  void tokensJoinToTheTextAndNoneIsBrokenUtf8() {
    var original = "Hello wörld \"quoted\"\n 😀😀😀😀😀😀😀😀 averyveryverylongword end ";
    var text = Text.of(original);
    var joined = new StringBuilder();
    for (int i = 0; i < text.tokens(); i++) {
      joined.append(value(text, i, i + 1));
    }
    assertThat(joined.toString()).isEqualTo(original);
    assertThat(value(text, 0, text.tokens())).isEqualTo(original);
    assertThat(text.tokens()).isGreaterThan(7);
  }

  @Test
  void loremHasAsManyTokensAsWanted() {
    for (int tokens : new int[] {0, 1, 64, 4096, 10_000}) {
      var out = new Out(16);
      Text.lorem(tokens).put(out);
      assertThat(Text.lorem(tokens).tokens()).isEqualTo(tokens);
      assertThat(new String(out.toArray(), StandardCharsets.US_ASCII))
          .isEqualTo(Text.lorem(tokens).toString());
    }
    assertThat(Text.lorem(2)).hasToString("Lorem ipsum");
  }
}
