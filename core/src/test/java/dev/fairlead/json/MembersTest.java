package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Members.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MembersTest {

  @Test
  void membersAreFoundWithTheirKindAndValue() {
    var members =
        read(
            "{\"s\":\"te\\nxt\",\"n\":12,\"t\":true,\"f\":false,\"z\":null,\"o\":{\"i\":1},\"a\":[]}");

    assertThat(members.object()).isTrue();
    assertThat(members.count()).isEqualTo(7);
    assertThat(members.text(members.find("s"))).isEqualTo("te\nxt");
    assertThat(members.raw(members.find("s"))).isEqualTo("\"te\\nxt\"");
    assertThat(members.number(members.find("n"))).isEqualTo(12);
    assertThat(members.kind(members.find("t"))).isEqualTo(Kind.TRUE);
    assertThat(members.kind(members.find("f"))).isEqualTo(Kind.FALSE);
    assertThat(members.kind(members.find("z"))).isEqualTo(Kind.NULL);
    assertThat(members.kind(members.find("a"))).isEqualTo(Kind.ARRAY);
    assertThat(members.inside(members.find("o")).name(0)).isEqualTo("i");
    assertThat(members.find("i")).isEqualTo(-1);
  }

  @Test
  void anEscapedNameIsFoundByWhatItMeans() {
    var members = read("{\"mod\\u0065l\":1,\"m\\u006fdel!\":2}");
    assertThat(members.find("model")).isEqualTo(0);
    assertThat(members.find("model!")).isEqualTo(1);
  }

  @Test
  void ofAnObjectWithANameTwiceTheLastIsFound() {
    var bytes = "{\"a\":1,\"b\":2,\"a\":3}".getBytes(UTF_8);
    var members = Skim.lenient(bytes, 0, bytes.length);
    assertThat(members.number(members.find("a"))).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "7, 7, true",
    "9007199254740992, 9007199254740992, true",
    "99999999999999999999, -1, true",
    "-1, -1, true",
    "1.5, -1, false",
    "1e3, -1, false"
  })
  void numbersAreWholeOrNone(String number, long expected, boolean whole) {
    var members = read("{\"n\":" + number + "}");
    assertThat(members.number(0)).isEqualTo(expected);
    assertThat(members.whole(0)).isEqualTo(whole);
  }

  @Test
  void whatIsNoObjectHasNoMembers() {
    assertThat(read("[{\"a\":1}]").object()).isFalse();
    assertThat(read("[{\"a\":1}]").count()).isZero();
    assertThat(read(" \"text\" ").text()).isEqualTo("text");
    assertThat(read("-1").kind()).isEqualTo(Kind.NUMBER);
  }

  @Test
  void manyMembersAreAllFound() {
    var json = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      json.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    var members = read(json.append('}').toString());
    assertThat(members.count()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(members.number(members.find("k" + i))).isEqualTo(i);
    }
  }

  @Test
  void elementsOfAnArrayAreDocumentsOfTheirOwn() {
    var members = read("{\"a\":[ {\"x\":1} ,2,\"]\" ,[3], null ],\"b\":[]}");
    var elements = Elements.of(members, members.find("a"));

    assertThat(elements).hasSize(5);
    assertThat(elements.get(0).number(0)).isEqualTo(1);
    assertThat(elements.get(2).text()).isEqualTo("]");
    assertThat(elements.stream().map(Members::kind))
        .containsExactly(Kind.OBJECT, Kind.NUMBER, Kind.STRING, Kind.ARRAY, Kind.NULL);
    assertThat(Elements.of(members, members.find("b"))).isEmpty();
  }

  private static Members read(String json) {
    var bytes = json.getBytes(UTF_8);
    return Skim.strict(bytes, 0, bytes.length);
  }
}
