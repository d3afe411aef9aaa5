package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Failure.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":{\"message\":\"m\",\"code\":\"unsupported_value\"}} | REJECTED | unsupported_value",
        "400 | {\"error\":{\"message\":\"This model's maximum context length is 8192\",\"type\":"
            + "\"BadRequestError\",\"code\":400}} | REJECTED | context_length_exceeded",
        "400 | {\"error\":{\"message\":\"m\",\"code\":\"tool_use_failed\"}} | STATUS | tool_use_failed",
        "429 | {\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}} | THROTTLED"
            + " | insufficient_quota",
        "429 | {\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}} | THROTTLED"
            + " | rate_limit_exceeded",
        "422 | {\"detail\":[{\"loc\":[\"body\"],\"msg\":\"extra\",\"type\":\"x\"}]} | REJECTED | ''",
        "401 | {\"code\":\"x\",\"error\":\"no\"} | CREDENTIAL | x",
        "498 | {\"error\":{\"message\":\"m\"}} | THROTTLED | ''",
        "502 | <html> | STATUS | ''"
      })
  void errorsAreUnderstood(int status, String body, Cause cause, String code) {
    var error = ProviderErrors.read(status, Ends.bytes(body));
    assertThat(error.cause()).isEqualTo(cause);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.message()).isNotEmpty();
  }

  @Test
  void googlesErrorsLieInAnArrayAndSayWhenToComeAgain() {
    var error =
        ProviderErrors.read(
            429,
            Ends.bytes(
                "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\","
                    + "\"details\":[{\"@type\":\"RetryInfo\",\"retryDelay\":\"34.5s\"}]}}]"));
    assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(34_500));
    assertThat(error.code()).isEqualTo("RESOURCE_EXHAUSTED");
  }

  @Test
  void everyRecordedErrorHasAMessage() {
    for (var recording : Recordings.of("openai.chat")) {
      if (recording.status() >= 400) {
        var body = recording.response().get("body");
        if (body != null) {
          var error = ProviderErrors.read(recording.status(), Ends.bytes(body.toString()));
          assertThat(error.message()).as(recording.file()).isNotEmpty();
        }
      }
    }
  }
}
