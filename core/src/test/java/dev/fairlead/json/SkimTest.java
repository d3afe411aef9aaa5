package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SkimTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "\t\r\n null ",
        "0",
        "-0.0e-00",
        "1E+9",
        "\"\"",
        "\"\\u0000\\uD834\\uDD1E\"",
        "{\"a\":{\"a\":[{\"a\":1}]}}",
        "[1,2 , 3]",
        "\"\u007F\u2028\"",
        "{\"a\":1,\"A\":2}"
      })
  void whatTheStandardAllowsIsTaken(String json) {
    assertThatNoException().isThrownBy(() -> strict(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | unexpected end at byte 0",
        "` ` | unexpected end at byte 1",
        "{ | unexpected end at byte 1",
        "{} {} | more text after the end of the document at byte 3",
        "{\"a\":1,} | expected a name in quotes, found '}' at byte 7",
        "{a:1} | expected a name in quotes, found 'a' at byte 1",
        "{\"a\" 1} | expected ':', found '1' at byte 5",
        "{\"a\":1 \"b\":2} | expected ',' or '}', found '\"' at byte 7",
        "[1 2] | expected ',' or ']', found '2' at byte 3",
        "[1,] | unexpected ']' at byte 3",
        "\"abc | unfinished string at byte 4",
        "\"a\\x\" | unknown escape 'x' at byte 3",
        "\"\\u12G4\" | \\u wants four hexadecimal digits at byte 2",
        "01 | more text after the end of the document at byte 1",
        "1. | malformed number at byte 2",
        "-x | malformed number at byte 1",
        "1e+ | malformed number at byte 3",
        ".5 | unexpected '.' at byte 0",
        "+1 | unexpected '+' at byte 0",
        "tru | unexpected end at byte 3",
        "nulL | unexpected 'L' at byte 3",
        "NaN | unexpected 'N' at byte 0",
        "{\"a\":1,\"b\":2,\"a\":3} | duplicate name \"a\" at byte 13",
        "{\"x\":{\"\\u0061\":1,\"a\":3}} | duplicate name \"a\" at byte 17",
        "{\"\\uD800\":1} | lone surrogate at byte 2",
        "{\"\\uD800\\u0041\":1} | lone surrogate at byte 2",
        "{\"\\uDC00\\uD800\":1} | lone surrogate at byte 2",
      })
  void whatIsWrongIsSaidWithItsPlace(String json, String message) {
    assertThatExceptionOfType(JsonFault.class).isThrownBy(() -> strict(json)).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "C1BF",
        "E08080",
        "E09FBF",
        "EDA080",
        "EDBFBF",
        "F0808080",
        "F08FBFBF",
        "F4908080",
        "F5808080",
        "FF",
        "80",
        "C3",
        "E282",
        "F09F98",
        "E28241",
        "C3C3A9"
      })
  void bytesThatAreNoUtf8AreRefusedFromCallersOnly(String hex) {
    var text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    var json = ("{\"a\":\"eight by" + text + "tes or more\"}").getBytes(ISO_8859_1);

    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> Skim.strict(json, 0, json.length))
        .withMessageStartingWith("invalid UTF-8 at byte 14");
    assertThatNoException().isThrownBy(() -> Skim.lenient(json, 0, json.length));
  }

  @Test
  void everyControlCharacterInAStringIsRefused() {
    for (char c = 0; c < ' '; c++) {
      var json = "\"0123456789" + c + "\"";
      assertThatExceptionOfType(JsonFault.class)
          .isThrownBy(() -> strict(json))
          .withMessage("control character in a string at byte 11");
    }
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> strict("\uFEFF{}"))
        .withMessage("byte order mark at byte 0");
  }

  @Test
  void nestingEndsAtItsBound() {
    int most = Skim.MAX_DEPTH;
    assertThatNoException().isThrownBy(() -> strict("[".repeat(most) + "]".repeat(most)));
    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> strict("[".repeat(most + 1)))
        .withMessageContaining("nested deeper than 128");
    var far = "{\"a\":".repeat(1_000_000);
    assertThatExceptionOfType(JsonFault.class).isThrownBy(() -> strict(far));
  }

  @Test
  void offsetsCountFromTheDocumentNotFromTheArray() {
    var bytes = "xxx{\"a\":?}".getBytes(UTF_8);
    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> Skim.strict(bytes, 3, bytes.length))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(5));
  }

  @Test
  void nothingBehindTheGivenEndIsRead() {
    var bytes = "{\"a\":tru".getBytes(UTF_8);
    var more = "{\"a\":true}".getBytes(UTF_8);
    for (int to = 0; to < more.length; to++) {
      int end = to;
      assertThatExceptionOfType(JsonFault.class).isThrownBy(() -> Skim.strict(more, 0, end));
    }
    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> Skim.lenient(bytes, 0, bytes.length))
        .withMessageStartingWith("unexpected end");
  }

  /** Jackson, set strict, is the other opinion. */
  @Test
  void strictAgreesWithJacksonOnWhatIsMadeByChance() {
    var maker = new Maker(new SplittableRandom(1));
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      var json = i % 3 == 0 ? maker.object() : maker.broken();
      taken += agrees(json) ? 1 : 0;
    }
    assertThat(taken).isBetween(10_000, 50_000);
  }

  /** True if both take it; fails if they differ. */
  static boolean agrees(byte[] json) {
    var expected = Reference.read(json);
    try {
      var members = Skim.strict(json, 0, json.length);
      var shown = new String(json, ISO_8859_1);
      assertThat(expected).as("taken, and refused by Jackson: %s", shown).isPresent();
      var names = new ArrayList<String>();
      for (int i = 0; i < members.count(); i++) {
        names.add(members.name(i));
      }
      assertThat(names).as(shown).containsExactlyElementsOf(expected.orElseThrow().keySet());
      assertThatNoException().isThrownBy(() -> Skim.lenient(json, 0, json.length));
      return true;
    } catch (JsonFault e) {
      assertThat(expected)
          .as("refused (%s), and taken by Jackson: %s", e.getMessage(), new String(json, UTF_8))
          .isEmpty();
      return false;
    }
  }

  private static Members strict(String json) {
    var bytes = json.getBytes(UTF_8);
    return Skim.strict(bytes, 0, bytes.length);
  }
}
