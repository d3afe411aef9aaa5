package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Opaque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealingTest {
  private static final Opaque OPAQUE =
      new Opaque(
          Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "claude", "anthropic", "ErUB+/=\"é");
  private static final String SEALED = Ends.SEALING.seal("tenant", OPAQUE).data();

  @Test
  void whatIsSealedOpensForItsOwner() {
    assertThat(SEALED).matches("fl1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{23}");
    assertThat(Ends.SEALING.open("tenant", SEALED)).contains(OPAQUE);
    assertThat(Ends.SEALING.seal("tenant", OPAQUE).data()).isEqualTo(SEALED);
  }

  @Test
  void everyChangedCharacterShows() {
    for (int i = 0; i < SEALED.length(); i++) {
      for (char c : new char[] {'A', 'B', '.', '=', ' ', 'é'}) {
        if (SEALED.charAt(i) != c) {
          var changed = SEALED.substring(0, i) + c + SEALED.substring(i + 1);
          assertThat(Ends.SEALING.open("tenant", changed)).as(changed).isEmpty();
        }
      }
    }
  }

  @Test
  void everyCutShows() {
    for (int i = 0; i < SEALED.length(); i++) {
      assertThat(Ends.SEALING.open("tenant", SEALED.substring(0, i))).isEmpty();
      assertThat(Ends.SEALING.open("tenant", SEALED.substring(i + 1))).isEmpty();
      assertThat(Ends.SEALING.open("tenant", SEALED + SEALED.substring(i))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tenan", "tenant ", "Tenant", "tenantfl1.", "0:"})
  void nobodyElseCanUseIt(String other) {
    assertThat(Ends.SEALING.open(other, SEALED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fl1.", "fl1..", "fl1.e30.", "fl1.e30.AAAA", "fl2.x.y", "native signature"})
  void garbageIsNothing(String text) {
    assertThat(Ends.SEALING.open("tenant", text)).isEmpty();
  }

  @Test
  void keysRotate() {
    var before = new Sealing(List.of(Ends.key(1)));
    var both = new Sealing(List.of(Ends.key(2), Ends.key(1)));
    var after = new Sealing(List.of(Ends.key(2)));
    var old = before.seal("t", OPAQUE).data();
    var fresh = both.seal("t", OPAQUE).data();
    assertThat(both.open("t", old)).contains(OPAQUE);
    assertThat(after.open("t", fresh)).contains(OPAQUE);
    assertThat(after.open("t", old)).isEmpty();
    assertThat(before.open("t", fresh)).isEmpty();
  }

  @Test
  void whatIsSealedIsNotSealedAgain() {
    var once = Ends.SEALING.seal("tenant", OPAQUE);
    assertThat(Ends.SEALING.seal("tenant", once)).isSameAs(once);
  }

  @Test
  void keysHaveTheirLength() {
    assertThatThrownBy(() -> new Sealing(List.of()))
        .hasMessage("keys for sealing: none (expected: at least one)");
    assertThatThrownBy(() -> new Sealing(List.of(new byte[16])))
        .hasMessage("key for sealing: 16 bytes (expected: 32)");
  }
}
