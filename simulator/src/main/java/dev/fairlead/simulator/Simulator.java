package dev.fairlead.simulator;

import dev.fairlead.simulator.anthropic.Anthropic;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.gemini.Gemini;
import dev.fairlead.simulator.openai.OpenAi;
import dev.fairlead.simulator.responses.Responses;
import dev.fairlead.simulator.script.Script;
import dev.fairlead.simulator.wire.Journal;
import dev.fairlead.simulator.wire.Outcome;
import dev.fairlead.simulator.wire.Reply;
import dev.fairlead.simulator.wire.Request;
import dev.fairlead.simulator.wire.Server;
import dev.fairlead.simulator.wire.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * A provider that behaves and misbehaves on demand, listening on a real socket. It speaks the
 * dialects of OpenAI, Anthropic and Google; the request tells which. Thread-safe.
 */
public final class Simulator implements AutoCloseable {
  private final Server server;
  private final Journal journal;
  private final String host;

  /**
   * How a simulator is set up.
   *
   * @param host address to bind
   * @param port 0 picks a free one
   * @param script which models there are and how they behave
   * @param key what callers have to send; empty lets everyone in
   * @param seed of everything that is left to chance
   * @param loops event loops, from 1
   * @param keep how many of the last requests are kept whole, for tests
   * @param clock gives the time in answers
   */
  public record Settings(
      String host,
      int port,
      Script script,
      String key,
      long seed,
      int loops,
      int keep,
      InstantSource clock) {

    /** On the loopback at a free port, with the standard models, keeping no requests. */
    public static final Settings STANDARD =
        new Settings("127.0.0.1", 0, Script.standard(), "", 0, 1, 0, InstantSource.system());

    public Settings {
      if (loops < 1) {
        throw new IllegalArgumentException("loops: %d (expected: >= 1)".formatted(loops));
      }
    }

    public Settings at(String newHost, int newPort) {
      return new Settings(newHost, newPort, script, key, seed, loops, keep, clock);
    }

    public Settings script(Script other) {
      return new Settings(host, port, other, key, seed, loops, keep, clock);
    }

    public Settings key(String other) {
      return new Settings(host, port, script, other, seed, loops, keep, clock);
    }

    public Settings seed(long other) {
      return new Settings(host, port, script, key, other, loops, keep, clock);
    }

    public Settings loops(int other) {
      return new Settings(host, port, script, key, seed, other, keep, clock);
    }

    public Settings keep(int other) {
      return new Settings(host, port, script, key, seed, loops, other, clock);
    }

    public Settings clock(InstantSource other) {
      return new Settings(host, port, script, key, seed, loops, keep, other);
    }
  }

  private Simulator(Server server, Journal journal, String host) {
    this.server = server;
    this.journal = journal;
    this.host = host;
  }

  /** For tests: one loop, and the last 256 requests are kept. */
  public static Simulator start(String host, int port, Script script) throws IOException {
    return start(Settings.STANDARD.at(host, port).script(script).keep(256));
  }

  public static Simulator start(Settings settings) throws IOException {
    var journal = new Journal(settings.keep);
    var stage =
        new Stage(dialects(settings), settings.script, settings.key, settings.seed, journal);
    return start(settings, stage, journal);
  }

  private static List<Dialect> dialects(Settings settings) {
    var models = settings.script.models();
    var seal = new Seal(settings.seed);
    var openAi = new OpenAi(settings.clock, models);
    return List.of(
        new Responses(openAi, settings.clock, seal),
        new Anthropic(models, seal),
        new Gemini(models, seal),
        openAi);
  }

  /**
   * An upstream on a free loopback port that answers every request with given bytes. The function
   * runs on the event loop: it must not block.
   */
  public static Simulator replaying(Function<Request, Reply> replies) throws IOException {
    return start(Settings.STANDARD, new Replayer(replies), new Journal(256));
  }

  private static Simulator start(Settings settings, Service service, Journal journal)
      throws IOException {
    var server = Server.start(settings.host, settings.port, settings.loops, service, journal);
    return new Simulator(server, journal, settings.host);
  }

  public int port() {
    return server.address().getPort();
  }

  /** The base URL for OpenAI's dialects, {@code /v1} included, without a slash at its end. */
  public String url() {
    return origin() + "/v1";
  }

  /** The base URL for the clients of Anthropic and Google, without a path. */
  public String origin() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d".formatted(name, port());
  }

  /** The counters. */
  public Journal journal() {
    return journal;
  }

  /** The last requests, oldest first. */
  public List<Request> requests() {
    return journal.kept();
  }

  /** The last request; throws {@link IllegalStateException} if none came. */
  public Request lastRequest() {
    var kept = journal.kept();
    if (kept.isEmpty()) {
      throw new IllegalStateException("requests: 0 (expected: >= 1)");
    }
    return kept.getLast();
  }

  /** Waits until so many requests have come whole; throws {@link IllegalStateException} if not. */
  public void awaitRequests(long count, Duration timeout) {
    journal.await("requests", journal::requests, count, Long.MAX_VALUE, timeout);
  }

  /** Waits until so many requests ended in one way. */
  public void awaitOutcome(Outcome outcome, long count, Duration timeout) {
    journal.await(outcome.name(), () -> journal.outcomes(outcome), count, Long.MAX_VALUE, timeout);
  }

  /** Waits until the other side has gone away from so many answers. */
  public void awaitCancelled(long count, Duration timeout) {
    awaitOutcome(Outcome.CANCELLED, count, timeout);
  }

  /** Waits until no request is being answered. */
  public void awaitIdle(Duration timeout) {
    journal.await("requests running", journal::running, 0, 0, timeout);
  }

  /** Waits until no more than so many connections are open. */
  public void awaitConnections(long most, Duration timeout) {
    journal.await("connections", journal::connections, 0, most, timeout);
  }

  /** Takes no more connections and waits until no request is being answered. */
  public void drain(Duration patience) {
    server.drain(patience);
  }

  /** Ends at once, whatever is being answered. */
  @Override
  public void close() {
    server.close();
  }
}
