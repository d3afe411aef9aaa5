package dev.fairlead.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyRingTest {
  private static final KeyMint MINT =
      new KeyMint(new Random(1), InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.6Z")));

  private final IssuedKey admin = MINT.issue("root", Role.ADMIN);
  private final IssuedKey caller = MINT.issue("app", Role.CALLER);
  private final KeyRing ring = new KeyRing(List.of(admin.key(), caller.key()));

  @Test
  void whatIsPresentedIsFoundByItsHash() {
    assertThat(ring.find(admin.plain().reveal())).contains(admin.key().principal());
    assertThat(ring.find(caller.plain().reveal().getBytes(UTF_8)))
        .contains(new Principal(caller.key().id(), "app", Role.CALLER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fl-", "fl-admin-", "bearer"})
  void whatNobodyHasIsNotFound(String presented) {
    assertThat(ring.find(presented)).isEmpty();
  }

  @Test
  void aKeyCutShortOrLongerIsNotFound() {
    var plain = caller.plain().reveal();
    assertThat(ring.find(plain.substring(1))).isEmpty();
    assertThat(ring.find(plain + " ")).isEmpty();
    assertThat(ring.find(caller.key().hash().hex())).isEmpty();
  }

  @Test
  void aKeySaysWhatItIsForAndHas190Bits() {
    assertThat(admin.plain().reveal()).matches("fl-admin-[0-9A-Za-z]{32}");
    assertThat(caller.plain().reveal()).matches("fl-[0-9A-Za-z]{32}");
    assertThat(caller.key().created()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void noTwoKeysAreTheSame() {
    var plain = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      plain.add(MINT.issue("x", Role.CALLER).plain().reveal());
    }
    assertThat(plain).hasSize(1_000);
  }

  @Test
  void nothingPrintsAKey() {
    assertThat(caller + " " + ring.keys()).doesNotContain(caller.plain().reveal().substring(3));
  }
}
