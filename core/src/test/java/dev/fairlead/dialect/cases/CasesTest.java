package dev.fairlead.dialect.cases;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the folder, by its id. */
final class CasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final int CUTS = 6;

  static List<Case> cases() throws IOException {
    return Case.all(FOLDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isCarriedOverAsItShould(Case one) {
    for (int cut = one.text("cuts").equals("everywhere") ? -longest(one) : 0; cut < CUTS; cut++) {
      new Conversation(one, cut).hold();
    }
  }

  private static int longest(Case one) {
    int longest = 0;
    for (var step : one.steps()) {
      if (step.get("answer_events") instanceof List<?> events) {
        longest = Math.max(longest, Bench.length(events));
      }
    }
    return longest;
  }
}
