package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.key.KeyMint;
import dev.fairlead.key.Keys;
import dev.fairlead.key.Role;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every place that keeps keys must do. */
abstract class KeysContract {
  static final KeyMint MINT = new KeyMint(new Random(1), InstantSource.system());

  abstract Keys keys();

  @Test
  void anIssuedKeyIsFoundAtOnce() {
    var keys = keys();
    var issued = keys.issue("app", Role.CALLER);
    assertThat(keys.ring().find(issued.plain().reveal())).contains(issued.key().principal());
    assertThat(keys.ring().keys()).contains(issued.key());
  }

  @Test
  void aRevokedKeyIsNotFoundAnyMore() {
    var keys = keys();
    var issued = keys.issue("app", Role.CALLER);
    var other = keys.issue("other", Role.ADMIN);
    assertThat(keys.revoke(issued.key().id())).isTrue();
    assertThat(keys.ring().find(issued.plain().reveal())).isEmpty();
    assertThat(keys.ring().find(other.plain().reveal())).isPresent();
    assertThat(keys.revoke(issued.key().id())).isFalse();
  }

  @Test
  void aRingThatIsHeldDoesNotChange() {
    var keys = keys();
    var before = keys.ring();
    var issued = keys.issue("app", Role.CALLER);
    assertThat(before.find(issued.plain().reveal())).isEmpty();
  }

  @Test
  void changesAtTheSameTimeAllHold() throws Exception {
    var keys = keys();
    int before = keys.ring().keys().size();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, 20)
              .<Callable<Object>>mapToObj(i -> () -> keys.issue("n" + i, Role.CALLER))
              .toList();
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
    assertThat(keys.ring().keys()).hasSize(before + 20);
  }
}
