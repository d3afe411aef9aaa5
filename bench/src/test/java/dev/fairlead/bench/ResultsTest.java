package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResultsTest {
  private final Results results = new Results();

  private void add(String peer, int round, double cost, long errors) {
    results.add(new Sample("1k", peer, round, Map.of(Throughput.CPU, cost), errors));
  }

  private Report report() {
    return new Report(
        Map.of("machine", "a \"box\""), Settings.FULL, List.of("nginx", "fairlead"), results);
  }

  @Test
  void ratiosAreTakenWithinARoundSoThatSlowRoundsCancelOut() {
    double[] nginx = {10, 20, 40};
    double[] own = {15, 30, 60};
    for (int i = 0; i < 3; i++) {
      add("fairlead", i + 1, own[i], 0);
      add("nginx", i + 1, nginx[i], 0);
    }
    assertThat(results.ratio("1k", "fairlead", "nginx", Throughput.CPU)).hasValue(1.5);
    assertThat(results.median("1k", "nginx", Throughput.CPU)).hasValue(20);
  }

  @Test
  void aRoundInWhichOthersWereAtWorkIsLeftOut() {
    add("nginx", 1, 20, 0);
    add("fairlead", 1, 30, 0);
    add("nginx", 2, 22, 0);
    results.add(
        new Sample("1k", "fairlead", 2, Map.of(Throughput.CPU, 90.0, Sample.FOREIGN, 0.6), 0));
    assertThat(results.quiet("1k")).containsExactly(1);
    assertThat(results.values("1k", "nginx", Throughput.CPU)).containsExactly(20.0);
    assertThat(report().markdown()).contains("1k: 1 of 2 rounds left out");
  }

  @Test
  void whenNoRoundWasQuietAllCountAndItIsSaid() {
    results.add(new Sample("1k", "nginx", 1, Map.of(Throughput.CPU, 9.0, Sample.FOREIGN, 0.6), 0));
    assertThat(results.median("1k", "nginx", Throughput.CPU)).hasValue(9);
    assertThat(report().markdown()).contains("1k: other programs were at work in every round");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Results.median(new double[] {4, 1, 3, 2})).hasValue(2.5);
    assertThat(Results.median(new double[0])).isEmpty();
  }

  @Test
  void aBarIsMetOrMissedByTheMedianRatio() {
    add("nginx", 1, 20, 0);
    add("fairlead", 1, 38, 0);
    assertThat(report().markdown())
        .contains("CPU per 1 KB request, × nginx")
        .contains("≤ 2.00: pass")
        .contains("≤ 1.50: **miss**");
  }

  @Test
  void figuresOfARoundWithErrorsAreMarked() {
    add("nginx", 1, 20, 3);
    assertThat(report().markdown())
        .contains("20.0 **errors**")
        .contains("3 answers were missing or wrong");
  }

  @Test
  void jsonHoldsEveryRound() {
    add("nginx", 1, 20.5, 0);
    add("nginx", 2, 21, 1);
    assertThat(Json.of(Map.of("machine", "a \"box\""), results))
        .contains("\"machine\": \"a \\\"box\\\"\"")
        .contains("\"round\": 1, \"errors\": 0, \"figures\": {\"cpu_us\": 20.5}")
        .contains("\"round\": 2, \"errors\": 1, \"figures\": {\"cpu_us\": 21.0}");
  }
}
