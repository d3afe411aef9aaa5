package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.AnswerScan.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerScanTest {
  private static final String[] WANTED = {"usage", "a", "error"};

  /** What a scan knows at its end. */
  record Known(Shape shape, List<String> values, List<Boolean> saw) {}

  static Known fed(byte[] bytes, int size) {
    var scan = new AnswerScan(WANTED);
    for (int from = 0; from < bytes.length; from += size) {
      scan.feed(bytes, from, Math.min(bytes.length, from + size));
    }
    return known(scan);
  }

  private static Known known(AnswerScan scan) {
    var values = new ArrayList<String>();
    var saw = new ArrayList<Boolean>();
    for (int i = 0; i < WANTED.length; i++) {
      values.add(new String(scan.value(i), ISO_8859_1));
      saw.add(scan.saw(i));
    }
    return new Known(scan.shape(), values, saw);
  }

  /** On a document that is taken, the scan finds what the skim finds, save for escaped names. */
  static void agreesWithSkim(byte[] json) {
    var members = Skim.strict(json, 0, json.length);
    var known = fed(json, Math.max(1, json.length));
    assertThat(known.shape()).isEqualTo(members.object() ? Shape.COMPLETE : Shape.FOREIGN);
    for (int k = 0; k < WANTED.length && members.object(); k++) {
      int i = plain(members, WANTED[k]);
      boolean brief = i >= 0 && members.valueTo(i) - members.valueFrom(i) < AnswerScan.KEPT - 64;
      assertThat(known.saw().get(k)).isEqualTo(i >= 0);
      if (i < 0 || brief) {
        assertThat(known.values().get(k)).isEqualTo(i < 0 ? "" : latin(members, i));
      }
    }
  }

  private static int plain(Members members, String name) {
    for (int i = 0; i < members.count(); i++) {
      if (members.nameTo(i) - members.nameFrom(i) == name.length()
          && members.name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static String latin(Members m, int i) {
    return new String(m.json(), m.valueFrom(i), m.valueTo(i) - m.valueFrom(i), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | NOTHING_YET",
        "` \n` | NOTHING_YET",
        "{ | OPEN",
        "{\"a\":\"}\" | OPEN",
        "{\"a\":\"\\\"}\" | OPEN",
        "{} | COMPLETE",
        "` {\"a\":[{}]} ` | COMPLETE",
        "{} x | FOREIGN",
        "{}{} | FOREIGN",
        "[] | FOREIGN",
        "<html> | FOREIGN",
        "{\"a\":1] | FOREIGN",
      })
  void theShapeIsKnownAtAnyTime(String json, Shape shape) {
    assertThat(fed(json.getBytes(UTF_8), 1).shape()).isEqualTo(shape);
  }

  @Test
  void valuesAreTheSameWhereverTheBytesAreCut() {
    var json =
        "{ \"x\":{\"usage\":1}, \"usage\" : {\"n\":[1,\"}\\\"\"]} ,\"a\":\"\\u00e9é\\\\\",\"error\":null}"
            .getBytes(UTF_8);
    var whole = fed(json, json.length);

    assertThat(whole.values())
        .containsExactly(
            "{\"n\":[1,\"}\\\"\"]}",
            new String("\"\\u00e9é\\\\\"".getBytes(UTF_8), ISO_8859_1),
            "null");
    for (int cut = 0; cut <= json.length; cut++) {
      for (int second = cut; second <= json.length; second++) {
        var scan = new AnswerScan(WANTED);
        scan.feed(json, 0, cut);
        scan.feed(json, cut, second);
        scan.feed(json, second, json.length);
        assertThat(known(scan)).isEqualTo(whole);
      }
    }
  }

  @Test
  void onlyTheOutermostMembersCount() {
    var json = "{\"b\":{\"usage\":1,\"a\":{\"error\":2}},\"c\":\"usage\"}".getBytes(UTF_8);
    assertThat(fed(json, 3))
        .isEqualTo(new Known(Shape.COMPLETE, List.of("", "", ""), List.of(false, false, false)));
  }

  @Test
  void aValueThatIsTooLongCountsAsNotThere() {
    for (int size : new int[] {1 << 20, 1000, 1}) {
      var huge = fed(("{\"a\":\"" + "x".repeat(AnswerScan.KEPT) + "\"}").getBytes(UTF_8), size);
      assertThat(huge.values().get(1)).isEmpty();
      assertThat(huge.saw().get(1)).isTrue();
      assertThat(huge.shape()).isEqualTo(Shape.COMPLETE);
      var fits = fed(("{\"a\":\"" + "x".repeat(AnswerScan.KEPT - 2) + "\"}").getBytes(UTF_8), size);
      assertThat(fits.values().get(1)).hasSize(AnswerScan.KEPT);
    }
  }

  @Test
  void ofAMemberThatStandsTwiceTheLastCounts() {
    var json = "{\"a\":1,\"a\":2}".getBytes(UTF_8);
    assertThat(fed(json, 2).values().get(1)).isEqualTo("2");
  }

  @Test
  void itFindsWhatTheSkimFindsInWhatIsMadeByChance() {
    var random = new SplittableRandom(2);
    var maker = new Maker(random);
    for (int i = 0; i < 20_000; i++) {
      var json = i % 2 == 0 ? maker.object() : maker.broken();
      assertThat(fed(json, 1 + random.nextInt(9))).isEqualTo(fed(json, json.length + 1));
      if (Reference.read(json).isPresent()) {
        agreesWithSkim(json);
      }
    }
  }
}
