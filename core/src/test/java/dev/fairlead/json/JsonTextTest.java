package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JsonTextTest {
  @Test
  void orderNumbersAndWordsSurvive() {
    var text = "{\"b\":1.50,\"a\":[true,false,null,\"\\\"ä\\n\"],\"c\":{},\"d\":1e400}";
    assertThat(JsonText.write(JsonText.read(text))).isEqualTo(text);
  }

  @Test
  void aMemberNamedTwiceIsAnError() {
    assertThatThrownBy(() -> JsonText.read("{\"a\":1,\n\"a\":2}"))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("a");
  }

  @Test
  void whatFollowsTheValueIsAnError() {
    assertThatThrownBy(() -> JsonText.read("{} {}")).hasMessageContaining("more text");
    assertThatThrownBy(() -> JsonText.read("")).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> JsonText.read("{\"a\":")).isInstanceOf(MalformedJson.class);
  }

  @Test
  void aMemberOfAnotherKindSaysWhatWasExpected() {
    var object = JsonText.object("{\"n\":\"x\",\"t\":3,\"l\":[1],\"big\":3000000000}");
    assertThatThrownBy(() -> object.text("t")).hasMessage("t: 3 (expected: a text)");
    assertThatThrownBy(() -> object.number("n", 0)).hasMessageContaining("n: \"x\"");
    assertThatThrownBy(() -> object.number("big", 0)).hasMessageContaining("big: 3000000000");
    assertThatThrownBy(() -> object.texts("l")).hasMessageContaining("a list of texts");
    assertThat(object.text("absent")).isEmpty();
    assertThat(object.number("absent", 7)).isEqualTo(7);
  }
}
