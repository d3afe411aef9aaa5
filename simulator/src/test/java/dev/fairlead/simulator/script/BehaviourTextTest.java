package dev.fairlead.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.simulator.script.Behaviour.Signatures;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault.After;
import dev.fairlead.simulator.script.Fault.Status;
import dev.fairlead.simulator.script.Fault.Way;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BehaviourTextTest {

  @Test
  void wordsAreReadInAnyOrder() {
    var wanted =
        Behaviour.PLAIN.with(
            " tokens = 9, think=4, signatures=verify, latency=1.5s ,slow-headers=2m,first-token=200ms,tokens-per-second=50,"
                + "chunk-bytes=7,chunk-tokens=3,tool-calls=2,usage=every-chunk,stall-after=5,");
    assertThat(wanted)
        .isEqualTo(
            new Behaviour(
                Duration.ofMillis(1500),
                Duration.ofMinutes(2),
                Duration.ofMillis(200),
                50,
                9,
                4,
                3,
                7,
                2,
                UsagePlace.EVERY_CHUNK,
                Signatures.VERIFY,
                new After(5, Way.STALL)));
  }

  @Test
  void retryAfterBelongsToTheStatusBeforeOrBehindIt() {
    var wanted = new Status(503, Duration.ofSeconds(2));
    assertThat(Behaviour.PLAIN.with("status=503,retry-after=2").fault()).isEqualTo(wanted);
    assertThat(Behaviour.PLAIN.with("retry-after=2,status=503").fault()).isEqualTo(wanted);
    assertThat(Behaviour.PLAIN.with("retry-after=2s").fault())
        .isEqualTo(new Status(429, Duration.ofSeconds(2)));
  }

  @Test
  void everyWordIsKnown() {
    for (var word : BehaviourText.words()) {
      var value =
          switch (word) {
            case "latency", "slow-headers", "first-token", "retry-after" -> "=1s";
            case "usage" -> "=none";
            case "signatures" -> "=strict";
            case "status" -> "=500";
            case "garbage",
                "error-in-200",
                "no-done",
                "empty",
                "close-before-headers",
                "truncate-body",
                "wrong-content-length",
                "ok",
                "html" ->
                "";
            default -> "=3";
          };
      var changed = Behaviour.PLAIN.with(word + value);
      assertThat(changed.equals(Behaviour.PLAIN)).as(word).isEqualTo(word.equals("ok"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dance|behaviour: dance (expected: one of latency,",
        "status=99|status: 99 (expected: 200 to 599)",
        "tokens=x|tokens: x (expected: 0 to 1000000)",
        "latency=5h|latency: 5h (expected: a time such as 200ms, 5s or 2m)",
        "latency=|latency:  (expected: a time",
        "garbage=1|garbage: 1 (expected: no value)",
        "usage=some|usage: some (expected: one of [asked, none, every-chunk, last-choice, choice])",
      })
  void aWrongWordIsNamed(String text, String message) {
    assertThatThrownBy(() -> Behaviour.PLAIN.with(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
