package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CopiesTest {
  private static final String LONG = "a text of more than thirty-two bytes, ";

  @Test
  void aTextThatWasReadIsWrittenAsItStood() {
    var root = read("{\"a\":\"" + LONG + "\\u00e9\\/\"}");
    var out = new JsonWriter(root.copies(), 0).text(root.text("a")).bytes();
    assertThat(new String(out, UTF_8)).isEqualTo("\"" + LONG + "\\u00e9\\/\"");
  }

  @Test
  void anEqualTextOfAnotherOriginIsWrittenAnew() {
    var root = read("{\"a\":\"" + LONG + "\\u00e9\"}");
    var equal = String.valueOf(root.text("a").toCharArray());
    var out = new JsonWriter(root.copies(), 0).text(equal).bytes();
    assertThat(new String(out, UTF_8)).isEqualTo("\"" + LONG + "é\"");
  }

  @Test
  void ofADocumentThatIsOnlyGrammaticalNothingIsCopied() {
    var json = ("{\"a\":\"" + LONG + "\\ud800\"}").getBytes(UTF_8);
    var root = Node.of(Skim.lenient(json, 0, json.length));
    var out = new JsonWriter(root.copies(), 0).text(root.text("a")).bytes();
    assertThat(new String(out, UTF_8)).isEqualTo("\"" + LONG + "\uFFFD\"");
  }

  @Test
  void textsMayBeWrittenInAnyOrderAndOften() {
    var json = new StringBuilder("[");
    for (int i = 0; i < 60; i++) {
      json.append(i == 0 ? "" : ",").append('"').append(i % 3 == 0 ? "" : LONG).append("\\t");
      json.append(i).append('"');
    }
    var root = read(json.append(']').toString());
    var texts = new ArrayList<String>();
    for (var node : root) {
      var text = node.text();
      texts.add(text);
      texts.add(text);
    }
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(texts, new Random(seed));
      var out = new JsonWriter(root.copies(), 0).array();
      texts.forEach(out::text);
      var bytes = out.end().bytes();
      assertThat(Tree.json(bytes, 0, bytes.length)).isEqualTo(texts);
    }
  }

  private static Node read(String json) {
    var bytes = json.getBytes(UTF_8);
    return Node.of(Skim.strict(bytes, 0, bytes.length));
  }
}
