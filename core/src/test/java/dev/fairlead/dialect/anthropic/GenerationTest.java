package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTest {
  @ParameterizedTest
  @CsvSource({
    "claude-2, 20, NONE",
    "anthropic.claude-v2:1, 20, NONE",
    "claude-instant-1.2, 10, NONE",
    "claude-3-haiku-20240307, 30, NONE",
    "claude-3-5-sonnet-20241022, 35, NONE",
    "anthropic.claude-3-5-sonnet-20240620-v1:0, 35, NONE",
    "claude-3-7-sonnet@20250219, 37, BUDGET",
    "claude-sonnet-4-20250514, 40, BUDGET",
    "claude-sonnet-4-0, 40, BUDGET",
    "claude-4-sonnet-20250514, 40, BUDGET",
    "anthropic/claude-opus-4.1, 41, BUDGET",
    "claude-sonnet-4-5@20250929, 45, BUDGET",
    "claude-sonnet-4-5-20250929-v1:0, 45, BUDGET",
    "us.anthropic.claude-opus-4-6-v1, 46, BOTH",
    "claude-opus-4-7, 47, ADAPTIVE",
    "claude-fable-5, 50, ADAPTIVE",
    "claude-fable-5-v1:0, 50, ADAPTIVE",
    "claude-sonnet-5.5, 55, ADAPTIVE",
    "claude-opus-latest, 999, ADAPTIVE",
    "claude-mythos-preview, 999, ADAPTIVE",
    "deepseek-chat, 0, BUDGET",
  })
  void aModelsNameTellsItsGeneration(String model, int version, Generation.Thought thought) {
    assertThat(Generation.of(model).version()).isEqualTo(version);
    assertThat(Generation.of(model).thought()).isEqualTo(thought);
  }
}
