package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SealTest {
  private final Seal seal = new Seal(1);

  @Test
  void whatIsClosedOpensAgain() {
    var closed = seal.close("call f", "Let me\nthink: ä 😀");
    assertThat(closed).isEqualTo(seal.close("call f", "Let me\nthink: ä 😀"));
    assertThat(seal.open(closed)).isEqualTo(new Seal.Opened("call f", "Let me\nthink: ä 😀"));
  }

  @Test
  void aChangeOfAnyCharacterIsFound() {
    var closed = seal.close("thinking", "a thought");
    for (int i = 0; i < closed.length(); i++) {
      var other = closed.charAt(i) == 'A' ? 'B' : 'A';
      var changed = closed.substring(0, i) + other + closed.substring(i + 1);
      assertThat(seal.open(changed)).as(changed).isNull();
    }
  }

  @Test
  void othersTextsDoNotOpen() {
    assertThat(new Seal(2).open(seal.close("thinking", "a thought"))).isNull();
    assertThat(seal.open("")).isNull();
    assertThat(seal.open("AAAA")).isNull();
    assertThat(seal.open("skip_thought_signature_validator")).isNull();
  }
}
