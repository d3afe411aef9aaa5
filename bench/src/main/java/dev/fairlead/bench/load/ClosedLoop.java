package dev.fairlead.bench.load;

import dev.fairlead.bench.http.MessageReader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of callers, each of which asks again as soon as it has its answer.
 *
 * <p>A connection that is lost is opened again; too many errors end the load.
 */
public final class ClosedLoop implements Connection.Listener {
  private static final int TOO_MANY_ERRORS = 1_000;
  private static final long RECONNECT_MILLIS = 10;

  private final Client client;
  private final Target target;
  private final ByteBuf request;
  private final Expected expected;
  private final Tally tally = new Tally();
  private final CountDownLatch finished;
  private boolean stopping;

  private ClosedLoop(
      Client client, Target target, byte[] body, Expected expected, int connections) {
    this.client = client;
    this.target = target;
    this.request = Client.buffer(target.request(body));
    this.expected = expected;
    this.finished = new CountDownLatch(connections);
  }

  public static ClosedLoop start(
      Client client, Target target, byte[] body, Expected expected, int connections) {
    var load = new ClosedLoop(client, target, body, expected, connections);
    for (int i = 0; i < connections; i++) {
      client.loop().execute(load::connect);
    }
    return load;
  }

  public Tally tally() {
    return tally;
  }

  /** Whether so much went wrong that going on makes no sense. */
  public boolean hopeless() {
    return tally.errors() >= TOO_MANY_ERRORS;
  }

  /** Lets the requests in flight finish; returns whether all did in this time. */
  public boolean stop(Duration patience) throws InterruptedException {
    client.loop().execute(() -> stopping = true);
    return finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void connect() {
    client.connect(target.address(), this, this::next, cause -> again(cause.toString()));
  }

  private void next(Connection connection) {
    if (stopping || hopeless()) {
      connection.close();
      finished.countDown();
    } else if (connection.open()) {
      connection.send(request);
    } else {
      connect();
    }
  }

  private void again(String error) {
    tally.error(error);
    if (stopping || hopeless()) {
      finished.countDown();
    } else {
      var _ = client.loop().schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void answered(Connection connection, MessageReader answer) {
    String wrong = expected.wrong(answer);
    if (wrong.isEmpty()) {
      tally.answer();
    } else {
      tally.error(wrong);
    }
    next(connection);
  }

  @Override
  public void events(long more) {
    tally.events(more);
  }

  @Override
  public void closed(Connection connection, boolean busy, String why) {
    if (busy) {
      again(why);
    }
  }
}
