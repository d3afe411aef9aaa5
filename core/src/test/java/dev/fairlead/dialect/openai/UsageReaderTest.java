package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Elements;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Usage;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class UsageReaderTest {

  /** Each shape of usage that providers were seen to send; the counters were worked out by hand. */
  static Stream<Arguments> seen() throws IOException {
    try (var in = UsageReaderTest.class.getResourceAsStream("usage.jsonl")) {
      var lines = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
      assertThat(lines).hasSizeGreaterThan(30);
      return lines.stream()
          .map(line -> {
            var bytes = line.getBytes(UTF_8);
            var all = Skim.strict(bytes, 0, bytes.length);
            var c =
                Elements.of(all, all.find("counters")).stream()
                    .mapToLong(e ->
                        Long.parseLong(new String(e.json(), e.from(), e.to() - e.from(), UTF_8)))
                    .toArray();
            return Arguments.of(
                all.text(all.find("from")),
                all.raw(all.find("usage")),
                new Usage(c[0], c[1], c[2], 0, c[3], c[4], c[5], c[6], true));
          });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seen")
  void whatProvidersSendIsReadIntoCountersThatDoNotOverlap(
      String from, String usage, Usage expected) {
    assertThat(read(usage)).as(from).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[]",
        "null",
        "{\"prompt_tokens\":null}",
        "{\"prompt_tokens\":-1,\"completion_tokens\":3}",
        "{\"prompt_tokens\":1.5}",
        "{\"prompt_tokens\":\"12\"}",
        "{\"completion_tokens\":7}"
      })
  void whatSaysNothingIsNotReported(String usage) {
    assertThat(read(usage)).isEqualTo(Usage.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A part larger than its sum never makes a counter negative.
        "{\"prompt_tokens\":5,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":9},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":8}} | 5 | 2",
        "{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":4,"
            + "\"audio_tokens\":4}} | 5 | 0",
        // The names of the Responses dialect.
        "{\"input_tokens\":5,\"output_tokens\":6,\"total_tokens\":11} | 5 | 6",
        // A cache that stands beside the prompt.
        "{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":107,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":100}} | 105 | 2",
        // A total that is less than its parts is not believed.
        "{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":3} | 5 | 2",
        "{\"total_tokens\":9,\"completion_tokens\":2} | 7 | 2",
      })
  void sumsHold(String usage, long inputs, long outputs) {
    assertThat(read(usage).inputs()).isEqualTo(inputs);
    assertThat(read(usage).outputs()).isEqualTo(outputs);
  }

  @Test
  void aNumberBeyondAllReasonIsNone() {
    assertThat(read("{\"prompt_tokens\":99999999999999999999}")).isEqualTo(Usage.NONE);
  }

  static Usage read(String json) {
    var bytes = json.getBytes(UTF_8);
    return UsageReader.read(Skim.lenient(bytes, 0, bytes.length));
  }
}
