package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2,\"c\":3} | a | {\"b\":2,\"c\":3}",
        "{\"a\":1,\"b\":2,\"c\":3} | b | {\"a\":1,\"c\":3}",
        "{\"a\":1,\"b\":2,\"c\":3} | c | {\"a\":1,\"b\":2}",
        "{\"a\":1,\"b\":2,\"c\":3} | ab | {\"c\":3}",
        "{\"a\":1,\"b\":2,\"c\":3} | bc | {\"a\":1}",
        "{\"a\":1,\"b\":2,\"c\":3} | ac | {\"b\":2}",
        "{\"a\":1,\"b\":2,\"c\":3} | abc | {}",
        "{ \"a\" : 1 , \"b\" : 2 } | a | `{ \"b\" : 2 }`",
        "{ \"a\" : 1 , \"b\" : 2 } | b | `{ \"a\" : 1 }`",
        "{ \"a\" : 1 } | a | {}",
      })
  void aMemberGoesWithItsComma(String json, String gone, String expected) {
    var members = read(json);
    var edit = new Edit(members);
    gone.chars().forEach(c -> edit.remove(members.find(Character.toString(c))));
    var edited = new String(edit.bytes(), UTF_8);

    assertThat(Tree.json(edited.getBytes(UTF_8), 0, edited.length()))
        .isEqualTo(Tree.json(expected.getBytes(UTF_8), 0, expected.length()));
    assertThat(edited.replace(" ", "")).isEqualTo(expected.replace(" ", ""));
  }

  @Test
  void whatIsNotNamedStaysAsItIs() {
    var members = read(" {\"x\" : 1.50E+2,\n\t\"model\":\"a\" , \"\\u0079\":[ ] } ");
    var edited =
        new Edit(members)
            .replace(members.find("model"), "\"b\"")
            .rename(members.find("y"), "z\n")
            .add("more", "{}")
            .bytes();

    assertThat(edited)
        .asString(UTF_8)
        .isEqualTo("{\"x\" : 1.50E+2,\n\t\"model\":\"b\" , \"z\\n\":[ ],\"more\":{} }");
  }

  @Test
  void aMemberIsAddedToAnEmptyObject() {
    assertThat(new Edit(read("{ }")).add("a", "1").add("b", "2").bytes())
        .asString(UTF_8)
        .isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void withoutEditsTheVeryBytesComeBack() {
    var bytes = "{\"a\":1}".getBytes(UTF_8);
    assertThat(new Edit(Skim.strict(bytes, 0, bytes.length)).bytes()).isSameAs(bytes);
    assertThat(new Edit(read(" {\"a\":1}\n")).bytes()).asString(UTF_8).isEqualTo("{\"a\":1}");
  }

  @Test
  void editingTheBytesIsEditingTheTree() {
    var maker = new Maker(new SplittableRandom(3));
    int edited = 0;
    for (int i = 0; i < 20_000; i++) {
      var json = maker.object();
      if (Reference.read(json).isPresent()) {
        editsAgree(json, i);
        edited++;
      }
    }
    assertThat(edited).isGreaterThan(5_000);
  }

  /** Edits a document that is taken, by chance; fails if the result is not what the tree says. */
  static void editsAgree(byte[] json, long seed) {
    var members = Skim.strict(json, 0, json.length);
    if (!members.object() || !(Tree.json(json, 0, json.length) instanceof Map<?, ?> tree)) {
      return;
    }
    var random = new SplittableRandom(seed);
    var expected = new LinkedHashMap<Object, Object>();
    var edit = new Edit(members);
    var kept = new StringBuilder();
    for (int i = 0; i < members.count(); i++) {
      var name = members.name(i);
      int what = random.nextInt(5);
      if (what == 0) {
        edit.remove(i);
      } else if (what == 1) {
        edit.replace(i, "[\"new\"]");
        expected.put(name, List.of("new"));
      } else if (what == 2) {
        edit.rename(i, "renamed " + i);
        expected.put("renamed " + i, tree.get(name));
      } else {
        expected.put(name, tree.get(name));
        kept.append(between(members, i)).append('\0');
      }
    }
    if (random.nextBoolean()) {
      edit.add("added", "true");
      expected.put("added", true);
    }
    var bytes = edit.bytes();
    assertThat(Reference.read(bytes)).isPresent();
    assertThat(Tree.json(bytes, 0, bytes.length)).isEqualTo(expected);
    var text = new String(bytes, UTF_8);
    for (var piece : kept.toString().split("\0", -1)) {
      assertThat(text).contains(piece);
    }
  }

  /** A member as it stands, from the quote of its name to the end of its value. */
  private static String between(Members m, int i) {
    int from = m.nameFrom(i) - 1;
    return new String(m.json(), from, m.valueTo(i) - from, UTF_8);
  }

  private static Members read(String json) {
    var bytes = json.getBytes(UTF_8);
    return Skim.strict(bytes, 0, bytes.length);
  }
}
