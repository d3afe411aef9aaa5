package dev.fairlead.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.script.Fault.After;
import dev.fairlead.simulator.script.Fault.Status;
import dev.fairlead.simulator.script.Fault.Way;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptFileTest {
  private static final String FILE =
      """
      models:
        gpt-4o:
          as: echo
          first-token: 200ms
          tokens-per-second: 50
          sequence: [200, 503, "status=429,retry-after=2", cut-after=5]
        turns:
          sequence: [500, 200]
          then: last
        often:
          failure-rate: 0.25
          failure: garbage
        "*":
          as: tools
          no-done: true
      """;

  private static Fault fault(Script script, String model, long number) {
    return script.next(model, number, new SplittableRandom(number)).fault();
  }

  @Test
  void aModelHasItsPersonaAndItsPace() {
    var script = ScriptFile.read(FILE);
    assertThat(script.speaker("gpt-4o")).contains(Persona.ECHO);
    var behaviour = script.next("gpt-4o", 1, new SplittableRandom(1));
    assertThat(behaviour.firstToken()).isEqualTo(Duration.ofMillis(200));
    assertThat(behaviour.tokensPerSecond()).isEqualTo(50);
  }

  @Test
  void aSequenceBeginsAgain() {
    var script = ScriptFile.read(FILE);
    var unsaid = Status.UNSAID;
    assertThat(LongStream.rangeClosed(1, 5).mapToObj(n -> fault(script, "gpt-4o", n)))
        .containsExactly(
            Fault.NONE,
            new Status(503, unsaid),
            new Status(429, Duration.ofSeconds(2)),
            new After(5, Way.CUT),
            Fault.NONE);
  }

  @Test
  void orItsLastEntryHolds() {
    var script = ScriptFile.read(FILE);
    assertThat(fault(script, "turns", 1)).isEqualTo(new Status(500, Status.UNSAID));
    assertThat(fault(script, "turns", 99)).isEqualTo(Fault.NONE);
  }

  @Test
  void failuresByChanceKeepTheirRate() {
    var script = ScriptFile.read(FILE);
    long failed =
        LongStream.range(0, 4000)
            .filter(n -> fault(script, "often", n) == Fault.Plain.GARBAGE)
            .count();
    assertThat(failed).isBetween(900L, 1100L);
  }

  @Test
  void theStarStandsForEveryOtherModelAndIsNotListed() {
    var script = ScriptFile.read(FILE);
    assertThat(script.speaker("anything")).contains(Persona.TOOLS);
    assertThat(fault(script, "anything", 1)).isEqualTo(Fault.Plain.NO_DONE);
    assertThat(script.models()).contains("gpt-4o", "echo").doesNotContain("*");
  }

  @Test
  void anEmptyFileLeavesTheStandardModels() {
    assertThat(ScriptFile.read("# nothing\n")).isEqualTo(ModelScript.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modles: {}|modles:  (expected: models)",
        "models: {a: {as: nobody}}|models.a.as: nobody (expected: echo, lorem",
        "models: {a: {latency: soon}}|models.a: latency: soon (expected: a time",
        "models: {a: {failure-rate: 2}}|models.a: failure-rate: 2 (expected: 0 to 1)",
        "models: {a: {sequence: 5}}|models.a: sequence: 5 (expected: a list",
        "models: {a: {then: never}}|models.a: then: never (expected: repeat or last)",
        "models: {a: {steps: 5}}|models.a.steps: 5 (expected: a list of steps)",
        "models: {a: {steps: []}}|models.a.steps: [] (expected: a list of steps)",
        "models: {a: {steps: [{thing: 1}]}}|models.a.steps[0]: thing (expected: one of [call, calls",
        "models: {a: {steps: [{call: {}}]}}|models.a.steps[0].call.tool: null (expected: a tool's name)",
        "models: {a: {steps: [{call: {tool: b, arguments: 5}}]}}|models.a.steps[0].call.arguments: 5",
        "models: {a: {signatures: maybe}}|models.a: signatures: maybe (expected: one of [ignore, verify",
        "models: [1]|models: [1] (expected: keys and values)",
        "models: {a|not YAML, line",
      })
  void whatIsWrongIsNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> ScriptFile.read(text)).hasMessageStartingWith(message);
  }
}
