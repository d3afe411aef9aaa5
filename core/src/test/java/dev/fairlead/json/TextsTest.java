package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "\\\"\\\\\\/ | \"\\/",
        "\\u00e9\\u20AC | é€",
        "\\uD83D\\uDE00é | 😀é",
        "é\\té | `é\té`",
        "\\\\u0041 | \\u0041",
      })
  void escapesAreDecoded(String json, String text) {
    var bytes = json.getBytes(UTF_8);
    assertThat(Texts.decode(bytes, 0, bytes.length)).isEqualTo(text);
  }

  @Test
  void whatMustBeEscapedIs() {
    assertThat(quoted("\"\\\n\r\t\b\f\0\u001F/\u007Fé😀"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0000\\u001f/\u007Fé😀\"");
  }

  @Test
  void aLoneSurrogateBecomesTheReplacementCharacter() {
    assertThat(quoted("a\uD800b\uDC00\uD83D")).isEqualTo("\"a\uFFFDb\uFFFD\uFFFD\"");
  }

  @Test
  void anyTextComesBackAndIsWhatJacksonReads() {
    var random = new SplittableRandom(4);
    for (int i = 0; i < 20_000; i++) {
      var text = text(random);
      var json = quoted(text).getBytes(UTF_8);
      assertThat(Texts.decode(json, 1, json.length - 1)).isEqualTo(text);
      assertThat(Tree.json(json, 0, json.length)).isEqualTo(text);
    }
  }

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    int length = random.nextInt(20);
    for (int i = 0; i < length; i++) {
      int bound = new int[] {0x20, 0x80, 0x800, 0x10000, 0x110000}[random.nextInt(5)];
      int c = random.nextInt(bound);
      text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 'x' : c);
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return Texts.quote(new StringBuilder(), text).toString();
  }
}
