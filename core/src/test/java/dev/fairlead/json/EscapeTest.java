package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written and read in runs, against what goes character by character. */
final class EscapeTest {
  private static final int[] LENGTHS = {0, 1, 7, 23, 24, 25, 511, 512, 513, 1023, 1024, 1500};

  @Test
  void everyCharacterIsWrittenAndReadAtAnyPlace() {
    for (int c = 0; c <= 0xFFFF; c++) {
      for (int before : new int[] {0, 30}) {
        var text = "a".repeat(before) + (char) c + "b";
        assertWritten(text);
        if (!Character.isSurrogate((char) c)) {
          assertRead(written(text), text);
        }
      }
    }
  }

  @Test
  void whatMustBeEscapedIsAtEveryPlaceOfAPiece() {
    for (var special : new String[] {"\"", "\\", "\n", "\0", "\u007F", "é", "語", "😀", "\uD83D"}) {
      for (int before = 0; before < 1030; before++) {
        assertWritten("x".repeat(before) + special + "y".repeat(40));
      }
    }
  }

  @Test
  void aPairIsNotTornBetweenPieces() {
    for (int before = 500; before < 520; before++) {
      var text = "x".repeat(before) + "😀".repeat(600) + "\uD83D";
      assertWritten(text);
    }
  }

  @Test
  void anyTextIsWrittenAsJavaEncodesItAndComesBack() {
    var random = new SplittableRandom(11);
    for (int i = 0; i < 4_000; i++) {
      var text = text(random, LENGTHS[random.nextInt(LENGTHS.length)]);
      assertWritten(text);
      var whole = text.replaceAll("\\p{Cs}", "");
      assertRead(written(whole), whole);
      assertThat(Tree.json(written(whole), 0, written(whole).length)).isEqualTo(whole);
    }
  }

  @Test
  void anyEscapesAreReadAtAnyPlace() {
    var random = new SplittableRandom(12);
    for (int i = 0; i < 20_000; i++) {
      var json = new StringBuilder("\"");
      var text = new StringBuilder();
      int parts = random.nextInt(12);
      for (int k = 0; k < parts; k++) {
        part(random, json, text);
      }
      assertRead(json.append('"').toString().getBytes(UTF_8), text.toString());
    }
  }

  private static void part(SplittableRandom random, StringBuilder json, StringBuilder text) {
    switch (random.nextInt(5)) {
      case 0 -> {
        var run = "plain é 語 😀".repeat(random.nextInt(4));
        json.append(run);
        text.append(run);
      }
      case 1 -> {
        int kind = random.nextInt(8);
        json.append('\\').append("\"\\/bfnrt".charAt(kind));
        text.append("\"\\/\b\f\n\r\t".charAt(kind));
      }
      case 2 -> unit(random, json, text, (char) random.nextInt(0x10000));
      case 3 -> {
        unit(random, json, text, (char) (0xD800 + random.nextInt(0x400)));
        unit(random, json, text, (char) (0xDC00 + random.nextInt(0x400)));
      }
      default -> {
        json.append('x');
        text.append('x');
      }
    }
  }

  private static void unit(
      SplittableRandom random, StringBuilder json, StringBuilder text, char c) {
    var hex = Integer.toHexString(0x10000 | c).substring(1);
    json.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
    text.append(c);
  }

  /** Slowly, and by another way. */
  private static void assertWritten(String text) {
    var expected = Texts.quote(new StringBuilder(), text).toString().getBytes(UTF_8);
    assertThat(written(text)).isEqualTo(expected);
  }

  private static void assertRead(byte[] json, String text) {
    assertThat(Texts.decode(json, 1, json.length - 1)).isEqualTo(text);
  }

  private static byte[] written(String text) {
    return new JsonWriter().text(text).bytes();
  }

  private static String text(SplittableRandom random, int length) {
    var text = new StringBuilder();
    int kind = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      int bound = new int[] {0x80, 0x100, 0x3000, 0x10000}[random.nextInt(kind + 1)];
      text.append((char) random.nextInt(bound));
    }
    return text.toString();
  }
}
