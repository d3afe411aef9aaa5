package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RecentReasoningTest {
  private final AtomicLong now = new AtomicLong();
  private final RecentReasoning memory =
      new RecentReasoning(160, 160_000, Duration.ofHours(1), () -> Instant.ofEpochMilli(now.get()));

  private static Remembered thought(int chars) {
    return new Remembered(
        "r",
        "m",
        List.of(new Item.Reasoning("", List.of(), List.of("x".repeat(chars)), null)),
        null,
        false);
  }

  @Test
  void whatWasPutIsFoundByItsOwnerForAnHour() {
    assertThat(memory.mayKnow("a")).isFalse();
    memory.put("a", "k", thought(1));
    assertThat(memory.mayKnow("a")).isTrue();
    now.set(Duration.ofMinutes(59).toMillis());
    assertThat(memory.find("a", "k")).isEqualTo(thought(1));
    assertThat(memory.find("b", "k")).isNull();
    now.set(Duration.ofHours(1).toMillis());
    assertThat(memory.find("a", "k")).isNull();
    assertThat(memory.held()).containsEntry("entries", 0L).containsEntry("bytes", 0L);
  }

  @Test
  void itNeverHoldsMoreThanItsBounds() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      memory.put(
          "o" + random.nextInt(3), "k" + random.nextInt(2_000), thought(random.nextInt(3_000)));
      assertThat(memory.held().get("entries")).isLessThanOrEqualTo(160);
      assertThat(memory.held().get("bytes")).isBetween(0L, 160_000L);
    }
    assertThat(memory.held().get("entries")).isGreaterThan(20);
  }

  @Test
  void whatIsTooLargeIsNotKeptAndPushesNothingOut() {
    memory.put("a", "small", thought(1));
    memory.put("a", "large", thought(100_000));
    assertThat(memory.find("a", "large")).isNull();
    assertThat(memory.find("a", "small")).isNotNull();
  }

  @Test
  void whatIsUsedStays() {
    memory.put("a", "used", thought(1));
    for (int i = 0; i < 1_000; i++) {
      memory.put("a", "k" + i, thought(1));
      assertThat(memory.find("a", "used")).isNotNull();
    }
    assertThat(memory.find("a", "k0")).isNull();
  }

  @Test
  void manyThreadsMayUseItAtOnce() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var wrong = new AtomicLong();
    for (int t = 0; t < 4; t++) {
      var owner = "o" + t;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 5_000; i++) {
                  memory.put(owner, "k" + i % 50, thought(i % 50));
                  var found = memory.find(owner, "k" + i % 50);
                  if (found != null && !found.equals(thought(i % 50))) {
                    wrong.incrementAndGet();
                  }
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(memory.held().get("entries")).isBetween(1L, 160L);
  }

  @Test
  void boundsMustMakeSense() {
    assertThatThrownBy(() -> new RecentReasoning(1, 1000, Duration.ofHours(1), Instant::now))
        .hasMessageContaining("1 entries, 1000 bytes, PT1H (expected: >= 16");
  }
}
