package dev.fairlead.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SseScanTest {
  private static final int BOUND = 1 << 16;

  /** The data of the events of bytes fed in pieces of a size. */
  static List<String> fed(byte[] bytes, int size) {
    var found = new ArrayList<String>();
    var scan = new SseScan(BOUND);
    SseScan.Sink sink = (d, from, to, _) -> found.add(new String(d, from, to - from, ISO_8859_1));
    for (int from = 0; from < bytes.length; from += size) {
      scan.feed(bytes, from, Math.min(bytes.length, from + size), sink);
    }
    scan.finish(sink);
    return found;
  }

  /** The same, line by line over the whole text: the standard's own way. */
  static List<String> reference(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    var found = new ArrayList<String>();
    List<String> data = new ArrayList<>();
    var rest = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && rest.charAt(end) != '\n' && rest.charAt(end) != '\r') {
        end++;
      }
      var line = rest.substring(0, end);
      boolean two = rest.startsWith("\r\n", end);
      rest = rest.substring(Math.min(rest.length(), end + (two ? 2 : 1)));
      if (line.isEmpty()) {
        found.add(String.join("\n", data));
        data = new ArrayList<>();
      } else if (line.equals("data")) {
        data.add("");
      } else if (line.startsWith("data:")) {
        data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
      }
    }
    if (!data.isEmpty()) {
      found.add(String.join("\n", data));
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data: a~~data: b~~ | a,b",
        "data:a~~ | a",
        "data:  a ~~ | ` a `",
        "data: a~data: b~~ | `a\nb`",
        "data~~ | ``",
        "data: a | a",
        "data: a~ | a",
        ": comment~~data: a~~ | `,a`",
        "event: x~id: 7~retry: 1~data: a~~ | a",
        "datas: no~dat: no~data : no~~ | ``",
        "data: a~~~~data: b~~ | `a,,,b`",
      })
  void eventsAreFoundWithEachEndOfLineAndEachCut(String stream, String expected) {
    for (var end : List.of("\n", "\r", "\r\n")) {
      for (var start : List.of("", "\uFEFF")) {
        var bytes = (start + stream.replace("~", end)).getBytes(UTF_8);
        var events = List.of(expected.split(",", -1));
        for (int size = 1; size <= bytes.length; size++) {
          assertThat(fed(bytes, size)).as("%s in pieces of %d", stream, size).isEqualTo(events);
        }
        assertThat(reference(bytes)).isEqualTo(events);
      }
    }
  }

  @Test
  void anEventIsTheSameWhereverItIsCut() {
    var bytes =
        "\uFEFF: hi\r\n\r\ndata: {\"é\":1}\r\ndata:2\r\n\r\nevent: e\ndata\n\ndata: [DONE]\r\r"
            .getBytes(UTF_8);
    var whole = fed(bytes, bytes.length);
    assertThat(whole).hasSize(4).isEqualTo(reference(bytes));
    for (int cut = 0; cut <= bytes.length; cut++) {
      for (int second = cut; second <= bytes.length; second++) {
        var found = new ArrayList<String>();
        var scan = new SseScan(BOUND);
        SseScan.Sink sink =
            (d, from, to, _) -> found.add(new String(d, from, to - from, ISO_8859_1));
        scan.feed(bytes, 0, cut, sink);
        scan.feed(bytes, cut, second, sink);
        scan.feed(bytes, second, bytes.length, sink);
        scan.finish(sink);
        assertThat(found).isEqualTo(whole);
      }
    }
  }

  @Test
  void theEndOfAnEventIsBehindItsBlankLine() {
    var bytes = "data: a\n\ndata: b\r\n\r\ndata: c".getBytes(UTF_8);
    var ends = new ArrayList<Integer>();
    var scan = new SseScan(BOUND);
    scan.feed(bytes, 0, bytes.length, (_, _, _, end) -> ends.add(end));

    assertThat(ends).containsExactly(9, 20);
    assertThat(scan.inEvent()).isTrue();
  }

  @Test
  void anEventMayNotGrowWithoutEnd() {
    var scan = new SseScan(100);
    var piece = "data: 0123456789\n".getBytes(UTF_8);
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          for (int i = 0; i < 100; i++) {
            scan.feed(piece, 0, piece.length, (_, _, _, _) -> {});
          }
        })
        .withMessageContaining("(expected: <= 100)");
  }

  @Test
  void aLineMayNotGrowWithoutEnd() {
    var scan = new SseScan(100);
    var piece = "data: 0123456789".getBytes(UTF_8);
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          for (int i = 0; i < 100; i++) {
            scan.feed(piece, 0, piece.length, (_, _, _, _) -> {});
          }
        });
  }

  @Test
  void anythingMadeByChanceIsReadAsTheStandardReadsIt() {
    var random = new SplittableRandom(5);
    var words = List.of("data", ":", " ", "\n", "\r", "\r\n", "\n\n", "x", "event: y", "data: z");
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
      int count = random.nextInt(14);
      for (int k = 0; k < count; k++) {
        text.append(words.get(random.nextInt(words.size())));
      }
      var bytes = text.toString().getBytes(UTF_8);
      agrees(bytes, 1 + random.nextInt(5));
    }
  }

  static void agrees(byte[] bytes, int size) {
    var expected = reference(bytes);
    assertThat(fed(bytes, size)).as("in pieces of %d: %s", size, shown(bytes)).isEqualTo(expected);
    assertThat(fed(bytes, bytes.length + 1)).as(shown(bytes)).isEqualTo(expected);
  }

  private static String shown(byte[] bytes) {
    return new String(bytes, ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
  }
}
