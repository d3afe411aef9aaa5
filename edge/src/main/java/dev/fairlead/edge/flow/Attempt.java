package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.edge.flow.Outcome.Failed;
import dev.fairlead.edge.flow.Outcome.Left;
import dev.fairlead.edge.flow.Outcome.Refused;
import dev.fairlead.edge.flow.Outcome.Relayed;
import dev.fairlead.edge.http.Client;
import dev.fairlead.edge.loop.Mailbox;
import dev.fairlead.edge.loop.Sweeper;
import dev.fairlead.edge.upstream.Connection;
import dev.fairlead.edge.upstream.Pool;
import dev.fairlead.edge.upstream.Routes;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import dev.fairlead.routing.Plan.Step;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call, from the wish for a connection to the last byte: watches its deadlines, hands
 * the answer to a {@link Relay}, and tells the exchange's thread once how it went.
 *
 * <p>Used on its loop only, once it has begun.
 */
final class Attempt implements Pool.Taker, Connection.Listener, Client.Watcher, Sweeper.Watched {
  private final Exchange exchange;
  private final Client client;
  private final Step step;
  private final Envelope envelope;
  private final Sending sending;
  private final Routes.Route route;
  private final Config.Timeouts timeouts;
  private final Mailbox<Outcome> mailbox;
  private final long deadline;
  private @Nullable Connection connection;
  private @Nullable Relay relay;
  private @Nullable ErrorBody error;
  private boolean told;
  private boolean again;
  private boolean committed;
  private long firstAt = -1;
  private int status;
  private long since;

  Attempt(
      Exchange exchange,
      Envelope envelope,
      Step step,
      Sending sending,
      Routes routes,
      Mailbox<Outcome> mailbox) {
    this.exchange = exchange;
    this.client = exchange.client;
    this.step = step;
    this.envelope = envelope;
    this.mailbox = mailbox;
    this.timeouts = exchange.snapshot.config().timeouts();
    this.deadline = exchange.began + timeouts.total().toNanos();
    this.sending = sending;
    this.route = routes.of(step.url(), path(sending, exchange));
  }

  /** The caller's query flags go along where its bytes do. */
  private static String path(Sending sending, Exchange exchange) {
    var path = sending.outgoing().path();
    if (exchange.request.query().isEmpty() || !(sending instanceof Sending.Pass)) {
      return path;
    }
    var query = Query.of(exchange.request.query()).forProvider();
    return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + query;
  }

  void begin() {
    since = System.nanoTime();
    if (exchange.keep != null) {
      exchange.keep.again();
    }
    client.watch(this);
    if (!told) {
      exchange.scope.sweeper().watch(this);
      exchange.scope.pool().take(route.address(), false, this);
    }
  }

  @Override
  public boolean waiting() {
    return !told && connection == null;
  }

  @Override
  public void ready(Connection taken) {
    connection = taken;
    since = System.nanoTime();
    try {
      taken.send(UpstreamRequest.of(exchange.request, route, step, sending), this);
    } catch (IllegalArgumentException e) {
      // A key or a header of the configuration that cannot be sent; nothing has been.
      fail(Cause.CREDENTIAL, "its key or headers cannot be sent over HTTP");
    }
  }

  @Override
  public void refused(String why) {
    fail(Cause.CONNECT, why);
  }

  @Override
  public void head(HttpResponse head) {
    status = head.status().code();
    if (status < 200 || status > 299) {
      error = new ErrorBody(head);
    } else {
      relay = Relay.of(this, sending, head.headers());
    }
  }

  @Override
  public void body(ByteBuf bytes) {
    if (committed) {
      since = System.nanoTime();
    }
    if (relay != null) {
      relay.bytes(bytes);
    } else if (error != null) {
      error.add(bytes);
    } else {
      bytes.release();
    }
  }

  @Override
  public void pause() {
    if (relay != null && !told) {
      relay.pause();
    }
    var from = connection;
    if (committed && from != null) {
      client.flush();
      if (!client.keepsUp()) {
        from.reading(false);
      }
    }
  }

  @Override
  public void readsAgain() {
    since = System.nanoTime();
    if (connection != null) {
      connection.reading(true);
    }
  }

  @Override
  public void end() {
    connection = null;
    if (relay != null) {
      relay.end();
    } else if (error != null) {
      refuse(error);
    }
  }

