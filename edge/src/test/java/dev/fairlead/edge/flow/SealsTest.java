package dev.fairlead.edge.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SealsTest {
  private static final String[] MARKS = {"\"fl1.", "\"ZmwxL"};

  @Test
  void aSealIsFoundWhereverItStands() {
    for (var mark : MARKS) {
      for (int before = 0; before < 40; before++) {
        for (int behind = 0; behind < 20; behind++) {
          assertThat(Seals.in(bytes("\"".repeat(before) + mark + "f".repeat(behind)))).isTrue();
        }
      }
    }
  }

  @Test
  void whatOnlyBeginsLikeOneIsNone() {
    for (var mark : MARKS) {
      for (int cut = 0; cut < mark.length(); cut++) {
        for (int before = 0; before < 20; before++) {
          var text = " ".repeat(before) + mark.substring(0, cut);
          assertThat(Seals.in(bytes(text))).isFalse();
          assertThat(Seals.in(bytes(text + "\"Zf\"fZ.".repeat(4)))).isFalse();
        }
      }
    }
  }

  @Test
  void anyBytesAreSearchedAsTextIs() {
    var random = new SplittableRandom(7);
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(12);
      for (int k = 0; k < length; k++) {
        text.append(
            switch (random.nextInt(8)) {
              case 0 -> MARKS[random.nextInt(2)];
              case 1 -> MARKS[random.nextInt(2)].substring(0, random.nextInt(6) % 5);
              case 2 -> (char) random.nextInt(256);
              default -> "\"fl1.ZmwxL".charAt(random.nextInt(10));
            });
      }
      boolean there = text.indexOf(MARKS[0]) >= 0 || text.indexOf(MARKS[1]) >= 0;
      found += there ? 1 : 0;
      assertThat(Seals.in(bytes(text.toString()))).as("%s", text).isEqualTo(there);
    }
    assertThat(found).isBetween(10_000, 190_000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
