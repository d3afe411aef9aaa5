package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Ask.Tool;
import dev.fairlead.simulator.content.Ask.ToolChoice;
import dev.fairlead.simulator.content.Plot.Form;
import dev.fairlead.simulator.content.Plot.Step;
import dev.fairlead.simulator.content.Speaker.Wanted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlotTest {
  private static final Plot PLOT =
      new Plot(
          List.of(
              new Step("think", "look", List.of(call("a"), call("b"))),
              new Step("", "", List.of(call("a"))),
              new Step("more", "The end.", List.of())));

  private static List<Form> call(String name) {
    return List.of(new Form(List.of(name), Map.of()));
  }

  private record Asking(int results, List<Tool> tools, ToolChoice toolChoice) implements Ask {
    @Override
    public String model() {
      return "m";
    }

    @Override
    public boolean stream() {
      return false;
    }

    @Override
    public int maxTokens() {
      return NO_LIMIT;
    }

    @Override
    public int promptTokens() {
      return 1;
    }

    @Override
    public String lastUserText() {
      return "q";
    }

    @Override
    public @Nullable String lastToolResult() {
      return results == 0 ? null : "r";
    }

    @Override
    public List<String> stops() {
      return List.of();
    }

    @Override
    public @Nullable Object schema() {
      return toolChoice.kind() == ToolChoice.Kind.NONE ? Map.of("const", 7) : null;
    }
  }

  private static Answer after(int results) {
    var tools = List.of(new Tool("a", null), new Tool("b", null));
    return PLOT.answer(new Asking(results, tools, ToolChoice.AUTO), Wanted.NOTHING, 1);
  }

  private static List<String> called(Answer answer) {
    return answer.calls().stream().map(Call::name).toList();
  }

  @Test
  void resultsSayWhichStepItIs() {
    assertThat(called(after(0))).containsExactly("a", "b");
    assertThat(called(after(2))).containsExactly("a");
    assertThat(after(3).text().plain()).isEqualTo("The end.");
    assertThat(after(99).text().plain()).isEqualTo("The end.");
  }

  @Test
  void whatIsLeftOfAStepFollowsWithoutItsThought() {
    assertThat(called(after(1))).containsExactly("b");
    assertThat(after(1).reasoning().tokens()).isZero();
    assertThat(after(1).text().tokens()).isZero();
  }

  @Test
  void aThoughtBelongsToTheBeginningOfItsStep() {
    assertThat(PLOT.thoughtAfter(0)).isTrue();
    assertThat(PLOT.thoughtAfter(1)).isFalse();
    assertThat(PLOT.thoughtAfter(2)).isFalse();
    assertThat(PLOT.thoughtAfter(3)).isTrue();
  }

  @Test
  void askedForJsonWithoutToolsItGivesJson() {
    var none = new ToolChoice(ToolChoice.Kind.NONE, "");
    var answer = PLOT.answer(new Asking(0, List.of(), none), Wanted.NOTHING, 1);
    assertThat(answer.text().plain()).isEqualTo("7");
    var mute = PLOT.answer(new Asking(0, List.of(), ToolChoice.AUTO), Wanted.NOTHING, 1);
    assertThat(mute.text().plain()).isEqualTo("The end.");
  }

  @Test
  void aPlotHasSteps() {
    assertThatThrownBy(() -> new Plot(List.of())).hasMessageStartingWith("steps: none");
  }
}
