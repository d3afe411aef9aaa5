package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.IN;
import static dev.fairlead.dialect.gemini.Gemini.OUT;
import static dev.fairlead.dialect.gemini.Gemini.plain;
import static dev.fairlead.dialect.gemini.Gemini.text;
import static dev.fairlead.dialect.gemini.Gemini.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Attempt;
import dev.fairlead.model.Failure.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing in a document fails the test. */
@SuppressWarnings("NullAway")
final class ErrorsTest {

  @Test
  void t191ARefusalNamesTheFieldInGooglesShape() {
    var answer =
        IN.error(
            new Failure.BadRequest(
                "image/heic is not taken", "contents[0].parts[0]", "unsupported_value"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(plain(answer.body()))
        .isEqualTo(
            plain(
                """
                {"error":{"code":400,"message":"image/heic is not taken","status":"INVALID_ARGUMENT",
                 "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
                   "reason":"UNSUPPORTED_VALUE","domain":"fairlead"},
                  {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[
                   {"field":"contents[0].parts[0]","description":"image/heic is not taken"}]}]}}\
                """));
    assertThat(IN.isErrorBody(utf8(answer.body()))).isTrue();
  }

  @Test
  void everyFailureHasAStatusAndAWord() {
    var attempt = new Attempt("p", "m", 0, Cause.CONNECT, "", Duration.ZERO);
    var all =
        List.of(
            new Failure.TooLarge(1),
            new Failure.NoKey(),
            new Failure.UnknownKey(),
            new Failure.NoRoute("GET", "/x", false),
            new Failure.NoRoute("GET", "/x", true),
            new Failure.UnknownModel("m", List.of("n")),
            new Failure.NoEndpoint("m", List.of("a", "b")),
            new Failure.Overloaded("full", Duration.ofMillis(1500)),
            new Failure.SlowClient("body", Duration.ofSeconds(1)),
            new Failure.Cancelled(),
            new Failure.Internal("x"),
            new Failure.AllFailed("m", List.of(attempt)));
    var statuses = List.of(413, 401, 401, 404, 405, 404, 404, 503, 408, 499, 500, 502);
    for (int i = 0; i < all.size(); i++) {
      var answer = IN.error(all.get(i));
      var error = Node.of(answer.body()).get("error");
      assertThat(answer.status()).isEqualTo(statuses.get(i));
      assertThat(error.number("code", 0)).isEqualTo(answer.status());
      assertThat(error.text("status")).matches("[A-Z_]+");
      assertThat(error.text("message")).isNotEmpty();
    }
    assertThat(IN.error(all.get(7)).body()).contains("\"retryDelay\":\"1.5s\"");
  }

  @Test
  void t173OurCredentialsFaultIsNotTheCallers() {
    var body =
        "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\","
            + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
            + "\"reason\":\"API_KEY_INVALID\"}]}}";
    var error = OUT.error(400, utf8(body));
    assertThat(error.cause()).isEqualTo(Cause.CREDENTIAL);
    assertThat(error.code()).isEqualTo("api_key_invalid");
    var failed =
        new Failure.AllFailed(
            "m", List.of(new Attempt("google", "m", 400, error.cause(), "x", Duration.ZERO)));
    assertThat(IN.error(failed).status()).isEqualTo(502);
  }

  @Test
  void t172ARetryDelayIsRead() {
    var details =
        "[{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\"},"
            + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}]";
    var body =
        "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":"
            + details
            + "}}";
    for (var one : List.of(body, "[" + body + "]")) {
      var error = OUT.error(429, utf8(one));
      assertThat(error.cause()).isEqualTo(Cause.THROTTLED);
      assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(34500));
      assertThat(error.message()).isEqualTo("quota");
    }
    assertThat(IN.isErrorBody(utf8(body))).isTrue();
    assertThat(IN.isErrorBody(utf8("[" + body + "]"))).isFalse();
    var words = "{\"error\":{\"code\":429,\"message\":\"Please retry in 48.2s.\"}}";
    assertThat(OUT.error(429, utf8(words)).retryAfter()).isEqualTo(Duration.ofMillis(48200));
    var failed =
        new Failure.AllFailed(
            "m",
            List.of(new Attempt("p", "m", 429, Cause.THROTTLED, "slow", Duration.ofSeconds(34))));
    var answer = IN.error(failed);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(34));
    assertThat(answer.body()).contains("RESOURCE_EXHAUSTED").contains("\"retryDelay\":\"34s\"");
  }

  @Test
  void t097AFaultOfTheSchemaStaysTheCallers() {
    var body =
        "{\"error\":{\"code\":400,\"message\":\"Unknown name \\\"x\\\": Cannot find field.\","
            + "\"status\":\"INVALID_ARGUMENT\"}}";
    var error = OUT.error(400, utf8(body));
    assertThat(error.cause()).isEqualTo(Cause.REJECTED);
    var failed =
        new Failure.AllFailed(
            "m", List.of(new Attempt("p", "m", 400, error.cause(), "x", Duration.ZERO)));
    assertThat(IN.error(failed).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | FAILED_PRECONDITION | User location is not supported | CREDENTIAL",
        "403 | PERMISSION_DENIED   | no                             | CREDENTIAL",
        "404 | NOT_FOUND           | no such model                  | STATUS",
        "499 | CANCELLED           | gone                           | STATUS",
        "500 | INTERNAL            | oops                           | STATUS",
        "503 | UNAVAILABLE         | busy                           | STATUS",
        "504 | DEADLINE_EXCEEDED   | slow                           | TIMEOUT",
      })
  void causesFollowTheStatus(int status, String word, String message, Cause cause) {
    var body =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
            .formatted(status, message, word);
    var error = OUT.error(status, utf8(body));
    assertThat(error.cause()).isEqualTo(cause);
    assertThat(error.message()).isEqualTo(message);
  }

  @Test
  void tooLongAConversationIsToldAsSuch() {
    var body =
        "{\"error\":{\"code\":400,\"message\":\"The input token count (9) exceeds the maximum number"
            + " of tokens allowed (5).\",\"status\":\"INVALID_ARGUMENT\"}}";
    assertThat(OUT.error(400, utf8(body)).code()).isEqualTo("context_length_exceeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html>", "{}", "[]", "{\"error\":\"text\"}", "{\"error\":null}", "{\"error\":[1]}"})
  void oddBodiesAreNoTrouble(String body) {
    assertThat(OUT.error(502, utf8(body)).cause()).isEqualTo(Cause.STATUS);
    assertThat(IN.isErrorBody(utf8(body))).isFalse();
  }

  @Test
  void anErrorInAPassingStreamIsAnEvent() {
    assertThat(text(IN.streamError(new Failure.Cancelled())))
        .startsWith("data: {\"error\":{\"code\":499")
        .endsWith("\r\n\r\n");
  }
}
