package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each bad request gets its own clear error in OpenAI's shape; none reaches a provider; the
 * connection goes on where it can.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private static final String USER = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
  private static final String NAMED = "{\"model\":\"test/model\",";

  /**
   * One bad request.
   *
   * @param raw bytes of the wire, one character each
   * @param param as in the error; empty: null
   * @param stays whether a good request on the same connection is answered
   */
  record Case(
      String name, String raw, int status, String code, String param, String part, boolean stays) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Case> cases = new ArrayList<>();
  private @Nullable Pair pair;

  private Pair pair() {
    return java.util.Objects.requireNonNull(pair);
  }

  @BeforeAll
  void open() throws Exception {
    pair =
        Pair.start(
            Mode.LOOP,
            k -> {
              k.body = 64 << 10;
              k.headers = 8 << 10;
            },
            Pair.provider("tokens=3"));
  }

  @AfterAll
  void close() {
    pair().close();
  }

  private void body(String name, String body, String code, String param, String part) {
    body(name, body, 400, code, param, part);
  }

  private void body(String name, String body, int status, String code, String param, String part) {
    at("/v1/chat/completions", name, body, status, code, param, part);
  }

  private void at(
      String path, String name, String body, int status, String code, String param, String part) {
    var head =
        "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, Pair.KEY, body.length());
    cases.add(new Case(name, head + body, status, code, param, part, true));
  }

  private void json(String name, String body, String part) {
    body(name, body, "invalid_json", "", part);
  }

  private void member(String name, String more, String code, String param, String part) {
    body(name, NAMED + USER + "," + more + "}", code, param, part);
  }

  private void raw(String name, String raw, int status, String code, String part, boolean stays) {
    cases.add(new Case(name, raw, status, code, "", part, stays));
  }

  private static String good() {
    return Pair.chatPost(Pair.body(""));
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private void documents() {
    json("an empty body", "", "the body is empty");
    json("white space only", " \r\n\t", "unexpected end");
    json("a word", "hello", "unexpected 'h'");
    json("an array", "[]", "the body is an array");
    json("a text", "\"x\"", "the body is a text");
    json("a number", "1", "the body is a number");
    json("null", "null", "the body is null");
    json("no end", NAMED + USER, "unexpected end");
    json("a comma too many", NAMED + USER + ",}", "expected a name in quotes");
    json("no colon", "{\"model\" \"a\"}", "expected ':'");
    json("single quotes", "{'model':'a'}", "expected a name in quotes");
    json("a comment", NAMED + "/* */" + USER + "}", "expected a name in quotes");
    json("more behind the end", NAMED + USER + "} {}", "more text after the end");
    json("two documents", NAMED + USER + "}\n" + NAMED + USER + "}", "more text after the end");
    json("a byte order mark", "\u00EF\u00BB\u00BF" + NAMED + USER + "}", "byte order mark");
    json("NaN", NAMED + USER + ",\"temperature\":NaN}", "unexpected 'N'");
    json("a number with a leading zero", NAMED + USER + ",\"n\":01}", "expected ',' or '}'");
    json("a number without digits", NAMED + USER + ",\"n\":-}", "malformed number");
    json("a number that ends in a point", NAMED + USER + ",\"n\":1.}", "malformed number");
    json("a plus", NAMED + USER + ",\"n\":+1}", "unexpected '+'");
    json("a half word", NAMED + USER + ",\"stream\":tru}", "unexpected");
    json("a line break in a text", NAMED + USER + ",\"user\":\"a\nb\"}", "control character");
    json("NUL in a text", NAMED + USER + ",\"user\":\"a\0b\"}", "control character");
    json("an unknown escape", NAMED + USER + ",\"user\":\"\\x41\"}", "unknown escape");
    json("a short \\u", NAMED + USER + ",\"user\":\"\\u12\"}", "four hexadecimal digits");
    json("a lone high surrogate", NAMED + USER + ",\"\\ud83d\":1}", "lone surrogate");
    json("a lone low surrogate", NAMED + USER + ",\"\\ude00\":1}", "lone surrogate");
    json("two high surrogates", NAMED + USER + ",\"\\ud83d\\ud83d\":1}", "lone surrogate");
    json("a stray UTF-8 byte", NAMED + USER + ",\"user\":\"\u0080\"}", "invalid UTF-8");
    json("overlong UTF-8", NAMED + USER + ",\"user\":\"\u00C0\u00AF\"}", "invalid UTF-8");
    json(
        "a surrogate in UTF-8",
        NAMED + USER + ",\"user\":\"\u00ED\u00A0\u0080\"}",
        "invalid UTF-8");
    json(
        "UTF-8 beyond Unicode",
        NAMED + USER + ",\"user\":\"\u00F5\u0080\u0080\u0080\"}",
        "invalid UTF-8");
    json("half a UTF-8 character", NAMED + USER + ",\"user\":\"\u00E2\u0082\"}", "invalid UTF-8");
    json("a duplicate key", NAMED + USER + ",\"model\":\"other\"}", "duplicate name \\\"model\\\"");
    json(
        "a duplicate key, escaped", NAMED + USER + ",\"mod\\u0065l\":\"other\"}", "duplicate name");
    json(
        "a duplicate key inside",
        NAMED + USER + ",\"x\":{\"a\":1,\"a\":2}}",
        "duplicate name \\\"a\\\"");
    json(
        "129 arrays",
        NAMED + USER + ",\"x\":" + "[".repeat(128) + "]".repeat(128) + "}",
        "nested deeper than 128");
    json("10000 objects", NAMED + "\"x\":" + "{\"a\":".repeat(10_000), "nested deeper than 128");
    json("an unfinished text", NAMED + USER + ",\"x\":\"abc", "unfinished string");
  }

  private void members() {
    body("no model", "{" + USER + "}", "missing_required_parameter", "model", "model is missing");
    body(
        "model null",
        "{\"model\":null," + USER + "}",
        "missing_required_parameter",
        "model",
        "model is missing");
    body(
        "model a number",
        "{\"model\":5," + USER + "}",
        "invalid_type",
        "model",
        "model is a number");
    body(
        "model an object",
        "{\"model\":{}," + USER + "}",
        "invalid_type",
        "model",
        "model is an object");
    body("model empty", "{\"model\":\"\"," + USER + "}", "invalid_value", "model", "0 characters");
    body(
        "model too long",
        "{\"model\":\"" + "a".repeat(300) + "\"," + USER + "}",
        "invalid_value",
        "model",
        "300 characters");
    body(
        "a header in the model",
        "{\"model\":\"a\\r\\nx-evil: 1\"," + USER + "}",
        "invalid_value",
        "model",
        "printable ASCII");
    body(
        "a space in the model",
        "{\"model\":\"a b\"," + USER + "}",
        "invalid_value",
        "model",
        "without spaces");
    body(
        "an accent in the model",
        utf8("{\"model\":\"é\"," + USER + "}"),
        "invalid_value",
        "model",
        "printable ASCII");
    body(
        "an unknown model",
        "{\"model\":\"test/modle\"," + USER + "}",
        404,
        "model_not_found",
        "model",
        "nearest: test/model");
    body(
        "an unknown model like none",
        "{\"model\":\"zzz/qqqqqq\"," + USER + "}",
        404,
        "model_not_found",
        "model",
        "/v1/models");
    body(
        "a model of another kind",
        "{\"model\":\"test/embed\"," + USER + "}",
        404,
        "no_endpoint",
        "model",
        "is a model for embedding");
    body(
        "no messages",
        "{\"model\":\"test/model\"}",
        "missing_required_parameter",
        "messages",
        "messages is missing");
    body(
        "messages a text",
        NAMED + "\"messages\":\"hi\"}",
        "invalid_type",
        "messages",
        "messages is a text");
    body(
        "messages empty",
        NAMED + "\"messages\":[ ]}",
        "invalid_value",
        "messages",
        "messages is empty");
    body(
        "messages of texts",
        NAMED + "\"messages\":[\"hi\"]}",
        "invalid_type",
        "messages[0]",
        "no object");
    member("stream a text", "\"stream\":\"yes\"", "invalid_type", "stream", "stream is a text");
    member("stream a number", "\"stream\":1", "invalid_type", "stream", "stream is a number");
    member(
        "max_tokens a text",
        "\"max_tokens\":\"5\"",
        "invalid_type",
        "max_tokens",
        "max_tokens is a text");
    member(
        "max_tokens a fraction",
        "\"max_tokens\":1.5",
        "invalid_value",
        "max_tokens",
        "max_tokens: 1.5");
    member("models a text", "\"models\":\"a\"", "invalid_type", "models", "models is a text");
    member(
        "models of numbers",
        "\"models\":[1]",
        "invalid_type",
        "models[0]",
        "models[0] is a number");
    member(
        "models too many",
        "\"models\":[" + numbered(20) + "]",
        "invalid_value",
        "models",
        "21 names");
    member(
        "stream_options a list",
        "\"stream\":true,\"stream_options\":[]",
        "invalid_type",
        "stream_options",
        "is an array");
    member(
        "include_usage a text",
        "\"stream\":true,\"stream_options\":{\"include_usage\":\"y\"}",
        "invalid_type",
        "stream_options.include_usage",
        "is a text");
    member("usage a boolean", "\"usage\":true", "invalid_type", "usage", "usage is a boolean");
    member(
        "provider a text", "\"provider\":\"p1\"", "invalid_type", "provider", "provider is a text");
    member(
        "provider.order a text",
        "\"provider\":{\"order\":\"p1\"}",
        "invalid_type",
        "provider.order",
        "is a text");
    member(
        "an unknown wish",
        "\"provider\":{\"colour\":1}",
        "unsupported_parameter",
        "provider.colour",
        "not supported");
    body(
        "every provider ignored",
        NAMED + USER + ",\"provider\":{\"ignore\":[\"p1\"]}}",
        404,
        "no_endpoint",
        "model",
        "in provider.ignore");
    at(
        "/v1/embeddings",
        "a stream of embeddings",
        "{\"model\":\"test/embed\",\"input\":\"x\",\"stream\":true}",
        400,
        "unsupported_value",
        "stream",
        "cannot be streamed");
    at(
        "/v1/embeddings",
        "embeddings of a number",
        "{\"model\":\"test/embed\",\"input\":5}",
        400,
        "invalid_type",
        "input",
        "input is a number");
    at(
        "/v1/completions",
        "no prompt",
        "{\"model\":\"test/model\"}",
        400,
        "missing_required_parameter",
        "prompt",
        "prompt is missing");
  }

  private static String numbered(int count) {
    return String.join(
        ",", Stream.iterate(0, i -> i + 1).limit(count).map(i -> "\"m" + i + "\"").toList());
  }

  private void wire() {
    var key = "Authorization: Bearer " + Pair.KEY + "\r\n";
    var post = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n" + key;
    var body = Pair.body("");
    var length = "Content-Length: " + body.length() + "\r\n";
    raw(
        "no key",
        post.replace(key, "") + length + "\r\n" + body,
        401,
        "missing_api_key",
        "no key was sent",
        true);
    raw(
        "an unknown key",
        post.replace(Pair.KEY, "nope") + length + "\r\n" + body,
        401,
        "invalid_api_key",
        "not known here",
        true);
    raw(
        "an empty key",
        post.replace(Pair.KEY, "") + length + "\r\n" + body,
        401,
        "missing_api_key",
        "no key was sent",
        true);
    raw(
        "basic authentication",
        post.replace("Bearer", "Basic") + length + "\r\n" + body,
        401,
        "missing_api_key",
        "no key was sent",
        true);
    raw(
        "an unknown path",
        post.replace("/chat/", "/chut/") + length + "\r\n" + body,
        404,
        "not_found",
        "there is nothing at POST",
        true);
    raw(
        "a GET where POST belongs",
        Pair.get("/v1/chat/completions"),
        405,
        "method_not_allowed",
        "GET is not possible",
        true);
    raw(
        "an unknown method",
        post.replace("POST", "BREW") + length + "\r\n" + body,
        405,
        "method_not_allowed",
        "BREW is not possible",
        true);
    raw(
        "a model's path that is not encoded",
        Pair.get("/v1/models/%zz"),
        400,
        "malformed_path",
        "hexadecimal",
        true);
    raw(
        "an unknown model's path",
        Pair.get("/v1/models/test/modle"),
        404,
        "model_not_found",
        "nearest: test/model",
        true);
    raw(
        "a form",
        post + "Content-Type: multipart/form-data; boundary=x\r\n" + length + "\r\n" + body,
        415,
        "unsupported_media_type",
        "multipart/form-data",
        true);
    raw(
        "both lengths",
        post + length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "both Content-Length and Transfer-Encoding",
        false);
    raw(
        "two lengths",
        post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "two lengths in one",
        post + "Content-Length: 5, 6\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a negative length",
        post + "Content-Length: -5\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a length with a plus",
        post + "Content-Length: +5\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a length in words",
        post + "Content-Length: five\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a huge length",
        post + "Content-Length: 99999999999999999999\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "chunked twice",
        post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "chunked, then something",
        post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "an unknown coding",
        post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a space before the colon",
        post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a chunk size that is none",
        post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a negative chunk size",
        post + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a chunk longer than it says",
        post + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n" + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a folded header",
        post + "X-A: 1\r\n  2\r\n" + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "folded over two lines",
        false);
    raw(
        "a folded length",
        post + "Content-Length:\r\n 5\r\n\r\nhello" + good(),
        400,
        "malformed_http",
        "",
        false);
    raw(
        "a NUL in a header",
        post + "X-A: a\0b\r\n" + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a bare CR in a header",
        post + "X-A: a\rX-B: b\r\n" + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "a header without a name",
        post + ": x\r\n" + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "no host",
        post.replace("Host: a\r\n", "") + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "0 Host headers",
        false);
    raw(
        "two hosts",
        post + "Host: b\r\n" + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "2 Host headers",
        false);
    raw(
        "an unknown expectation",
        post + "Expect: wonders\r\n" + length + "\r\n" + body + good(),
        417,
        "expectation_failed",
        "100-continue",
        false);
    raw(
        "a long line",
        post.replace("/v1", "/" + "a".repeat(9000)) + length + "\r\n" + body + good(),
        414,
        "uri_too_long",
        "too long",
        false);
    raw(
        "long headers",
        post + "X-A: " + "a".repeat(9000) + "\r\n" + length + "\r\n" + body + good(),
        431,
        "headers_too_large",
        "too large",
        false);
    raw(
        "many headers",
        post + "X-A: a\r\n".repeat(2000) + length + "\r\n" + body + good(),
        431,
        "headers_too_large",
        "too large",
        false);
    raw(
        "a body beyond the limit",
        post + "Content-Length: 65537\r\n\r\n",
        413,
        "payload_too_large",
        "larger than 65536 bytes",
        false);
    raw(
        "chunks beyond the limit",
        post + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + "a".repeat(65537) + "\r\n",
        413,
        "payload_too_large",
        "larger than 65536 bytes",
        false);
    raw(
        "no HTTP at all",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n",
        400,
        "malformed_http",
        "malformed HTTP",
        false);
    raw(
        "an unknown version",
        post.replace("HTTP/1.1", "HTTP/9.x") + length + "\r\n" + body + good(),
        400,
        "malformed_http",
        "malformed HTTP",
        false);
  }

  Stream<Case> cases() {
    if (cases.isEmpty()) {
      documents();
      members();
      wire();
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(Case bad) throws Exception {
    var pair = pair();
    pair.all();
    long before = pair.providers.getFirst().journal().requests();
    try (var wire = pair.connect()) {
      wire.send(bad.raw.getBytes(StandardCharsets.ISO_8859_1));
      var answer = wire.answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(bad.status);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("x-fairlead-id")).startsWith("ex_");
      var param = bad.param.isEmpty() ? "null" : "\"" + bad.param + "\"";
      // Of raw cases the code alone is of interest.
      assertThat(answer.text())
          .startsWith("{\"error\":{\"message\":\"")
          .contains("\"code\":\"" + bad.code + "\"", bad.part)
          .doesNotContain(Pair.KEY);
      if (!bad.param.isEmpty() || bad.code.equals("invalid_json")) {
        assertThat(answer.text()).contains("\"param\":" + param);
      }
      assertThat(answer.header("x-evil")).isEmpty();
      var settled = pair.settled();
      assertThat(settled.end()).isEqualTo(End.FAILED);
      assertThat(settled.status()).isEqualTo(bad.status);
      assertThat(settled.attempts()).isZero();
      if (bad.stays) {
        wire.send(good());
        assertThat(wire.answer().status()).isEqualTo(200);
        assertThat(pair.settled().end()).isEqualTo(End.ANSWERED);
        before++;
      } else {
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(wire.ended()).as("the connection ends").isTrue();
      }
    }
    pair.quiet();
    assertThat(pair.noneLeft()).isTrue();
    assertThat(pair.providers.getFirst().journal().requests()).isEqualTo(before);
  }

  @Test
  void theTableIsLong() {
    assertThat(cases().count()).isGreaterThan(100);
  }

  @Test
  void nestingOf128IsTaken() throws Exception {
    var deep = "\"x\":" + "[".repeat(127) + "]".repeat(127);
    assertThat(pair().chat(Pair.body(deep)).status()).isEqualTo(200);
    assertThat(pair().settled().end()).isEqualTo(End.ANSWERED);
  }
}
