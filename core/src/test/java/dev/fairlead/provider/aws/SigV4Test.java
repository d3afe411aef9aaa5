package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.config.Secret;
import dev.fairlead.provider.aws.SigV4.Credentials;
import dev.fairlead.provider.aws.SigV4.Header;
import dev.fairlead.provider.aws.SigV4.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against the cases that AWS publishes, and what they leave open. */
final class SigV4Test {
  private static final Secret KEY = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

  @TestFactory
  Stream<DynamicTest> everyPublishedCaseHasItsSignature() throws IOException {
    try (var file = SigV4Test.class.getResourceAsStream("sigv4-suite.txt")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      var cases = text.split("(?m)^### ", -1);
      assertThat(cases).hasSizeGreaterThan(30);
      return Stream.of(cases).skip(1).map(SigV4Test::prove);
    }
  }

  private static DynamicTest prove(String text) {
    int title = text.indexOf('\n');
    int end = text.indexOf("\n=== ");
    var request = text.substring(title + 1, end);
    var expected = text.substring(end + 5).strip();
    return DynamicTest.dynamicTest(
        text.substring(0, title), () -> assertThat(authorization(request)).isEqualTo(expected));
  }

  private static String authorization(String text) {
    int blank = text.indexOf("\n\n");
    var lines = (blank < 0 ? text : text.substring(0, blank)).split("\n(?! )", -1);
    var method = lines[0].substring(0, lines[0].indexOf(' '));
    var target = lines[0].substring(method.length() + 1, lines[0].lastIndexOf(' '));
    var token = "";
    var headers = new ArrayList<Header>();
    for (var line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      var header = new Header(line.substring(0, colon), line.substring(colon + 1));
      switch (header.name()) {
        case "Host" -> assertThat(header.value()).isEqualTo("example.amazonaws.com");
        case "X-Amz-Date" -> assertThat(header.value()).isEqualTo("20150830T123600Z");
        case "X-Amz-Security-Token" -> token = header.value();
        default -> headers.add(header);
      }
    }
    int mark = target.indexOf('?');
    var body = (blank < 0 ? "" : text.substring(blank + 2)).getBytes(UTF_8);
    var request =
        new Request(
            method,
            "example.amazonaws.com",
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? "" : target.substring(mark + 1),
            headers,
            body,
            0,
            body.length);
    return signer(token).sign(request, NOW).authorization();
  }

  private static SigV4 signer(String token) {
    return new SigV4(
        new Credentials("AKIDEXAMPLE", KEY, new Secret(token)), "us-east-1", "service");
  }

  private static Request post(String path, List<Header> headers) {
    return new Request("POST", "example.amazonaws.com", path, headers, new byte[] {'{', '}'});
  }

  @Test
  void aNameBecomesOneSegment() {
    assertThat(SigV4.segment("anthropic.claude-3-5-sonnet-20240620-v1:0"))
        .isEqualTo("anthropic.claude-3-5-sonnet-20240620-v1%3A0");
    assertThat(SigV4.segment("arn:aws:bedrock:eu-west-1:1:inference-profile/é"))
        .isEqualTo("arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2F%C3%A9");
    assertThatThrownBy(() -> SigV4.segment(".."))
        .hasMessage("path segment: \"..\" (expected: a name)");
  }

  @Test
  void anEncodedPathIsEncodedOnceMore() {
    var request = post("/model/a%3A0/converse", List.of());
    var text = new Canonical(request, "20150830T123600Z", "", "hash").bytes().latin1();
    assertThat(text).startsWith("POST\n/model/a%253A0/converse\n\nhost:example.amazonaws.com\n");
  }

  @Test
  void theTokenIsSentAndSigned() {
    var sent = new TreeMap<String, String>();
    signer("the-token").sign(post("/", List.of()), NOW).forEach(sent::put);
    assertThat(sent)
        .containsOnlyKeys("authorization", "x-amz-date", "x-amz-security-token")
        .containsEntry("x-amz-security-token", "the-token")
        .containsEntry("x-amz-date", "20150830T123600Z");
    assertThat(sent.get("authorization")).contains("host;x-amz-date;x-amz-security-token,");
  }

  @Test
  void noSecretIsPrinted() {
    var credentials = new Credentials("AKIDEXAMPLE", KEY, new Secret("the-token"));
    var signed = signer("the-token").sign(post("/", List.of()), NOW);
    assertThat(credentials.toString() + signed).doesNotContain(KEY.reveal(), "the-token");
  }

  @Test
  void theKeyOfADayIsNotUsedOnTheNext() {
    var signer = signer("");
    var request = post("/", List.of());
    var tomorrow = NOW.plusSeconds(86_400);
    var first = signer.sign(request, NOW);
    var second = signer.sign(request, tomorrow);
    assertThat(second).isEqualTo(signer("").sign(request, tomorrow)).isNotEqualTo(first);
    assertThat(signer.sign(request, NOW)).isEqualTo(first);
  }

  @Test
  void onlyThePartOfTheArrayIsSigned() {
    var padded = new byte[] {'x', '{', '}', 'y'};
    var part = new Request("POST", "example.amazonaws.com", "/", "", List.of(), padded, 1, 3);
    assertThat(signer("").sign(part, NOW)).isEqualTo(signer("").sign(post("/", List.of()), NOW));
  }

  @Test
  void aHeaderOfTheSignersOwnIsRefused() {
    var request = post("/", List.of(new Header("Host", "elsewhere")));
    assertThatThrownBy(() -> signer("").sign(request, NOW))
        .hasMessage("header to sign: host (expected: one that the signer does not add)");
  }
}
