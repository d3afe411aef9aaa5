package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorReaderTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "openai | {\"error\":{\"message\":\"Bad\",\"type\":\"t\",\"param\":null,\"code\":null}} | Bad"
            + " | true",
        "openrouter | {\"error\":{\"message\":\"Bad\",\"code\":429,\"metadata\":{\"raw\":\"x\"}}} | Bad"
            + " | true",
        "xai | {\"code\":\"Denied\",\"error\":\"No credits\"} | No credits | false",
        "mistral | {\"object\":\"error\",\"message\":\"Rate limit\",\"type\":\"rate_limited\"} | Rate"
            + " limit | false",
        "mistral's key | {\"detail\":\"Invalid API Key\"} | Invalid API Key | false",
        "fastapi | {\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]} |"
            + " [{\"loc\":[\"body\"],\"msg\":\"field required\"}] | false",
        "google | [{\"error\":{\"code\":429,\"message\":\"Exhausted\",\"status\":\"S\"}}] | Exhausted"
            + " | false",
        "bedrock | {\"message\":\"Too many tokens\"} | Too many tokens | false",
        "minimax | {\"base_resp\":{\"status_code\":1008,\"status_msg\":\"no balance\"}} | no balance"
            + " (base_resp.status_code 1008) | false",
        "error without a message | {\"error\":{\"type\":\"t\"}} | {\"type\":\"t\"} | false",
        "error null | {\"error\":null,\"msg\":\"m\"} | m | false",
        "html | `<html> 502 </html> ` | <html> 502 </html> | false",
        "text | nope | nope | false",
        "nothing | `` | `` | false",
        "a foreign object | {\"a\":1} | {\"a\":1} | false",
        "a list | [] | [] | false",
      })
  void theMessageIsFoundInEachProvidersShape(
      String provider, String body, String message, boolean openAis) {
    assertThat(ErrorReader.message(body.getBytes(UTF_8))).as(provider).isEqualTo(message);
    assertThat(ErrorReader.openAiShape(body.getBytes(UTF_8))).as(provider).isEqualTo(openAis);
  }

  @Test
  void aLongMessageIsCut() {
    var tale = "x".repeat(10_000);
    assertThat(ErrorReader.message(("{\"message\":\"" + tale + "\"}").getBytes(UTF_8)))
        .hasSize(501)
        .endsWith("…");
    assertThat(ErrorReader.message(tale.getBytes(UTF_8))).hasSizeLessThanOrEqualTo(501);
  }
}
