package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Tree;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Attempt;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorWriterTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new BadRequest("\"x\" is bad", "tools", "invalid_value"),
            400,
            error("\\\"x\\\" is bad", "invalid_request_error", "\"tools\"", "invalid_value")),
        Arguments.of(
            new BadRequest("no", "", "unsupported_media_type"),
            415,
            error("no", "invalid_request_error", "null", "unsupported_media_type")),
        Arguments.of(
            new Failure.TooLarge(100),
            413,
            error(
                "the body is larger than 100 bytes",
                "invalid_request_error",
                "null",
                "payload_too_large")),
        Arguments.of(
            new Failure.NoKey(),
            401,
            error(
                "no key was sent (expected: the header Authorization: Bearer KEY)",
                "authentication_error",
                "null",
                "missing_api_key")),
        Arguments.of(
            new Failure.UnknownKey(),
            401,
            error(
                "the key that was sent is not known here",
                "authentication_error",
                "null",
                "invalid_api_key")),
        Arguments.of(
            new Failure.NoRoute("GET", "/x", false),
            404,
            error("there is nothing at GET /x", "invalid_request_error", "null", "not_found")),
        Arguments.of(
            new Failure.NoRoute("GET", "/x", true),
            405,
            error(
                "GET is not possible at /x",
                "invalid_request_error",
                "null",
                "method_not_allowed")),
        Arguments.of(
            new Failure.UnknownModel("m", List.of("a/m", "b/m")),
            404,
            error(
                "there is no model \\\"m\\\" (nearest: a/m, b/m)",
                "invalid_request_error",
                "\"model\"",
                "model_not_found")),
        Arguments.of(
            new Failure.UnknownModel("m", List.of()),
            404,
            error(
                "there is no model \\\"m\\\" (GET /v1/models lists what there is)",
                "invalid_request_error",
                "\"model\"",
                "model_not_found")),
        Arguments.of(
            new Failure.NoEndpoint("m", List.of("m@p: why")),
            404,
            error(
                "no endpoint of m can be used: m@p: why",
                "invalid_request_error",
                "\"model\"",
                "no_endpoint")),
        Arguments.of(
            new Failure.Overloaded("full", Duration.ofSeconds(1)),
            503,
            error("full", "server_error", "null", "overloaded")),
        Arguments.of(
            new Failure.SlowClient("the body", Duration.ofMillis(1500)),
            408,
            error(
                "the body did not come within 1500 ms",
                "invalid_request_error",
                "null",
                "request_timeout")),
        Arguments.of(
            new Failure.Cancelled(),
            499,
            error("the client went away", "server_error", "null", "cancelled")),
        Arguments.of(
            new Failure.Internal("x-1"),
            500,
            error(
                "the gateway failed; its log tells more under x-1",
                "server_error",
                "null",
                "internal_error")),
        Arguments.of(
            all(attempt(503, Cause.STATUS, Duration.ZERO)),
            503,
            "{\"error\":{\"message\":\"m: p (u) answered with an error (status 503): said\","
                + "\"type\":\"server_error\",\"param\":null,\"code\":\"upstream_error\","
                + "\"metadata\":{\"attempts\":[{\"provider\":\"p\",\"model\":\"u\",\"status\":503,"
                + "\"code\":\"upstream_error\",\"message\":\"said\"}]}}}"));
  }

  private static String error(String message, String type, String param, String code) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":%s,\"code\":\"%s\"}}"
        .formatted(message, type, param, code);
  }

  private static AllFailed all(Attempt... attempts) {
    return new AllFailed("m", List.of(attempts));
  }

  private static Attempt attempt(int status, Cause cause, Duration retryAfter) {
    return new Attempt("p", "u", status, cause, "said", retryAfter);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureIsSaidAsOpenAiSaysIt(Failure failure, int status, String body) {
    var answer = ErrorWriter.write(failure);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    var json = body.getBytes(StandardCharsets.UTF_8);
    assertThat(Tree.json(json, 0, json.length)).isNotNull();
  }

  @Test
  void noCaseIsForgottenHere() {
    var seen = new HashSet<Class<?>>();
    failures().forEach(a -> seen.add(Objects.requireNonNull(a.get()[0]).getClass()));
    var cases =
        Stream.of(Failure.class.getPermittedSubclasses())
            .filter(Failure.class::isAssignableFrom)
            .toList();
    assertThat(seen).containsAll(cases);
  }

  @ParameterizedTest
  @CsvSource({
    "0, CONNECT, 502, upstream_unreachable",
    "0, TIMEOUT, 504, upstream_timeout",
    "429, THROTTLED, 429, rate_limit_exceeded",
    "401, CREDENTIAL, 502, upstream_authentication",
    "402, CREDENTIAL, 402, upstream_authentication",
    "403, CREDENTIAL, 502, upstream_authentication",
    "400, REJECTED, 400, upstream_rejected",
    "422, REJECTED, 422, upstream_rejected",
    "404, STATUS, 404, upstream_error",
    "409, STATUS, 409, upstream_error",
    "500, STATUS, 500, upstream_error",
    "529, STATUS, 529, upstream_error",
    "302, STATUS, 502, upstream_error",
    "0, ERROR_INSIDE, 502, upstream_error",
    "0, CUT, 502, upstream_cut",
    "0, GARBLED, 502, upstream_garbled",
    "0, DEADLINE, 504, deadline_exceeded",
  })
  void aFailedCallHasItsStatusAndCode(int status, Cause cause, int said, String code) {
    var answer = ErrorWriter.write(all(attempt(status, cause, Duration.ZERO)));
    assertThat(answer.status()).isEqualTo(said);
    assertThat(answer.body()).contains("\"param\":null,\"code\":\"" + code + "\"");
  }

  @Test
  void ofSeveralCallsTheCommonStatusIsSaidElse502() {
    var throttled = attempt(429, Cause.THROTTLED, Duration.ofSeconds(7));
    var sooner = attempt(429, Cause.THROTTLED, Duration.ofSeconds(3));
    var down = attempt(503, Cause.STATUS, Duration.ZERO);
    var rejected = attempt(400, Cause.REJECTED, Duration.ZERO);

    assertThat(ErrorWriter.write(all(throttled, sooner)).status()).isEqualTo(429);
    assertThat(ErrorWriter.write(all(throttled, sooner)).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(ErrorWriter.write(all(throttled, down)).status()).isEqualTo(502);
    assertThat(ErrorWriter.write(all(throttled, down)).retryAfter()).isEqualTo(Duration.ZERO);
    assertThat(ErrorWriter.write(all(down, rejected)).status()).isEqualTo(400);
    assertThat(ErrorWriter.write(all(down, down)).body()).contains("m: all 2 attempts failed: ");
  }
}
