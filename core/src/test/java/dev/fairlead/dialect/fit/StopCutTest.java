package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Collector;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StopCutTest {
  private static final Usage USED = new Usage(1, 0, 0, 0, 0, 1, 0, 0, true);

  private static void play(Assembler out, String... pieces) {
    out.start("id", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.Assistant(List.of()));
    for (var piece : pieces) {
      out.text(0, item, 0, piece);
    }
    out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
    out.usage(USED);
    out.end(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "one two END three, END, 'one two '",
    "one two three, END, one two three",
    "one EN, END, one EN",
    "aab, ab, a",
    "xababc, abc|aba, x",
    "ENEND, END, EN",
    "END, END, ''",
    "ab END cd EOT, EOT|END, 'ab '",
  })
  void t167TheAnswerEndsAtTheFirstStopTextHoweverItIsCut(
      String text, String stops, String expected) {
    var all = List.of(stops.split("\\|", -1));
    int longest = all.stream().mapToInt(String::length).max().orElseThrow();
    for (int i = 0; i <= text.length(); i++) {
      for (int k = i; k <= text.length(); k++) {
        var grammar = new Grammar();
        var whole = new Collector();
        var cut =
            new StopCut(
                event -> {
                  grammar.accept(event);
                  whole.accept(event);
                },
                all);
        play(new Assembler(cut), text.substring(0, i), text.substring(i, k), text.substring(k));
        assertThat(grammar.over()).isTrue();
        var choice = whole.response().choices().getFirst();
        var parts = ((Item.Assistant) choice.items().getFirst()).parts();
        assertThat(parts)
            .isEqualTo(expected.isEmpty() ? List.of() : List.of(Part.Text.of(expected)));
        boolean hit = !expected.equals(text);
        assertThat(choice.finish().kind())
            .isEqualTo(hit ? Finish.Kind.STOP_SEQUENCE : Finish.Kind.STOP);
        assertThat(all.contains(choice.finish().detail())).isEqualTo(hit);
        assertThat(longest).isPositive();
      }
    }
  }

  @Test
  void noMoreIsHeldBackThanMayBeTheBeginningOfAStopText() {
    var seen = new ArrayList<Event>();
    var out = new Assembler(new StopCut(seen::add, List.of("END")));
    out.start("id", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.Assistant(List.of()));
    out.text(0, item, 0, "hello");
    assertThat(seen.getLast()).isEqualTo(new Event.TextDelta(0, 0, 0, "hello", List.of()));
    out.text(0, item, 0, " E");
    assertThat(seen.getLast()).isEqualTo(new Event.TextDelta(0, 0, 0, " ", List.of()));
    out.text(0, item, 0, "Nd");
    assertThat(seen.getLast()).isEqualTo(new Event.TextDelta(0, 0, 0, "ENd", List.of()));
  }

  @Test
  void whatComesBehindTheStopTextDoesNotGoOut() {
    var grammar = new Grammar();
    var cut = new StopCut(grammar, List.of("END"));
    var out = new Assembler(cut);
    out.start("id", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.Assistant(List.of()));
    out.text(0, item, 0, "a END b");
    out.text(0, item, 1, "c");
    assertThat(cut.enough(1)).isTrue();
    assertThat(cut.enough(2)).isFalse();
    int call = out.open(0, new Item.ToolCall("c", "f", ""));
    out.input(0, call, "{}");
    out.finish(0, Finish.of(Finish.Kind.TOOL_CALLS, "tool_calls"));
    out.end(Map.of());
    assertThat(grammar.seen())
        .contains(new Event.ChoiceEnd(0, new Finish(Finish.Kind.STOP_SEQUENCE, "stop", "END", "")))
        .noneMatch(event -> event instanceof Event.InputDelta)
        .noneMatch(event -> event instanceof Event.ItemStart e && e.item() == 1);
  }

  @Test
  void aStreamThatBreaksBehindTheStopTextIsComplete() {
    var grammar = new Grammar();
    var out = new Assembler(new StopCut(grammar, List.of("END")));
    out.start("id", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.Assistant(List.of()));
    out.text(0, item, 0, "a END");
    out.fail(Cause.CUT, 0, "gone");
    assertThat(grammar.seen().getLast()).isInstanceOf(Event.End.class);
    assertThat(grammar.seen()).anyMatch(event -> event instanceof Event.ChoiceEnd);
  }

  @Test
  void aStreamThatBreaksBeforeItIsNot() {
    var grammar = new Grammar();
    var out = new Assembler(new StopCut(grammar, List.of("END")));
    out.start("id", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.Assistant(List.of()));
    out.text(0, item, 0, "a EN");
    out.fail(Cause.CUT, 0, "gone");
    assertThat(grammar.seen().getLast()).isInstanceOf(Event.Fail.class);
    assertThat(grammar.seen()).contains(new Event.TextDelta(0, 0, 0, "EN", List.of()));
  }
}
