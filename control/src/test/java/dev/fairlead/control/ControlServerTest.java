package dev.fairlead.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.control.Status.ProviderStatus;
import dev.fairlead.control.Status.Readiness;
import dev.fairlead.control.Status.Report;
import dev.fairlead.control.Status.State;
import dev.fairlead.key.IssuedKey;
import dev.fairlead.key.KeyMint;
import dev.fairlead.key.MemoryKeys;
import dev.fairlead.key.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlServerTest {

  /** A process whose readiness the test decides. */
  private static final class Stage implements Status {
    private volatile Readiness readiness = Readiness.READY;

    @Override
    public Readiness readiness() {
      return readiness;
    }

    @Override
    public Report report() {
      return new Report(
          "0.1.0",
          Duration.ofSeconds(90),
          "abc",
          List.of(new ProviderStatus("openai", 2, 31)),
          12,
          Map.of("failures", 1L, "exchanges", 7L));
    }
  }

  private final Stage process = new Stage();
  private final MemoryKeys keys =
      new MemoryKeys(new KeyMint(new Random(3), InstantSource.system()));
  private final IssuedKey admin = keys.issue("root", Role.ADMIN);
  private final IssuedKey caller = keys.issue("app", Role.CALLER);
  private final ControlServer server = ControlServer.start("127.0.0.1", 0, process, keys::ring);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String authorization)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String bearer(IssuedKey key) {
    return "Bearer " + key.plain().reveal();
  }

  @Test
  void aProcessThatRunsIsAlive() throws Exception {
    var answer = send("GET", "/healthz", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void readinessFollowsTheProcess() throws Exception {
    assertThat(send("GET", "/readyz", "").body()).isEqualTo("{\"status\":\"ready\"}");
    process.readiness = new Readiness(State.DRAINING, List.of("SIGTERM came"));
    var draining = send("GET", "/readyz", "");
    assertThat(draining.statusCode()).isEqualTo(503);
    assertThat(draining.body())
        .isEqualTo("{\"status\":\"draining\",\"reasons\":[\"SIGTERM came\"]}");
    process.readiness = new Readiness(State.STARTING, List.of());
    assertThat(send("GET", "/readyz", "").body())
        .isEqualTo("{\"status\":\"starting\",\"reasons\":[]}");
  }

  @Test
  void anAdminSeesTheStatus() throws Exception {
    var answer = send("GET", "/admin/status", bearer(admin));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"version\":\"0.1.0\",\"uptime_seconds\":90,\"config\":\"abc\",\"models\":12,"
                + "\"providers\":[{\"id\":\"openai\",\"keys\":2,\"endpoints\":31}],"
                + "\"counters\":{\"exchanges\":7,\"failures\":1}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/status",
        "/admin/nothing",
        "/admin//status",
        "//admin/status",
        "/%61dmin/status",
        "/admin/%73tatus",
        "/x/../admin/status",
        "/admin/./status",
        "/admin/status/",
        "/admin/status;a=b",
        "/ADMIN/status"
      })
  void noSpellingOfAPathLetsAStrangerIn(String path) throws Exception {
    var answer = send("GET", path, "");
    assertThat(answer.statusCode()).isIn(400, 401, 404);
    assertThat(answer.body()).contains("\"error\"").doesNotContain("uptime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer fl-admin-wrong", "Bearer ", "Basic YTpi", "fl-admin-x"})
  void withoutAnAdminsKeyTheAnswerIs401(String authorization) throws Exception {
    var answer = send("GET", "/admin/status", authorization);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
    assertThat(answer.body()).startsWith("{\"error\":{\"status\":401,");
  }

  @Test
  void aCallersKeyIsNotEnough() throws Exception {
    var answer = send("GET", "/admin/status", bearer(caller));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not_an_admin").doesNotContain(caller.plain().reveal());
  }

  @Test
  void aRevokedKeyStopsAtOnce() throws Exception {
    assertThat(send("GET", "/admin/status", bearer(admin)).statusCode()).isEqualTo(200);
    keys.revoke(admin.key().id());
    assertThat(send("GET", "/admin/status", bearer(admin)).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"GET,/nothing,404,not_found", "GET,/,404,not_found", "POST,/healthz,405,method_not"})
  void whatIsNotThereIsSaidInJson(String method, String path, int status, String code)
      throws Exception {
    var answer = send(method, path, "");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .startsWith("{\"error\":{\"status\":" + status + ",\"code\":\"" + code);
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() throws Exception {
    assertThat(send("DELETE", "/readyz", "").headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(send("HEAD", "/healthz", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoHttpIsRefusedInJson() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("GET\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/nothing", "/admin/status"})
  void aConnectionThatIsToBeClosedIsClosedAfterTheWholeAnswer(String path) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 ").endsWith("}");
    }
  }

  @Test
  void aPortThatIsTakenIsAnError() {
    assertThatThrownBy(() -> ControlServer.start("127.0.0.1", server.port(), process, keys::ring))
        .hasMessageContaining(String.valueOf(server.port()));
  }

  @Test
  void afterClosingNobodyListens() {
    int port = server.port();
    server.close();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }
}
