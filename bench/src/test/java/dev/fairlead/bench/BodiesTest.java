package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BodiesTest {
  @Test
  void aPlainBodyHasExactlyTheSizeAskedFor() {
    assertThat(Bodies.plain("lorem", 1_024)).hasSize(1_024);
    assertThat(Bodies.plain("bench/lorem", 20_480)).hasSize(20_480);
  }

  @Test
  void aLargeBodyHasEscapesAndTextBeyondAscii() {
    String text = new String(Bodies.plain("lorem", 20_480), StandardCharsets.UTF_8);
    assertThat(text).contains("\\n", "\\\"", "\\\\t", "\\u201c", "日本語", "🙂").endsWith("\"}]}");
  }
}
