package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.money.Cost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostWriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"usage\":{\"prompt_tokens\":1}} |"
            + " {\"a\":1,\"usage\":{\"prompt_tokens\":1,\"cost\":0.0001234}}",
        "{\"usage\":{},\"z\":1} | {\"usage\":{\"cost\":0.0001234},\"z\":1}",
        "{\"usage\":{\"cost\":0.5}} | {\"usage\":{\"cost\":0.5}}",
        "{\"usage\":null} | {\"usage\":null}",
        "{\"a\":1} | {\"a\":1}",
        "[1] | [1]",
        "not json | not json",
      })
  void theCostIsAddedWhereThereIsUsageWithoutOne(String json, String expected) {
    var bytes = ("##" + json + "##").getBytes(UTF_8);
    var cost = new Cost(123_400_000, true);
    assertThat(CostWriter.add(bytes, 2, bytes.length - 2, cost))
        .asString(UTF_8)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, 0",
    "1, true, 0.000000000001",
    "2500000000000, true, 2.5",
    "7, false, null"
  })
  void costIsAPlainDecimalOrNull(long picos, boolean known, String shown) {
    var bytes = "{\"usage\":{}}".getBytes(UTF_8);
    assertThat(CostWriter.add(bytes, 0, bytes.length, new Cost(picos, known)))
        .asString(UTF_8)
        .isEqualTo("{\"usage\":{\"cost\":" + shown + "}}");
  }
}
