package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceTest {

  private static String of(String schema) {
    var bytes = schema.getBytes(StandardCharsets.UTF_8);
    return Instance.of(Tree.json(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "{\"type\":\"string\"}|\"some value\"",
        "{\"type\":\"string\",\"maxLength\":3}|\"som\"",
        "{\"type\":\"string\",\"minLength\":12}|\"some valuexx\"",
        "{\"type\":\"string\",\"format\":\"date\"}|\"2026-01-01\"",
        "{\"type\":[\"integer\",\"null\"],\"minimum\":5}|5",
        "{\"type\":\"number\",\"maximum\":0.5}|0.5",
        "{\"type\":\"integer\",\"exclusiveMinimum\":5}|6",
        "{\"enum\":[\"b\",\"a\"]}|\"b\"",
        "{\"const\":false}|false",
        "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":2}|[true,true]",
        "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}|null",
        "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/x\"}},\"$defs\":{\"x\":{\"const\":\"y\"}}}|{\"a\":\"y\"}",
      })
  void aValueKeepsToItsSchema(String schema, String value) {
    assertThat(of(schema)).isEqualTo(value);
  }

  @Test
  void aSchemaThatHoldsItselfEnds() {
    assertThat(of("{\"type\":\"object\",\"properties\":{\"child\":{\"$ref\":\"#\"}}}"))
        .startsWith("{\"child\":{\"child\":")
        .hasSizeLessThan(500);
  }
}
