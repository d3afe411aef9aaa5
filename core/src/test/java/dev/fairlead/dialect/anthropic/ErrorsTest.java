package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Attempt;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private static Failure failed(int status, Cause cause, String message, String code) {
    return new AllFailed(
        "m", List.of(new Attempt("p", "m", status, cause, message, code, Duration.ofSeconds(3))));
  }

  @Test
  void anErrorHasAnthropicsShape() {
    var error =
        Fixture.INBOUND.error(new BadRequest("tools: 1 (expected: an array)", "tools", "x"));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.body())
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"tools: 1 (expected: an array)\"},\"request_id\":null}");
    assertThat(Fixture.INBOUND.error(new Failure.NoKey(), "req_1").body())
        .contains("authentication_error")
        .endsWith("\"request_id\":\"req_1\"}");
    assertThat(Fixture.INBOUND.isErrorBody(error.body().getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED, 429, rate_limit_error",
    "529, STATUS, 529, overloaded_error",
    "503, STATUS, 529, overloaded_error",
    "500, STATUS, 500, api_error",
    "401, CREDENTIAL, 502, api_error",
    "402, CREDENTIAL, 402, billing_error",
    "413, REJECTED, 413, request_too_large",
    "400, REJECTED, 400, invalid_request_error",
    "504, TIMEOUT, 504, timeout_error",
    "0, CONNECT, 502, api_error",
    "529, ERROR_INSIDE, 529, overloaded_error",
  })
  void eachFailureHasItsStatusAndType(int from, Cause cause, int to, String type) {
    var error = Fixture.INBOUND.error(failed(from, cause, "words", ""));
    assertThat(error.status()).isEqualTo(to);
    assertThat(error.body()).contains("\"type\":\"" + type + "\"").contains("words");
    assertThat(error.retryAfter().isPositive()).isEqualTo(to == 429 || to == 529);
  }

  @Test
  void tooLongAPromptIsSaidInTheWordsThatCallersKnow() {
    var other =
        failed(400, Cause.REJECTED, "maximum context length is 8192", "context_length_exceeded");
    assertThat(Fixture.INBOUND.error(other).body())
        .contains("\"message\":\"prompt is too long: maximum context length is 8192\"");
    var large = Fixture.INBOUND.error(new Failure.TooLarge(5));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body()).contains("request_too_large");
  }

  @Test
  void anErrorInAStreamIsAnEvent() {
    assertThat(Fixture.INBOUND.streamError(failed(0, Cause.CUT, "", "")))
        .asString()
        .startsWith("event: error\ndata: {\"type\":\"error\"")
        .endsWith("}\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "529 | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}} | STATUS | Overloaded | ``",
        "429 | {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}} | THROTTLED | slow | ``",
        "400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9 tokens > 8 maximum\"}} | REJECTED | prompt is too long: 9 tokens > 8 maximum | context_length_exceeded",
        "400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low\"}} | CREDENTIAL | Your credit balance is too low | ``",
        "400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"big\",\"details\":{\"error_code\":\"image_dimensions_too_large\"}}} | REJECTED | big | image_dimensions_too_large",
        "400 | {\"message\":\"Malformed input request\"} | REJECTED | Malformed input request | ``",
        "403 | [{\"error\":{\"code\":403,\"message\":\"denied\",\"status\":\"PERMISSION_DENIED\"}}] | CREDENTIAL | denied | ``",
        "502 | Bad Gateway | STATUS | Bad Gateway | ``",
        "500 | {\"error\":\"text\"} | STATUS | text | ``",
      })
  void aProvidersErrorIsUnderstood(
      int status, String body, Cause cause, String words, String code) {
    var error = ErrorReader.read(status, Fixture.bytes(body));
    assertThat(error.cause()).isEqualTo(cause);
    assertThat(error.message()).isEqualTo(words);
    assertThat(error.code()).isEqualTo(code);
  }

  @Test
  void theListOfModelsHasAnthropicsShape() {
    var model =
        new ModelList.Model(
            "a/b", "B", Instant.parse("2026-02-01T00:00:00Z"), 200_000, 0, Set.of("vision"));
    assertThat(ModelList.page(List.of(model), false))
        .asString()
        .startsWith(
            "{\"data\":[{\"type\":\"model\",\"id\":\"a/b\",\"display_name\":\"B\","
                + "\"created_at\":\"2026-02-01T00:00:00Z\",\"lifecycle\":\"active\",")
        .contains("\"max_input_tokens\":200000,\"max_tokens\":null,")
        .contains("\"image_input\":{\"supported\":true}")
        .endsWith("\"first_id\":\"a/b\",\"last_id\":\"a/b\",\"has_more\":false}");
  }
}
