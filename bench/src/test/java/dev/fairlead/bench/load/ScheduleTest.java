package dev.fairlead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final long START = 1_000_000_007L;

  @Test
  void requestsAreEvenlySpaced() {
    var schedule = new Schedule(START, 1_000, 5);
    assertThat(schedule.due(0)).isEqualTo(START);
    assertThat(schedule.due(4)).isEqualTo(START + 4_000_000);
  }

  @Test
  void aRateThatDoesNotDivideASecondDoesNotDrift() {
    var schedule = new Schedule(START, 12_007, Long.MAX_VALUE);
    assertThat(schedule.due(12_007L * 3600)).isEqualTo(START + 3600L * 1_000_000_000);
  }

  @Test
  void exactlyTheRequestsWhoseTimeHasComeAreDue() {
    var schedule = new Schedule(START, 12_007, 50_000);
    for (long number = 0; number < 50_000; number += 37) {
      long due = schedule.due(number);
      assertThat(schedule.dueAt(due)).isEqualTo(number + 1);
      assertThat(schedule.dueAt(due - 1)).isEqualTo(number);
    }
  }

  @Test
  void afterTheEndAllAreDueAndNoMore() {
    var schedule = new Schedule(START, 100, 7);
    assertThat(schedule.dueAt(START + 1_000_000_000_000L)).isEqualTo(7);
    assertThat(schedule.dueAt(START - 1)).isZero();
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatThrownBy(() -> new Schedule(0, 0, 1)).hasMessage("rate: 0.0 (expected: > 0)");
  }
}
