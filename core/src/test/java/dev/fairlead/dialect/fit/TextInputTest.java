package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '~',
      value = {
        "{\"input\":\"a b\"} ^ a b",
        " { \"input\" : \"a\" } ^ a",
        "{\"input\":\"\\u00fc \\ud83c\\udf0d \\\"q\\\" \\\\ \\/ \\t|\"} ^ ~ü \uD83C\uDF0D \"q\" \\ / \t|~",
        "{\"input\":\"\"} ^ ~~",
        "{} ^ ~~",
        "{\"why\":[1,\"}\",{\"input\":\"no\"}],\"input\":\"yes\"} ^ yes",
        "{\"why\":\"{\\\"\",\"input\":\"yes\"} ^ yes",
        "{\"patch\":\"only one\"} ^ only one",
        "{\"input\":{\"a\":1}} ^ {\"input\":{\"a\":1}}",
        "{\"input\":\"cut sho ^ cut sho",
        "{\"input\":\"bad \\d escape\\uZZZZ\"} ^ bad \\d escape\\uZZZZ",
        "*** Begin Patch ^ *** Begin Patch",
        "\"a text\" ^ a text",
        "{\"input\":\"first\",\"input\":\"second\"} ^ first",
      })
  void theTextIsTheSameHoweverItIsCut(String json, String text) {
    assertThat(TextInput.of(json)).isEqualTo(text);
    for (int i = 0; i <= json.length(); i++) {
      for (int k = i; k <= json.length(); k++) {
        var reader = new TextInput();
        var got =
            reader.feed(json.substring(0, i))
                + reader.feed(json.substring(i, k))
                + reader.feed(json.substring(k))
                + reader.rest(json);
        assertThat(got).isEqualTo(text);
        assertThat(reader.all()).isEqualTo(text);
      }
    }
  }

  @Test
  void noPieceEndsInTheMiddleOfACharacter() {
    var reader = new TextInput();
    var json = "{\"input\":\"\\ud83c\\udf0d🌍\"}";
    for (int i = 0; i < json.length(); i++) {
      var piece = reader.feed(json.substring(i, i + 1));
      assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
          .isTrue();
    }
    assertThat(reader.all()).isEqualTo("🌍🌍");
  }
}
