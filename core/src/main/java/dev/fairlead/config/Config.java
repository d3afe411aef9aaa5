package dev.fairlead.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of {@code fairlead.yaml}; every part has a default, so that no file at all is a valid
 * configuration.
 *
 * @param listen the data port
 * @param control the control port
 * @param limits bounds on sizes and counts
 * @param timeouts bounds on time
 * @param retry how far a request goes on after a failure
 * @param translation how requests go to endpoints of another dialect
 * @param state what is kept for callers who continue responses
 * @param providers by id: settings of known providers and whole entries of own ones
 * @param aliases a name of one's own → model names, tried in order
 * @param overrides facts that win over the catalogue's
 * @param simulator whether the simulated provider is there although real ones are
 * @param hash SHA-256 of the file's bytes in hex; that of nothing without a file
 */
public record Config(
    Listen listen,
    Control control,
    Limits limits,
    Timeouts timeouts,
    Retry retry,
    Translation translation,
    State state,
    Map<String, ProviderConfig> providers,
    Map<String, List<String>> aliases,
    List<ModelConfig> overrides,
    boolean simulator,
    String hash) {

  /**
   * The data port.
   *
   * @param host address to bind; default {@code 0.0.0.0}
   * @param port 0 to 65535, 0 picks a free one; default 8080
   * @param loops event loops; 0 (the default) means one for each processor
   * @param transport {@code auto} (the default), {@code epoll} or {@code nio}
   * @param tls certificate and key; absent: plain text
   */
  public record Listen(String host, int port, int loops, Transport transport, Optional<Tls> tls) {
    public static final Listen DEFAULT =
        new Listen("0.0.0.0", 8080, 0, Transport.AUTO, Optional.empty());
  }

  /** How sockets are watched. */
  public enum Transport {
    AUTO,
    EPOLL,
    NIO
  }

  /**
   * PEM files for inbound TLS.
   *
   * @param certificate path of the certificate chain
   * @param key path of the private key, PKCS#8
   */
  public record Tls(String certificate, String key) {}

  /**
   * The control port.
   *
   * @param host default {@code 127.0.0.1}
   * @param port default 8081; 0 picks a free one
   */
  public record Control(String host, int port) {
    public static final Control DEFAULT = new Control("127.0.0.1", 8081);
  }

  /**
   * Bounds on sizes and counts; sizes in bytes.
   *
   * @param body the largest request body; default 32 MiB
   * @param headers the largest header section; default 32 KiB
   * @param memory bodies and stream buffers in flight over all connections; default 512 MiB
   * @param connections open client connections; default 20,000
   * @param upstreamConnections open connections to one provider address per event loop; default 512
   */
  public record Limits(
      long body, int headers, long memory, int connections, int upstreamConnections) {
    public static final Limits DEFAULT = new Limits(32L << 20, 32 << 10, 512L << 20, 20_000, 512);
  }

  /**
   * Bounds on time.
   *
   * @param header from the first byte of a request to the end of its headers; default 30 s
   * @param body between two pieces of a request body; default 60 s
   * @param idle a client connection without a request; default 120 s
   * @param connect to a provider, TLS included; default 5 s
   * @param firstToken from the request sent to the first content of a stream; default 120 s
   * @param answer from the request sent to the first byte of a plain answer; default 600 s
   * @param betweenTokens between two pieces of an answer; default 60 s
   * @param write how long a client may leave an answer unread; default 60 s
   * @param total the deadline of an exchange with all its attempts; default 900 s
   * @param upstreamIdle how long an unused connection to a provider is kept; default 50 s
   * @param drain how long running exchanges may finish after SIGTERM; default 30 s
   */
  public record Timeouts(
      Duration header,
      Duration body,
      Duration idle,
      Duration connect,
      Duration firstToken,
      Duration answer,
      Duration betweenTokens,
      Duration write,
      Duration total,
      Duration upstreamIdle,
      Duration drain) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(5),
            Duration.ofSeconds(120),
            Duration.ofSeconds(600),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(900),
            Duration.ofSeconds(50),
            Duration.ofSeconds(30));
  }

  /**
   * How far a request goes on after a failure.
   *
   * @param attempts upstream calls for one request at the most; default 4
   * @param budgetPercent further calls earned by each request, in hundredths of a call; default 8
   * @param burst further calls saved up at the most; default 10
   */
  public record Retry(int attempts, int budgetPercent, int burst) {
    public static final Retry DEFAULT = new Retry(4, 8, 10);
  }

  /**
   * How requests go to endpoints of another dialect.
   *
   * @param strict whether a request is refused where something of it cannot be carried over;
   *     default false: it goes without, and the answer has a warning
   * @param fetch whether files named by a URL are fetched for providers who take only their bytes;
   *     default true
   * @param fetchHosts hosts of one's own network that files may be fetched from
   */
  public record Translation(boolean strict, boolean fetch, List<String> fetchHosts) {
    public static final Translation DEFAULT = new Translation(false, true, List.of());
  }

  /**
   * What is kept for callers who continue responses.
   *
   * @param keep whether anything is; default true
   * @param retention how long a response is kept; default 30 days
   */
  public record State(boolean keep, Duration retention) {
    public static final State DEFAULT = new State(true, Duration.ofDays(30));
  }

  /**
   * One provider's settings.
   *
   * @param enabled false switches it off although a key is there
   * @param keys the owner's keys, tried by weight; empty: the usual environment variable
   * @param baseUrl instead of the known one; required for a provider that is not known
   * @param dialect that the address speaks, as {@code anthropic.messages}; empty: as known, else
   *     {@code openai.chat}
   * @param auth as {@code bearer}, {@code api-key}, {@code x-api-key}, {@code none}; empty: as
   *     known
   * @param headers sent with every request; their values may be secrets
   * @param models endpoints that the catalogue does not have
   * @param quirks instead of the known ones
   */
  public record ProviderConfig(
      boolean enabled,
      List<KeyConfig> keys,
      String baseUrl,
      String dialect,
      String auth,
      Map<String, String> headers,
      List<ModelConfig> models,
      Optional<dev.fairlead.provider.Quirks> quirks) {

    /** Without the values of headers, as they may be secrets. */
    @Override
    public String toString() {
      return "ProviderConfig[enabled=%s, keys=%s, baseUrl=%s, dialect=%s, auth=%s, headers=%s, models=%s, quirks=%s]"
          .formatted(enabled, keys, baseUrl, dialect, auth, headers.keySet(), models, quirks);
    }
  }

  /**
   * One key of a provider.
   *
   * @param value the secret itself, after {@code ${VARIABLE}} is filled in
   * @param weight its share of the traffic, from 1; default 1
   */
  public record KeyConfig(Secret value, int weight) {}

  /**
   * A model of one's own, or facts that win over the catalogue's. Prices are decimal strings in USD
   * per million tokens, as {@code "0.15"}; empty text and 0 leave a fact as it is.
   *
   * @param model {@code author/slug[:variant]}
   * @param provider only in {@code overrides}; empty: at every provider
   * @param upstreamId the name that the provider reads; default: the slug as written
   * @param prices by what is paid for, named as in the catalogue: {@code cache_read}; those for one
   *     request, call or image are in USD each
   */
  public record ModelConfig(
      String model,
      String provider,
      String upstreamId,
      int context,
      int maxOutput,
      List<String> capabilities,
      Map<String, String> prices) {}

  /** The configuration without a file. */
  public static final Config DEFAULT =
      new Config(
          Listen.DEFAULT,
          Control.DEFAULT,
          Limits.DEFAULT,
          Timeouts.DEFAULT,
          Retry.DEFAULT,
          Translation.DEFAULT,
          State.DEFAULT,
          Map.of(),
          Map.of(),
          List.of(),
          false,
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
