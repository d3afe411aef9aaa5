package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static Rows rows(String text) {
    return new Rows(text.getBytes(StandardCharsets.UTF_8), List.of("name", "size"));
  }

  @Test
  void aRowForgetsTheOneBefore() {
    var rows = rows("{\"name\":\"a\",\"size\":1}\n{}\n{\"size\":2}\n");
    assertThat(rows.next()).isTrue();
    assertThat(rows.text(0)).isEqualTo("a");
    assertThat(rows.number(1)).isEqualTo(1);
    assertThat(rows.next()).isTrue();
    assertThat(rows.text(0)).isEmpty();
    assertThat(rows.number(1)).isZero();
    assertThat(rows.next()).isTrue();
    assertThat(rows.line()).isEqualTo(3);
    assertThat(rows.next()).isFalse();
  }

  @Test
  void membersThatAreNotKnownAreSkipped() {
    var rows =
        rows(
            "{\"x\":{\"y\":[1,{\"z\":\"}\\\"\"}]},\"n\":null,\"m\":-1.5e3,\"name\":\"a\","
                + "\"l\":[],\"t\":true}");
    assertThat(rows.next()).isTrue();
    assertThat(rows.text(0)).isEqualTo("a");
    assertThat(rows.next()).isFalse();
  }

  @Test
  void anyTextIsReadAsJacksonReadsIt() {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x20);
              case 1 -> "\"\\/{}[],: ".charAt(random.nextInt(10));
              case 2 -> 0x1F600 + random.nextInt(40);
              default -> 0x20 + random.nextInt(0x300);
            });
      }
      var members = new LinkedHashMap<String, Json>();
      members.put(text + "?", new Json.Str(text.toString()));
      members.put("name", new Json.Str(text.toString()));
      var rows = rows(JsonText.write(new Json.Obj(members)));
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(0)).isEqualTo(text.toString());
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void escapesOfAllKindsAreUnderstood() {
    var rows = rows("{\"name\":\"\\u00e9\\/\\b\\f\\n\\r\\t\\\"\\\\\\ud83d\\ude00\"}");
    assertThat(rows.next()).isTrue();
    assertThat(rows.text(0)).isEqualTo("é/\b\f\n\r\t\"\\😀");
  }

  @Test
  void everyCutOfARowIsAnErrorThatNamesItsLine() {
    var text = "{\"name\":\"a\\\"b\",\"size\":12,\"x\":[{\"y\":1}]}";
    for (int end = 1; end < text.length(); end++) {
      var rows = rows("{}\n" + text.substring(0, end));
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(rows::next)
          .isInstanceOf(MalformedJson.class)
          .hasMessageStartingWith("line 2: ");
    }
  }

  @Test
  void aNumberThatIsNotWholeOrTooLongIsAnError() {
    for (var number : List.of("1.5", "1e3", "12345678901", "-1", "true")) {
      assertThatThrownBy(() -> rows("{\"size\":" + number + "}").next())
          .isInstanceOf(MalformedJson.class);
    }
  }
}
