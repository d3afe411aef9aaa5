package dev.fairlead.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Looks for bytes on which our readers and Jackson differ. Without {@code JAZZER_FUZZ} it only goes
 * through the inputs that are kept; {@code docs/fuzzing.md} has the command.
 */
final class SkimFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void strictTakesWhatJacksonTakes(byte[] json) {
    boolean taken = SkimTest.agrees(json);
    if (taken) {
      AnswerScanTest.agreesWithSkim(json);
      EditTest.editsAgree(json, Arrays.hashCode(json));
    }
  }

  @FuzzTest(maxDuration = "5m")
  void anAnswerInPiecesIsTheAnswer(byte[] bytes) {
    var whole = AnswerScanTest.fed(bytes, bytes.length);
    for (int size : new int[] {1, 2, 3, 7}) {
      assertThat(AnswerScanTest.fed(bytes, size)).isEqualTo(whole);
    }
  }
}
