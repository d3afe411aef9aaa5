package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JsonOutTest {

  @Test
  void mapsListsAndTextsComeOutAsJson() {
    var value = new TreeMap<String, Object>();
    value.put("a", List.of(1, 2L, new BigDecimal("0.10"), true));
    value.put("b", Map.of());
    value.put("c", "\"\\\n\u0001é\uD83D\uDE00");
    assertThat(JsonOut.of(value))
        .isEqualTo("{\"a\":[1,2,0.10,true],\"b\":{},\"c\":\"\\\"\\\\\\n\\u0001é\uD83D\uDE00\"}");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(JsonOut.of("\uD83D")).isEqualTo("\"\uFFFD\"");
  }

  @Test
  void indentationAddsTwoSpacesForEachLevel() {
    assertThat(JsonOut.indented(Map.of("a", List.of(Map.of("b", 1)))))
        .isEqualTo("{\n  \"a\": [\n    {\n      \"b\": 1\n    }\n  ]\n}");
  }

  @Test
  void floatingPointIsRefused() {
    var values = new ArrayList<Object>();
    values.add(0.1);
    assertThatThrownBy(() -> JsonOut.of(values)).isInstanceOf(IllegalArgumentException.class);
  }
}
