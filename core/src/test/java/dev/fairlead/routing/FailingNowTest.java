package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.Upstream.Credential;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailingNowTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Target ONE = target("one");
  private static final Target TWO = target("two");

  private final FailingNow failing = new FailingNow();

  @Test
  void threeFailuresInARowPutAnEndpointLastForASecond() {
    fail(2, 0);
    assertThat(failing.at(0).test(ONE)).isFalse();
    fail(1, 0);
    assertThat(failing.at(0).test(ONE)).isTrue();
    assertThat(failing.at(SECOND - 1).test(ONE)).isTrue();
    assertThat(failing.at(SECOND).test(ONE)).isFalse();
    assertThat(failing.at(0).test(TWO)).isFalse();
  }

  @Test
  void theTimeDoublesUpToHalfAMinute() {
    fail(3, 0);
    for (long seconds : new long[] {2, 4, 8, 16, 30, 30, 30}) {
      fail(1, 0);
      assertThat(failing.at(seconds * SECOND - 1).test(ONE)).isTrue();
      assertThat(failing.at(seconds * SECOND).test(ONE)).isFalse();
    }
    fail(1_000_000, 0);
    assertThat(failing.at(30 * SECOND).test(ONE)).isFalse();
  }

  @Test
  void oneSuccessEndsIt() {
    fail(5, 0);
    failing.succeeded(ONE);
    assertThat(failing.at(0).test(ONE)).isFalse();
    fail(2, 0);
    assertThat(failing.at(0).test(ONE)).isFalse();
  }

  @Test
  void timesMayBeNegativeAndWrap() {
    fail(3, Long.MAX_VALUE - 5);
    assertThat(failing.at(Long.MAX_VALUE).test(ONE)).isTrue();
    assertThat(failing.at(Long.MIN_VALUE + SECOND).test(ONE)).isFalse();
  }

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      failing.failed(ONE, now);
    }
  }

  private static Target target(String id) {
    var upstream =
        new Upstream(
            RouterTest.provider(id),
            Map.of(),
            List.of(new Credential(id, Optional.empty(), 1)),
            false);
    return new Target(Unlisted.endpoint(upstream, id + "/m", "m"), upstream);
  }
}
