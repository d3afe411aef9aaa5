package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.config.Secret;
import dev.fairlead.provider.aws.SigV4.Credentials;
import dev.fairlead.provider.aws.SigV4.Header;
import dev.fairlead.provider.aws.SigV4.Request;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Random requests signed by us and by Amazon's own signer. */
final class SigV4AgainstTheSdkTest {
  private static final String HARD = "abcXYZ019-._~:/?#[]@!$&'()*+,;= %\"<>\\^`{|}é€\uD83D\uDE00ሴ";
  private static final String VISIBLE = "abcXYZ019 -._~:/?#@!$&'()*+;=%\"  ";
  private static final AwsV4HttpSigner SDK = AwsV4HttpSigner.create();

  /** One request and who signs it. */
  private record Case(
      String method,
      String host,
      String path,
      Map<String, List<String>> query,
      List<Header> headers,
      byte[] body,
      String secret,
      String token,
      String region,
      Instant now) {}

  @Test
  void bothSignAlike() {
    var random = new SplittableRandom(20150830);
    for (int i = 0; i < 2000; i++) {
      var one = make(random);
      var theirs = theirs(one);
      assertThat(ours(one, theirs)).as("case %d: %s", i, one).isEqualTo(sent(theirs));
    }
  }

  private static Case make(SplittableRandom random) {
    var path = new StringBuilder("/model");
    for (int n = random.nextInt(4); n > 0; n--) {
      path.append('/').append(SigV4.segment("m" + text(random, HARD, 24)));
    }
    path.append(random.nextInt(4) == 0 ? "/" : "");
    var query = new LinkedHashMap<String, List<String>>();
    for (int n = random.nextInt(4); n > 0; n--) {
      var values = new ArrayList<String>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        values.add(text(random, HARD, 12));
      }
      query.put("q" + text(random, HARD, 6), values);
    }
    var headers = new ArrayList<Header>();
    headers.add(new Header("content-type", "application/json"));
    for (int n = random.nextInt(4); n > 0; n--) {
      var name = List.of("X-Amzn-Bedrock-Trace", "Accept", "User-Agent", "x-b", "Zed").get(n);
      headers.add(new Header(name, text(random, VISIBLE, 20)));
    }
    var body = new byte[random.nextInt(300)];
    random.nextBytes(body);
    return new Case(
        random.nextBoolean() ? "POST" : "GET",
        "bedrock-runtime.eu-west-1.amazonaws.com" + (random.nextInt(4) == 0 ? ":8443" : ""),
        path.toString(),
        query,
        headers,
        body,
        "s" + text(random, VISIBLE, 40).strip(),
        random.nextBoolean() ? "" : "t" + text(random, VISIBLE, 60).replace(" ", ""),
        List.of("us-east-1", "eu-west-1").get(random.nextInt(2)),
        Instant.ofEpochSecond(1_400_000_000L + random.nextInt(1_000_000_000)));
  }

  private static String text(SplittableRandom random, String alphabet, int longest) {
    var points = alphabet.codePoints().toArray();
    var out = new StringBuilder();
    for (int n = random.nextInt(longest); n > 0; n--) {
      out.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return out.toString();
  }

  private static SignedRequest theirs(Case one) {
    var request =
        SdkHttpRequest.builder()
            .uri("https://" + one.host)
            .method(SdkHttpMethod.fromValue(one.method))
            .encodedPath(one.path)
            .rawQueryParameters(one.query);
    one.headers.forEach(header -> request.appendHeader(header.name(), header.value()));
    AwsCredentialsIdentity who =
        one.token.isEmpty()
            ? AwsCredentialsIdentity.create("AKID", one.secret)
            : AwsSessionCredentialsIdentity.create("AKID", one.secret, one.token);
    return SDK.sign(signing ->
        signing
            .identity(who)
            .request(request.build())
            .payload(ContentStreamProvider.fromByteArray(one.body))
            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "bedrock")
            .putProperty(AwsV4HttpSigner.REGION_NAME, one.region)
            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(one.now, ZoneOffset.UTC)));
  }

  /** What theirs adds that ours does not need, a hash of the body, is signed as any header. */
  private static Map<String, String> ours(Case one, SignedRequest theirs) {
    var headers = new ArrayList<>(one.headers);
    theirs
        .request()
        .firstMatchingHeader("x-amz-content-sha256")
        .ifPresent(hash -> headers.add(new Header("x-amz-content-sha256", hash)));
    var query = new ArrayList<String>();
    one.query.forEach(
        (name, values) -> values.forEach(value -> query.add(encoded(name) + "=" + encoded(value))));
    var request =
        new Request(
            one.method,
            one.host,
            one.path,
            String.join("&", query),
            headers,
            one.body,
            0,
            one.body.length);
    var credentials = new Credentials("AKID", new Secret(one.secret), new Secret(one.token));
    var sent = new LinkedHashMap<String, String>();
    SigV4.bedrock(credentials, one.region).sign(request, one.now).forEach(sent::put);
    return sent;
  }

  private static String encoded(String text) {
    var out = new Bytes(16);
    Percent.encode(text, false, out);
    return new String(out.array(), 0, out.length(), UTF_8);
  }

  private static Map<String, String> sent(SignedRequest signed) {
    var sent = new LinkedHashMap<String, String>();
    for (var name : List.of("x-amz-date", "x-amz-security-token", "authorization")) {
      signed.request().firstMatchingHeader(name).ifPresent(value -> sent.put(name, value));
    }
    return sent;
  }
}
