package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.json.Tree;
import dev.fairlead.simulator.content.Scan.Span;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanTest {

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void walk(String json) {
    var bytes = bytes(json);
    var scan = new Scan(bytes, 0, bytes.length);
    if (!scan.enter('{')) {
      throw new Scan.Malformed(0);
    }
    while (scan.member()) {
      scan.skip();
    }
    if (!scan.done()) {
      throw new Scan.Malformed(0);
    }
  }

  @Test
  void membersAreFoundWhereTheyStand() {
    var bytes =
        bytes(
            " { \"a\" : [1,{\"b\":\"]\"}] , \"text\":\"x\\\\\\\"y\\u00e4\", \"t\":true,\"n\":-12}");
    var found = new LinkedHashMap<String, Object>();
    var scan = new Scan(bytes, 0, bytes.length);
    scan.enter('{');
    while (scan.member()) {
      if (scan.key(Out.ascii("text"))) {
        found.put("text", Scan.text(bytes, scan.value()));
      } else if (scan.key(Out.ascii("t"))) {
        found.put("t", Scan.truth(bytes, scan.value()));
      } else if (scan.key(Out.ascii("n"))) {
        found.put("n", Scan.number(bytes, scan.value(), 0));
      } else {
        var span = scan.value();
        found.put("other", new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8));
      }
    }
    assertThat(scan.done()).isTrue();
    assertThat(found)
        .isEqualTo(Map.of("other", "[1,{\"b\":\"]\"}]", "text", "x\\\"yä", "t", true, "n", -12L));
  }

  @Test
  void everyStringThatJacksonReadsIsReadAlike() {
    var alphabet = new String[] {"a", "\\\\", "\\\"", "\\n", "ä", "😀", "\\u0041", " ", "{", "]"};
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var json = new StringBuilder("\"");
      for (int i = random.nextInt(40); i > 0; i--) {
        json.append(alphabet[random.nextInt(alphabet.length)]);
      }
      var bytes = bytes(json.append('"').toString());
      var span = new Scan(bytes, 0, bytes.length).value();
      assertThat(span).isEqualTo(new Span(0, bytes.length));
      assertThat(Scan.text(bytes, span)).isEqualTo(Tree.json(bytes, 0, bytes.length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,}",
        "{\"a\":[1}",
        "{\"a\":{\"b\":[}]}",
        "{\"a\":\"x}",
        "{a:1}",
        "{\"a\":1}}",
        "{\"a\":?}"
      })
  void brokenJsonIsNoticed(String json) {
    assertThatThrownBy(() -> walk(json)).isInstanceOf(Scan.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } ", "{\"a\":{}}", "{\"a\":[],\"b\":null}\n"})
  void wholeJsonPasses(String json) {
    walk(json);
  }

  @Test
  void aDeepNestIsSteppedOver() {
    walk("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
  }
}
