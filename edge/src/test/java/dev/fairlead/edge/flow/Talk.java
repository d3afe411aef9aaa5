package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.catalog.Catalogue;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.config.Secret;
import dev.fairlead.dialect.KnownDialects;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.edge.upstream.ClientTls;
import dev.fairlead.json.Node;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Upstream;
import dev.fairlead.routing.Upstream.Credential;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Script;
import dev.fairlead.sse.SseScan;
import dev.fairlead.state.Limits;
import dev.fairlead.store.state.SqliteState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A data plane that keeps responses in a directory, before four providers that each speak a dialect
 * of their own: {@code test/chat}, {@code test/own}, {@code test/claude}, {@code test/gemini}. Each
 * thinks and then says what the user said last.
 */
final class Talk implements AutoCloseable {
  static final String OTHER_KEY = "fl-caller-another-0123456789";
  private static final Map<String, String> MODELS = new LinkedHashMap<>();

  static {
    Leaks.watch();
    MODELS.put("chat", "openai.chat");
    MODELS.put("own", "openai.responses");
    MODELS.put("claude", "anthropic.messages");
    MODELS.put("gemini", "gemini.generate");
  }

  final DataPlane edge;
  final SqliteState store;
  final Queue<Settlement> records = new ConcurrentLinkedQueue<>();
  private final Map<String, Simulator> providers = new LinkedHashMap<>();
  private final Knobs knobs = new Knobs();

  private Talk(Mode mode, Path directory, boolean keep, Consumer<Knobs> turn)
      throws IOException, InterruptedException {
    turn.accept(knobs);
    var upstreams = new ArrayList<Upstream>();
    var endpoints = new ArrayList<Endpoint>();
    for (var model : MODELS.entrySet()) {
      var name = model.getKey();
      var simulator =
          Simulator.start(
              "127.0.0.1", 0, Script.everyModel(Persona.ECHO, Behaviour.PLAIN.with("think=3")));
      providers.put(name, simulator);
      upstreams.add(upstream(name, model.getValue(), simulator));
      endpoints.add(endpoint(name));
    }
    var reach = Reach.of(new Catalogue("v1", "2026-01-01", endpoints), upstreams, Map.of());
    var clock = InstantSource.system();
    store = new SqliteState(directory, Limits.USUAL, clock);
    edge =
        DataPlane.open(
            new Snapshot(knobs.config(), reach, ModelsPage.of(reach)),
            new DataPlane.Needs(
                Talk::caller,
                records::add,
                ClientTls.create(),
                mode.threads(),
                KnownDialects.all(clock),
                new Translations(
                    new Sealing(List.of(new byte[32])),
                    new RecentReasoning(1000, 1 << 20, Duration.ofHours(1), clock),
                    url -> {
                      throw new FailureException(new BadRequest(url, "", "no_files"));
                    }),
                (uri, _) -> {
                  throw new IOException(uri + " (expected: no token is asked for)");
                },
                keep
                    ? Optional.of(new Kept(() -> store, Duration.ofDays(30), clock))
                    : Optional.empty()));
  }

  static Talk start(Mode mode, Path directory) throws IOException, InterruptedException {
    return new Talk(mode, directory, true, _ -> {});
  }

  static Talk with(Mode mode, Path directory, Consumer<Knobs> turn)
      throws IOException, InterruptedException {
    return new Talk(mode, directory, true, turn);
  }

  static Talk forgetful(Mode mode, Path directory) throws IOException, InterruptedException {
    return new Talk(mode, directory, false, _ -> {});
  }

  private static Optional<String> caller(String presented) {
    return switch (presented) {
      case Pair.KEY -> Optional.of("key-1");
      case OTHER_KEY -> Optional.of("key-2");
      default -> Optional.empty();
    };
  }

  private static Upstream upstream(String id, String dialect, Simulator simulator) {
    var url = dialect.startsWith("gemini") ? simulator.origin() + "/v1beta" : simulator.url();
    var auth =
        switch (dialect) {
          case "anthropic.messages" -> Provider.Auth.X_API_KEY;
          case "gemini.generate" -> Provider.Auth.X_GOOG_API_KEY;
          default -> Provider.Auth.BEARER;
        };
    var provider =
        new Provider(
            id,
            id,
            Map.of(dialect, url),
            auth,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(dialect),
            Quirks.NONE,
            Provider.Facts.NONE);
    var credential = new Credential(id + "#1", Optional.of(new Secret(Pair.SECRET)), 1);
    return new Upstream(provider, Map.of(dialect, url), List.of(credential), false);
  }

  private static Endpoint endpoint(String name) {
    return new Endpoint(
        "test/" + name,
        "",
        name,
        name + "-model",
        Kind.CHAT,
        8192,
        0,
        4096,
        Set.of("text"),
        Set.of("text"),
        Set.of("tools", "reasoning"),
        Prices.of(1_000_000L, 10_000_000L),
        List.of(),
        Origin.CONFIG);
  }

  /** What a provider was sent last. */
  String sent(String provider) {
    return simulator(provider).lastRequest().text();
  }

  Simulator simulator(String provider) {
    return Objects.requireNonNull(providers.get(provider));
  }

  int port() {
    return edge.address().getPort();
  }

  /** One request on a connection of its own. */
  Wire.Answer ask(String method, String path, String body, String... headers) throws IOException {
    try (var wire = new Wire(port())) {
      wire.send(line(method, path, body, Pair.KEY, headers));
      return wire.answer();
    }
  }

  Wire.Answer asAnother(String method, String path, String body) throws IOException {
    try (var wire = new Wire(port())) {
      wire.send(line(method, path, body, OTHER_KEY));
      return wire.answer();
    }
  }

  static String line(String method, String path, String body, String key, String... headers) {
    var lines = new StringBuilder();
    for (var header : headers) {
      lines.append(header).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "%s %s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(method, path, key, lines, length, body);
  }

  /** A request for a response; {@code more} are members. */
  static String body(String model, String input, String... more) {
    return "{\"model\":\"test/%s\",\"input\":\"%s\"%s}"
        .formatted(model, input, more.length == 0 ? "" : "," + String.join(",", more));
  }

  Wire.Answer create(String body, String... headers) throws IOException {
    return ask("POST", "/v1/responses", body, headers);
  }

  /** The response of a request that succeeds. */
  Node created(String body, String... headers) throws IOException {
    var answer = create(body, headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return node(answer.text());
  }

  Wire.Answer get(String path) throws IOException {
    return ask("GET", path, "");
  }

  static Node node(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return Node.lenient(bytes, 0, bytes.length);
  }

  /** The data of a stream's events. */
  static List<Node> events(byte[] stream) {
    var found = new ArrayList<Node>();
    var scan = new SseScan(1 << 24);
    SseScan.Sink sink =
        (data, from, to, _) -> {
          if (to > from) {
            found.add(node(new String(data, from, to - from, StandardCharsets.UTF_8)));
          }
        };
    scan.feed(stream, 0, stream.length, sink);
    scan.finish(sink);
    return found;
  }

  /** A member that must be there. */
  static Node at(Node node, String name) {
    return Objects.requireNonNull(node.get(name), name);
  }

  @Override
  public void close() {
    edge.close();
    store.close();
    providers.values().forEach(Simulator::close);
    assertThat(edge.counts().running()).as("exchanges left").isZero();
    assertThat(edge.memory().held()).as("bytes left").isZero();
  }
}
