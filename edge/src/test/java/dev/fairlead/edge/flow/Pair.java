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
import dev.fairlead.edge.upstream.ClientTls;
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
import dev.fairlead.simulator.wire.Reply;
import dev.fairlead.simulator.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A data plane and the providers behind it. The model {@code test/model} is at each of them, in
 * their order ({@code p1} is the cheapest): one token in costs a millionth of a dollar times the
 * provider's number, one token out ten times that.
 */
final class Pair implements AutoCloseable {
  static final String KEY = "fl-caller-0123456789abcdef";
  static final String SECRET = "sk-provider-fedcba9876543210";
  static final String MODEL = "test/model";
  static final Duration SOON = Duration.ofSeconds(10);

  static {
    Leaks.watch();
  }

  private static final Translations TRANSLATIONS =
      new Translations(
          new Sealing(List.of(new byte[32])),
          new RecentReasoning(1000, 1 << 20, Duration.ofHours(1), InstantSource.system()),
          url -> {
            throw new FailureException(new BadRequest(url, "", "no_files"));
          });

  final DataPlane edge;
  final List<Simulator> providers;
  private final BlockingQueue<Settlement> records = new LinkedBlockingQueue<>();

  private Pair(Mode mode, Knobs knobs, ClientTls tls, List<Simulator> providers, List<String> urls)
      throws InterruptedException {
    this.providers = providers;
    var upstreams = new ArrayList<Upstream>();
    var endpoints = new ArrayList<Endpoint>();
    for (int i = 1; i <= urls.size(); i++) {
      upstreams.add(upstream("p" + i, knobs.dialect, urls.get(i - 1), knobs.secret));
      endpoints.add(endpoint(MODEL, "p" + i, Kind.CHAT, i));
      endpoints.add(endpoint("test/embed", "p" + i, Kind.EMBEDDING, i));
    }
    var reach = Reach.of(new Catalogue("v1", "2026-01-01", endpoints), upstreams, Map.of());
    this.edge =
        DataPlane.open(
            new Snapshot(knobs.config(), reach, ModelsPage.of(reach)),
            new DataPlane.Needs(
                Pair::caller,
                records::add,
                tls,
                mode.threads(),
                KnownDialects.all(InstantSource.system()),
                TRANSLATIONS,
                (uri, _) -> {
                  throw new IOException(uri + " (expected: no token is asked for)");
                },
                Optional.empty()));
  }

  static Pair start(Mode mode, Consumer<Knobs> turn, Simulator... providers)
      throws InterruptedException {
    var knobs = new Knobs();
    turn.accept(knobs);
    var all = List.of(providers);
    return new Pair(
        mode,
        knobs,
        ClientTls.create(),
        all,
        all.stream()
            .map(s -> knobs.dialect.startsWith("gemini.") ? s.origin() + "/v1beta" : s.url())
            .toList());
  }

  static Pair start(Mode mode, Simulator... providers) throws InterruptedException {
    return start(mode, _ -> {}, providers);
  }

  /** With providers at any URL. */
  static Pair at(Mode mode, Consumer<Knobs> turn, ClientTls tls, String... urls)
      throws InterruptedException {
    var knobs = new Knobs();
    turn.accept(knobs);
    return new Pair(mode, knobs, tls, List.of(), List.of(urls));
  }

  /** A provider whose models all answer alike: {@code behaviour} as in {@code x-simulate}. */
  static Simulator provider(String behaviour) throws IOException {
    return Simulator.start(
        "127.0.0.1", 0, Script.everyModel(Persona.LOREM, Behaviour.PLAIN.with(behaviour)));
  }

  /** A provider that gives back what it is told. */
  static Simulator echo() throws IOException {
    return Simulator.start("127.0.0.1", 0, Script.everyModel(Persona.ECHO, Behaviour.PLAIN));
  }

  static Simulator replaying(Function<Request, Reply> replies) throws IOException {
    return Simulator.replaying(replies);
  }

  private static Optional<String> caller(String presented) {
    return presented.equals(KEY) ? Optional.of("key-1") : Optional.empty();
  }

  private static Upstream upstream(String id, String dialect, String url, String secret) {
    var provider =
        new Provider(
            id,
            id,
            Map.of(dialect, url),
            Provider.Auth.BEARER,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(dialect, "openai.completions", "openai.embeddings"),
            Quirks.NONE,
            Provider.Facts.NONE);
    return new Upstream(
        provider,
        Map.of(dialect, url),
        List.of(new Credential(id + "#1", Optional.of(new Secret(secret)), 1)),
        false);
  }

  private static Endpoint endpoint(String name, String provider, Kind kind, int factor) {
    return new Endpoint(
        name,
        "",
        provider,
        name.substring(name.indexOf('/') + 1) + "-" + provider,
        kind,
        8192,
        0,
        4096,
        Set.of("text"),
        Set.of("text"),
        Set.of(),
        Prices.of(1_000_000L * factor, 10_000_000L * factor),
        List.of(),
        Origin.CONFIG);
  }

  int port() {
    return edge.address().getPort();
  }

  Wire connect() throws IOException {
    return new Wire(port());
  }

  /** One request on a connection of its own. */
  Wire.Answer chat(String body, String... headers) throws IOException {
    try (var wire = connect()) {
      wire.send(post("/v1/chat/completions", body, headers));
      return wire.answer();
    }
  }

  static String body(String more) {
    return "{\"model\":\"test/model\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  static String stream(String more) {
    return body("\"stream\":true" + (more.isEmpty() ? "" : "," + more));
  }

  /** A POST with key and length; {@code headers} are whole lines. */
  static String post(String path, String body, String... headers) {
    var lines = new StringBuilder();
    for (var header : headers) {
      lines.append(header).append("\r\n");
    }
    return "POST %s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(
            path, KEY, lines, body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, body);
  }

  static String chatPost(String body, String... headers) {
    return post("/v1/chat/completions", body, headers);
  }

  static String get(String path) {
    return "GET %s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, KEY);
  }

  /** The settlement that comes next. */
  Settlement settled() throws InterruptedException {
    @Nullable Settlement next = records.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no settlement within " + SOON);
    }
    return next;
  }

  /** Whether there is no settlement that nobody has looked at. */
  boolean noneLeft() {
    return records.isEmpty();
  }

  int unread() {
    return records.size();
  }

  List<Settlement> all() {
    var list = new ArrayList<Settlement>();
    records.drainTo(list);
    return list;
  }

  /** Waits for something that another thread brings about. */
  static void await(String what, BooleanSupplier there) throws InterruptedException {
    long until = System.nanoTime() + SOON.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError(what + " (expected: within " + SOON + ")");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Waits until nothing runs, and checks that nothing is held. */
  void quiet() throws InterruptedException {
    await("exchanges running: none", () -> edge.counts().running() == 0);
    await("memory in flight: none", () -> edge.memory().held() == 0);
  }

  @Override
  public void close() {
    edge.close();
    providers.forEach(Simulator::close);
    assertThat(edge.counts().running()).as("exchanges left").isZero();
    assertThat(edge.memory().held()).as("bytes left").isZero();
  }
}