  private void refuse(ErrorBody from) {
    var body = hidden(from.bytes());
    var error = step.wire().error(status, body);
    var asked = from.retryAfter();
    var wait = asked.isPositive() ? asked : error.retryAfter();
    var attempt = attempt(error.cause(), error.message(), error.code(), wait);
    var head = Heads.passed(exchange, step, sending.warnings(), status, from.headers());
    tell(new Refused(attempt, head, body, sending instanceof Sending.Pass));
  }

  /** Some providers repeat the key that they refuse. */
  private byte[] hidden(byte[] body) {
    var secret = step.credential().secret();
    if (secret.isEmpty()) {
      return body;
    }
    // One character for each byte, so that the rest stays as it is.
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var hidden = secret.get().hide(text);
    return hidden.equals(text) ? body : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void broken(String why, boolean untouched) {
    var from = connection;
    connection = null;
    long now = System.nanoTime();
    boolean early = now - since < timeouts.connect().toNanos();
    if (untouched && early && from != null && from.reused() && !again) {
      // It went stale while it was idle. Later it would mean that the provider worked on this
      // request and gave up: that is a failure like any other.
      again = true;
      since = now;
      exchange.scope.pool().take(route.address(), true, this);
    } else if (relay != null) {
      relay.broken(why);
    } else {
      fail(Cause.CUT, why);
    }
  }

  @Override
  public void gone() {
    if (committed && relay != null) {
      relay.cancelled();
    } else {
      tell(new Left());
    }
  }

  @Override
  public void check(long now) {
    if (now - deadline > 0) {
      expire(Cause.DEADLINE, "not finished within " + shown(timeouts.total()));
    } else if (committed) {
      if (now - since > timeouts.betweenTokens().toNanos() && client.keepsUp()) {
        expire(Cause.TIMEOUT, "nothing more within " + shown(timeouts.betweenTokens()));
      }
    } else if (connection == null) {
      if (now - since > timeouts.connect().toNanos()) {
        expire(Cause.CONNECT, "no connection within " + shown(timeouts.connect()));
      }
    } else {
      var limit = envelope.stream() ? timeouts.firstToken() : timeouts.answer();
      if (now - since > limit.toNanos()) {
        expire(Cause.TIMEOUT, "no answer within " + shown(limit));
      }
    }
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private void expire(Cause cause, String why) {
    if (committed && relay != null) {
      relay.stop(cause, why);
    } else {
      fail(cause, why);
    }
  }

  // What relays need.

  Client client() {
    return client;
  }

  Exchange exchange() {
    return exchange;
  }

  Envelope envelope() {
    return envelope;
  }

  Step step() {
    return step;
  }

  Sending sending() {
    return sending;
  }

  int status() {
    return status;
  }

  /**
   * The model's name to put into the answer in the place of the provider's; null: it stays. Only
   * Anthropic's clients mind.
   */
  @Nullable String renamed() {
    var name = shown();
    boolean mind = exchange.inbound.id().equals("anthropic.messages");
    return mind && !name.equals(step.target().endpoint().upstreamId()) ? name : null;
  }

  /** The model's name as the caller knows it. */
  private String shown() {
    return envelope.models().size() == 1
        ? envelope.models().getFirst()
        : step.target().endpoint().name();
  }

  boolean over() {
    return told;
  }

  /** From here on the answer is the client's, and no other endpoint will be tried. */
  void commit() {
    committed = true;
    firstAt = System.nanoTime();
    since = firstAt;
  }

  boolean committed() {
    return committed;
  }

  /** Nothing has reached the client and nothing will from this attempt. */
  void fail(Cause cause, String why) {
    tell(new Failed(attempt(cause, why, Duration.ZERO)));
  }

  /** The answer has been relayed as far as it goes. */
  void relayed(End end, Usage usage, String finish, String why) {
    tell(new Relayed(end, status, usage, finish, firstAt, why));
  }

  Failure.Attempt attempt(Cause cause, String why, Duration retryAfter) {
    return attempt(cause, why, "", retryAfter);
  }

  private Failure.Attempt attempt(Cause cause, String why, String code, Duration retryAfter) {
    var endpoint = step.target().endpoint();
    return new Failure.Attempt(
        endpoint.provider(),
        endpoint.upstreamId(),
        error == null ? 0 : status,
        cause,
        step.credential().secret().map(secret -> secret.hide(why)).orElse(why),
        code,
        retryAfter);
  }

  private void tell(Outcome outcome) {
    if (told) {
      return;
    }
    told = true;
    exchange.scope.sweeper().forget(this);
    client.unwatch(this);
    if (connection != null) {
      connection.drop();
      connection = null;
    }
    if (relay != null) {
      relay.release();
    }
    mailbox.put(outcome);
  }
}
