package dev.fairlead.control;

import dev.fairlead.key.KeyRing;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The control listener. Each request runs on a virtual thread of its own. Thread-safe.
 *
 * <p>Everything under {@code /admin} needs an admin's key; a path that is not there says so only to
 * those who have one.
 */
public final class ControlServer implements AutoCloseable {
  private static final String ADMIN = "/admin";
  private static final int MAX_BODY = 1 << 20;
  private static final int MAX_CONNECTIONS = 1_000;
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Held, as a logger that nobody holds forgets its level. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private final WebServer server;

  private ControlServer(WebServer server) {
    this.server = server;
  }

  /**
   * Listens from when this returns.
   *
   * @param port 0 picks a free one
   * @param keys asked for each request, so that a revoked key stops at once
   * @throws UncheckedIOException if the port cannot be had; Helidon itself would only log it
   */
  public static ControlServer start(String host, int port, Status status, Supplier<KeyRing> keys) {
    HELIDON.setLevel(Level.WARNING);
    var server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .concurrencyLimitDiscoverServices(false)
            .addConnectionSelector(
                Http1ConnectionSelector.builder().config(Http1Config.create()).build())
            .maxPayloadSize(MAX_BODY)
            .maxTcpConnections(MAX_CONNECTIONS)
            .shutdownGracePeriod(GRACE)
            .directHandlers(badRequests())
            .routing(routing -> routes(routing, status, keys))
            .build();
    server.start();
    if (!server.isRunning() || server.port() <= 0) {
      throw new UncheckedIOException(
          new BindException(
              "control: %s:%d cannot be listened on (expected: an address of this machine and a"
                      .formatted(host, port)
                  + " port that is free)"));
    }
    return new ControlServer(server);
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** Stops listening; requests that run may finish within two seconds. */
  @Override
  public void close() {
    server.stop();
  }

  private static void routes(HttpRouting.Builder routing, Status status, Supplier<KeyRing> keys) {
    routing.addFilter((chain, request, _) -> closing(chain, request));
    page(routing, "/healthz", _ -> Health.alive());
    page(routing, "/readyz", _ -> Health.ready(status.readiness()));
    page(routing, ADMIN + "/status", forAdmins(keys, _ -> Admin.status(status.report())));
    routing.any(ADMIN + "/*", answering(forAdmins(keys, ControlServer::notFound)));
    routing.any(answering(ControlServer::notFound));
    routing.error(Throwable.class, (_, response, e) -> failed(response, e));
  }

  /**
   * Closes a connection when {@code Connection: close} was agreed on; Helidon up to 4.5.3 leaves it
   * open, and probes that wait for the end would hang.
   *
   * @see <a href="https://github.com/helidon-io/helidon/issues/12324">helidon #12324</a>
   */
  private static void closing(FilterChain chain, RoutingRequest request) {
    chain.proceed();
    if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("Connection: close");
    }
  }

  private static void page(
      HttpRouting.Builder routing, String path, Function<ServerRequest, Answer> page) {
    routing.get(path, answering(page));
    routing.head(path, answering(page));
    routing.any(path, ControlServer::notAllowed);
  }

  private static Handler answering(Function<ServerRequest, Answer> page) {
    return (request, response) -> send(response, page.apply(request));
  }

  /** The guard is part of the page, so that no spelling of a path goes round it. */
  private static Function<ServerRequest, Answer> forAdmins(
      Supplier<KeyRing> keys, Function<ServerRequest, Answer> page) {
    return request -> {
      var header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
      return Admin.refusal(header, keys.get()).orElseGet(() -> page.apply(request));
    };
  }

  private static void notAllowed(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.ALLOW, Method.GET_NAME + ", " + Method.HEAD_NAME);
    send(
        response,
        Answer.error(
            405, "method_not_allowed", request.prologue().method().text() + " (expected: GET)"));
  }

  private static Answer notFound(ServerRequest request) {
    return Answer.error(
        404,
        "not_found",
        request.path().path() + " (expected: /healthz, /readyz or /admin/status)");
  }

  private static void failed(ServerResponse response, Throwable e) {
    Logger.getLogger(ControlServer.class.getName())
        .log(Level.SEVERE, "The control listener failed on a request.", e);
    send(response, Answer.error(500, "internal", "This is a fault of Fairlead; see its log."));
  }

  private static void send(ServerResponse response, Answer answer) {
    response.status(answer.status());
    if (answer.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"fairlead admin\"");
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(answer.bytes());
  }

  /** What Helidon refuses before it comes to a route is refused in JSON too. */
  private static DirectHandlers badRequests() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, ControlServer::refused);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refused(
      DirectHandler.TransportRequest request,
      EventType type,
      io.helidon.http.Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    var code = type == EventType.INTERNAL_ERROR ? "internal" : "bad_request";
    var answer = Answer.error(status.code(), code, status.reasonPhrase());
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .keepAlive(type.keepAlive())
        .entity(answer.json())
        .build();
  }
}
