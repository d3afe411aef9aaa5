package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThinkSplitterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | <think>hm</think>A | [hm]A",
        "false | ' <mm:think>h<m</mm:think>  A' | [h<m]A",
        "false | A <think>b</think> | A <think>b</think>",
        "false | <thin | <thin",
        "false | <think>never closed | [never closed]",
        "true | hm</think>A | [hm]A",
        "true | <think>hm</think>A | [hm]A",
        "true | no tag | [no tag]"
      })
  void thoughtsAreSplitFromTheTextHoweverItIsCut(boolean inside, String text, String expected) {
    for (int cut = 0; cut <= text.length(); cut++) {
      var out = new Sink();
      var splitter = new ThinkSplitter(inside, out);
      splitter.more(text.substring(0, cut));
      splitter.more(text.substring(cut));
      splitter.end();
      assertThat(out.toString()).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  private static final class Sink implements ThinkSplitter.Sink {
    private final StringBuilder thoughts = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void thought(String more) {
      thoughts.append(more);
    }

    @Override
    public void text(String more) {
      text.append(more);
    }

    @Override
    public String toString() {
      return (thoughts.isEmpty() ? "" : "[" + thoughts + "]") + text;
    }
  }
}
