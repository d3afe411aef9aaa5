package dev.fairlead.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Failure.Cause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|{\"message\":\"Too many requests\"}|THROTTLED|Too many requests|",
        "400|{\"__type\":\"com.amazon.coral.service#ThrottlingException\"}|THROTTLED|"
            + "throttlingexception|",
        "400|{\"message\":\"Input is too long for requested model.\"}|REJECTED|"
            + "Input is too long for requested model.|context_length_exceeded",
        "400|{\"message\":\"The provided model identifier is invalid.\"}|STATUS|"
            + "The provided model identifier is invalid.|",
        "403|{\"Message\":\"denied\"}|CREDENTIAL|denied|",
        "424|{\"message\":\"model failed\"}|STATUS|model failed|",
        "408|{\"message\":\"slow\"}|TIMEOUT|slow|",
        "500|not json|STATUS|not json|",
      })
  void aBodySaysWhatHappened(int status, String body, Cause cause, String message, String code) {
    var error = new BedrockConverse().error(status, body.getBytes(UTF_8));
    assertThat(error.cause()).isEqualTo(cause);
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.code()).isEqualTo(code == null ? "" : code);
  }
}
