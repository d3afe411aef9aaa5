package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SettlingTest {
  private final Settling settling = new Settling(2);

  @Test
  void aFallingCostHasNotSettled() {
    for (double cost : new double[] {90, 60, 45, 40, 38}) {
      settling.add(cost);
      assertThat(settling.settled()).isFalse();
    }
  }

  @Test
  void twoCostsWithoutAFallSettleIt() {
    settling.add(40);
    settling.add(39.5);
    assertThat(settling.settled()).isFalse();
    settling.add(41);
    assertThat(settling.settled()).isTrue();
  }

  @Test
  void aFallAfterAPauseBeginsAnew() {
    settling.add(40);
    settling.add(40);
    settling.add(30);
    settling.add(30);
    assertThat(settling.settled()).isFalse();
  }
}
