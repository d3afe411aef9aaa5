package dev.fairlead.dialect.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data:image/png;base64,aGk= | image/png | '' | hi",
        "DATA:Image/PNG;BASE64,aGk | image/png | '' | hi",
        "'  data:image/png;base64,a G\tk =  ' | image/png | '' | hi",
        "data:text/plain;charset=utf-8;base64,aGk= | text/plain | charset=utf-8 | hi",
        "data:text/plain;charset=utf-8,h%C3%A9%20x%zz% | text/plain | charset=utf-8 | hé x%zz%",
        "data:,a,b | text/plain | charset=US-ASCII | a,b",
        "data:;charset=utf-8,é | text/plain | charset=utf-8 | é",
        "data:image/png;base64,aGk%3D | image/png | '' | hi",
        "data:text/x;base64,Pz8_Pj4- | text/x | '' | ???>>>",
        "data:image/svg+xml;utf8,<svg/> | image/svg+xml | utf8 | <svg/>",
        "data:image/png;base64, | image/png | '' | ''",
        "data:base64,aGk= | '' | '' | ''",
      })
  void theUrlIsRead(String text, String mime, String parameters, String content) {
    if (mime.isEmpty()) {
      assertThatThrownBy(() -> DataUrl.parse(text))
          .hasMessage("data URL: type \"base64\" (expected: as image/png)");
      return;
    }
    var url = DataUrl.parse(text);
    assertThat(url.mime()).isEqualTo(mime);
    assertThat(url.parameters()).isEqualTo(parameters);
    assertThat(new String(url.bytes(), UTF_8)).isEqualTo(content);
    assertThat(url.base64Text())
        .isEqualTo(Base64.getEncoder().encodeToString(content.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://x | data URL: does not begin with data:",
        "data:image/png;base64 | data URL: no comma before the content (expected:"
            + " data:TYPE;base64,…)",
        "data:image,x | data URL: type \"image\" (expected: as image/png)",
        "data:a/b;base64,aG!k | base64: \"!\" at character 2 (expected: letters, digits, + and /)",
        "data:a/b;base64,aGé | base64: \"é\" at character 2 (expected: letters, digits, + and /)",
        "data:a/b;base64,aG=k | base64: \"k\" after the padding, at character 3",
        "data:a/b;base64,aGkaa | base64: 5 characters and 0 of padding (expected: a multiple of 4"
            + " in all)",
        "data:a/b;base64,aGk== | base64: 3 characters and 2 of padding (expected: a multiple of 4"
            + " in all)",
        "data:a/b;base64,==== | base64: 0 characters and 4 of padding (expected: a multiple of 4"
            + " in all)",
      })
  void whatIsWrongIsSaid(String text, String why) {
    assertThatThrownBy(() -> DataUrl.parse(text).bytes())
        .isInstanceOf(DataUrl.Malformed.class)
        .hasMessage(why);
    assertThatThrownBy(() -> DataUrl.parse(text).base64Text()).hasMessage(why);
  }

  @Test
  void itAgreesWithTheJdkOnWhatTheJdkWrites() {
    var random = new SplittableRandom(4);
    for (int i = 0; i < 2000; i++) {
      var bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      var standard = Base64.getEncoder().encodeToString(bytes);
      var mime = Base64.getMimeEncoder(20, new byte[] {'\r', '\n'}).encodeToString(bytes);
      var web = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      for (var text : new String[] {standard, mime, web}) {
        var url = DataUrl.parse("data:a/b;base64," + text);
        assertThat(url.bytes()).isEqualTo(bytes);
        assertThat(url.base64Text()).isEqualTo(standard);
      }
    }
  }

  @Test
  void aLongContentIsNotSearchedForItsHead() {
    var text = "data:" + "x".repeat(5_000_000) + ",";
    assertThatThrownBy(() -> DataUrl.parse(text)).hasMessageContaining("no comma");
  }

  @Test
  void theContentIsNotPrinted() {
    assertThat(DataUrl.parse("data:image/png;base64,aGk="))
        .hasToString("data:image/png;base64,… (4 characters)");
    assertThat(DataUrl.is(" Data:x")).isTrue();
    assertThat(DataUrl.is("https://data:1/")).isFalse();
  }
}
