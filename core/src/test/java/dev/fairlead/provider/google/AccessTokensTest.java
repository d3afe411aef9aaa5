package dev.fairlead.provider.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.config.Secret;
import dev.fairlead.json.JsonOut;
import dev.fairlead.json.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens from a server on this machine that checks what it is sent. */
final class AccessTokensTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static KeyPair pair;
  private static HttpServer server;
  private static HttpClient client;
  private static final List<Map<String, String>> FORMS =
      Collections.synchronizedList(new ArrayList<>());
  private static volatile int status;
  private static volatile String body = "";

  private Instant now = START;

  @BeforeAll
  static void start() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
    client = HttpClient.newHttpClient();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          FORMS.add(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          var bytes = body.replace("#", String.valueOf(FORMS.size())).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.stop(0);
  }

  @BeforeEach
  void calm() {
    FORMS.clear();
    answer(200, "{\"access_token\":\"token-#\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
  }

  private static void answer(int code, String text) {
    status = code;
    body = text;
  }

  private static Map<String, String> form(String text) {
    var form = new LinkedHashMap<String, String>();
    for (var field : text.split("&", -1)) {
      var parts = field.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private static TokenExchange.Answer post(URI uri, Secret form)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.reveal()))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new TokenExchange.Answer(answer.statusCode(), answer.body());
  }

  private static String uri() {
    return "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  private static String pem() {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(lines.encodeToString(pair.getPrivate().getEncoded()));
  }

  private static Map<String, String> accountFields() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("type", "service_account");
    fields.put("project_id", "a-project");
    fields.put("private_key_id", "key-1");
    fields.put("private_key", pem());
    fields.put("client_email", "me@a-project.iam.gserviceaccount.com");
    fields.put("token_uri", uri());
    return fields;
  }

  private static GoogleCredential account() {
    return GoogleCredential.read(JsonOut.of(accountFields()).getBytes(UTF_8));
  }

  private AccessTokens tokens(GoogleCredential credential) {
    return new AccessTokens(credential, AccessTokensTest::post, () -> now);
  }

  private static Map<?, ?> part(String assertion, int index) {
    var json = Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[index]);
    return (Map<?, ?>) Objects.requireNonNull(Tree.json(json, 0, json.length));
  }

  @Test
  void theAssertionIsSignedAndSaysWhatGoogleAsksFor() throws Exception {
    assertThat(tokens(account()).token().reveal()).isEqualTo("token-1");
    var sent = FORMS.getFirst();
    assertThat(sent)
        .containsOnlyKeys("grant_type", "assertion")
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    var assertion = Objects.requireNonNull(sent.get("assertion"));
    int dot = assertion.lastIndexOf('.');
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update(assertion.substring(0, dot).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion.substring(dot + 1))))
        .isTrue();
    assertThat(part(assertion, 0)).isEqualTo(Map.of("alg", "RS256", "typ", "JWT", "kid", "key-1"));
    assertThat(part(assertion, 1))
        .isEqualTo(
            Map.of(
                "iss",
                "me@a-project.iam.gserviceaccount.com",
                "scope",
                "https://www.googleapis.com/auth/cloud-platform",
                "aud",
                uri(),
                "iat",
                (int) START.getEpochSecond(),
                "exp",
                (int) START.getEpochSecond() + 3600));
  }

  @Test
  void aTokenIsUsedUntilFiveMinutesBeforeItsEnd() throws Exception {
    var tokens = tokens(account());
    assertThat(tokens.ready()).isEmpty();
    tokens.token();
    now = START.plusSeconds(3299 - 1);
    assertThat(tokens.ready()).contains(new Secret("token-1"));
    assertThat(tokens.token().reveal()).isEqualTo("token-1");
    now = START.plusSeconds(3299);
    assertThat(tokens.ready()).isEmpty();
    assertThat(tokens.token().reveal()).isEqualTo("token-2");
    assertThat(FORMS).hasSize(2);
  }

  @Test
  void aShortLivedTokenIsUsedForHalfOfItsLife() throws Exception {
    answer(200, "{\"access_token\":\"token-#\",\"expires_in\":60}");
    var tokens = tokens(account());
    tokens.token();
    now = START.plusSeconds(29);
    assertThat(tokens.ready()).isPresent();
    now = START.plusSeconds(30);
    assertThat(tokens.ready()).isEmpty();
  }

  @Test
  void theOldTokenServesWhileItIsValidThoughRenewingFails() throws Exception {
    var tokens = tokens(account());
    tokens.token();
    answer(503, "");
    now = START.plusSeconds(3400);
    assertThat(tokens.token().reveal()).isEqualTo("token-1");
    assertThat(tokens.ready()).contains(new Secret("token-1"));
    assertThat(tokens.token().reveal()).isEqualTo("token-1");
    assertThat(FORMS).as("no second try within the pause").hasSize(2);
    now = now.plusSeconds(1);
    assertThat(tokens.token().reveal()).isEqualTo("token-1");
    assertThat(FORMS).hasSize(3);
    now = START.plusSeconds(3599);
    assertThatThrownBy(tokens::token).hasMessage("token from 127.0.0.1: 503");
    answer(200, "{\"access_token\":\"token-#\",\"expires_in\":3599}");
    now = now.plus(Duration.ofSeconds(30));
    assertThat(tokens.token().reveal()).isEqualTo("token-5");
  }

  @Test
  void afterAFailureTheNextTryWaits() throws Exception {
    var tokens = tokens(account());
    answer(500, "");
    for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      int before = FORMS.size();
      assertThatThrownBy(tokens::token).isInstanceOf(GoogleAuthFault.class);
      now = now.plusSeconds(pause).minusMillis(1);
      assertThatThrownBy(tokens::token).hasMessage("token from 127.0.0.1: 500");
      assertThat(FORMS).hasSize(before + 1);
      now = now.plusMillis(1);
    }
  }

  @Test
  void oneCallerFetchesForAll() throws Exception {
    var inside = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    TokenExchange slow =
        (uri, form) -> {
          inside.countDown();
          go.await();
          return post(uri, form);
        };
    var tokens = new AccessTokens(account(), slow, () -> now);
    var calls = new ArrayList<FutureTask<Secret>>();
    for (int i = 0; i < 20; i++) {
      var call = new FutureTask<>(tokens::token);
      calls.add(call);
      Thread.ofVirtual().start(call);
    }
    inside.await();
    assertThat(tokens.ready()).isEmpty();
    go.countDown();
    for (var call : calls) {
      assertThat(call.get().reveal()).isEqualTo("token-1");
    }
    assertThat(FORMS).hasSize(1);
  }

  @Test
  void whileOneRenewsTheOthersGoOnWithTheOldToken() throws Exception {
    var tokens = new ArrayList<AccessTokens>();
    var seen = new ArrayList<String>();
    TokenExchange nosy =
        (uri, form) -> {
          if (!FORMS.isEmpty()) {
            var other = new FutureTask<>(() -> tokens.getFirst().token().reveal());
            Thread.ofVirtual().start(other);
            try {
              seen.add(other.get());
            } catch (java.util.concurrent.ExecutionException e) {
              throw new IOException(e);
            }
          }
          return post(uri, form);
        };
    tokens.add(new AccessTokens(account(), nosy, () -> now));
    tokens.getFirst().token();
    now = START.plusSeconds(3400);
    assertThat(tokens.getFirst().token().reveal()).isEqualTo("token-2");
    assertThat(seen).containsExactly("token-1");
  }

  @Test
  void aPersonsLogInIsRefreshed() throws Exception {
    var fields =
        Map.of(
            "type", "authorized_user",
            "client_id", "an-id",
            "client_secret", "a&secret",
            "refresh_token", "1//refresh+me",
            "token_uri", uri());
    var credential = GoogleCredential.read(JsonOut.of(fields).getBytes(UTF_8));
    assertThat(tokens(credential).token().reveal()).isEqualTo("token-1");
    assertThat(FORMS.getFirst())
        .isEqualTo(
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "an-id",
                "client_secret", "a&secret",
                "refresh_token", "1//refresh+me"));
    assertThat(credential.toString()).doesNotContain("a&secret", "1//refresh");
    answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"bad 1//refresh+me\"}");
    assertThatThrownBy(tokens(credential)::token)
        .hasMessage("token from 127.0.0.1: 400 invalid_grant: bad ***");
  }

  @Test
  void aReadyTokenIsTakenAsItIs(@TempDir Path folder) throws Exception {
    var ready =
        GoogleCredential.ofEnvironment(Map.of("GOOGLE_VERTEX_ACCESS_TOKEN", " ya29.x "))
            .orElseThrow();
    assertThat(tokens(ready).ready()).contains(new Secret("ya29.x"));
    assertThat(tokens(ready).token().reveal()).isEqualTo("ya29.x");
    assertThat(FORMS).isEmpty();
    assertThat(GoogleCredential.ofEnvironment(Map.of())).isEmpty();
    var file = folder.resolve("key.json");
    Files.writeString(file, JsonOut.of(accountFields()));
    var env = Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    assertThat(GoogleCredential.ofEnvironment(env)).containsInstanceOf(ServiceAccount.class);
    Files.writeString(file, "{");
    assertThatThrownBy(() -> GoogleCredential.ofEnvironment(env))
        .hasMessageEndingWith("key.json: credential file: not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {} | 200 without access_token",
        "200 | no json | 200 without access_token",
        "200 | {\"access_token\":\"t\"} | 200 without a usable expires_in (expected: 1 to 86400)",
        "200 | {\"access_token\":\"t\",\"expires_in\":-5} | 200 without a usable expires_in"
            + " (expected: 1 to 86400)",
        "400 | {\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"} | 400"
            + " invalid_grant: Invalid JWT",
        "502 | <html> | 502",
      })
  void anAnswerWithoutATokenIsNamed(int code, String text, String why) {
    answer(code, text);
    assertThatThrownBy(tokens(account())::token).hasMessage("token from 127.0.0.1: " + why);
  }

  @Test
  void noAnswerIsNamed() {
    TokenExchange dead =
        (_, _) -> {
          throw new IOException("connection refused");
        };
    assertThatThrownBy(new AccessTokens(account(), dead, () -> now)::token)
        .hasMessage("token from 127.0.0.1: no answer (connection refused)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client_email | '' | client_email: missing (expected: a text)",
        "private_key | secret-stuff | private_key: no PEM (expected: -----BEGIN PRIVATE KEY----- …)",
        "private_key | -----BEGIN PRIVATE KEY-----c2VjcmV0-----END PRIVATE KEY----- | private_key:"
            + " unreadable (expected: an RSA key in PKCS #8)",
        "private_key | -----BEGIN PRIVATE KEY-----secret!-----END PRIVATE KEY----- | private_key:"
            + " unreadable (expected: an RSA key in PKCS #8)",
        "token_uri | http://example.com/t | token_uri: \"http://example.com/t\" (expected: an"
            + " https URL)",
        "token_uri | nonsense | token_uri: \"nonsense\" (expected: an https URL)",
        "type | external_account | type: another (expected: service_account or authorized_user)",
      })
  void aFileThatIsWrongIsNamedWithoutItsKey(String field, String value, String why) {
    var fields = accountFields();
    fields.put(field, value);
    assertThatThrownBy(() -> GoogleCredential.read(JsonOut.of(fields).getBytes(UTF_8)))
        .isInstanceOf(GoogleAuthFault.class)
        .hasMessage(why)
        .hasNoCause();
  }

  @Test
  void noKeyIsPrinted() {
    var line = pem().split("\n", -1)[3];
    assertThat(account().toString())
        .isEqualTo("ServiceAccount[me@a-project.iam.gserviceaccount.com, key key-1, ***]")
        .doesNotContain(line);
  }
}
