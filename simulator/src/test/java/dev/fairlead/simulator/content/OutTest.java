package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutTest {

  private static String text(Out out) {
    return new String(out.toArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 255, 256, 4095, 4096, 70_000})
  void aChunkCarriesItsSizeWithoutLeadingZeros(int length) {
    var out = new Out(4).put("head");
    int begin = out.beginChunk();
    out.put("x".repeat(length));
    out.endChunk(begin);
    assertThat(text(out))
        .isEqualTo("head" + Integer.toHexString(length) + "\r\n" + "x".repeat(length) + "\r\n");
  }

  @Test
  void anEmptyChunkIsNotWritten() {
    var out = new Out(4);
    out.endChunk(out.beginChunk());
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 1_795_373_882L, Long.MAX_VALUE, -5})
  void numbersAreDecimal(long number) {
    assertThat(text(new Out(1).put(number))).isEqualTo(Long.toString(number));
  }

  @Test
  void hexIsPadded() {
    assertThat(text(new Out(1).hex(0xabcL, 5))).isEqualTo("00abc");
    assertThat(text(new Out(1).hex(1, 32))).isEqualTo("0".repeat(31) + "1");
  }

  @Test
  void jsonTextIsEscaped() {
    assertThat(text(new Out(1).quoted("a\"\\\n\r\t\u0001ä😀")))
        .isEqualTo("\"a\\\"\\\\\\n\\r\\t\\u0001ä😀\"");
  }
}
