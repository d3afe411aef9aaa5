package dev.fairlead.bench.load;

import dev.fairlead.bench.http.MessageReader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Requests at a fixed rate, whatever the answers do.
 *
 * <p>Each latency runs from the time at which the request was meant to be sent: one that has to
 * wait for a free connection, or for this very program, has waited. So a stall of the peer shows in
 * every request that fell into it (no coordinated omission).
 */
public final class OpenLoop implements Connection.Listener {
  private static final int TOO_MANY_ERRORS = 1_000;

  private final Client client;
  private final Target target;
  private final ByteBuf request;
  private final Expected expected;
  private final int connections;
  private final Histogram latencies = new Histogram();
  private final Tally tally = new Tally();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final CountDownLatch connected;
  private final CountDownLatch finished = new CountDownLatch(1);
  private Schedule schedule = new Schedule(0, 1, 0);
  private long unrecorded;
  private long sent;
  private long settled;

  public OpenLoop(Client client, Target target, byte[] body, Expected expected, int connections) {
    this.client = client;
    this.target = target;
    this.request = Client.buffer(target.request(body));
    this.expected = expected;
    this.connections = connections;
    this.connected = new CountDownLatch(connections);
  }

  /**
   * Sends {@code lead} and then {@code time} long at this rate and waits for the answers; the
   * requests of {@code lead} are sent and checked but their latency is not kept. Returns whether
   * all came within {@code patience} after the last one was due.
   */
  public boolean run(double perSecond, Duration lead, Duration time, Duration patience)
      throws InterruptedException {
    for (int i = 0; i < connections; i++) {
      client.loop().execute(this::connect);
    }
    if (!connected.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    long all = count(perSecond, lead.plus(time));
    client
        .loop()
        .execute(() -> {
          unrecorded = count(perSecond, lead);
          schedule = new Schedule(System.nanoTime(), perSecond, all);
          tick();
        });
    var limit = lead.plus(time).plus(patience);
    boolean whole = finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    close();
    return whole;
  }

  private static long count(double perSecond, Duration time) {
    return Math.round(perSecond * time.toNanos() / 1e9);
  }

  private void close() throws InterruptedException {
    var closed = new CountDownLatch(1);
    client
        .loop()
        .execute(() -> {
          schedule = new Schedule(0, 1, 0);
          idle.forEach(Connection::close);
          idle.clear();
          closed.countDown();
        });
    closed.await();
  }

  /** To be read after the run. */
  public Histogram latencies() {
    return latencies;
  }

  public Tally tally() {
    return tally;
  }

  private void connect() {
    client.connect(
        target.address(),
        this,
        connection -> {
          connected.countDown();
          free(connection);
        },
        cause -> {
          connected.countDown();
          tally.error(cause.toString());
        });
  }

  private void tick() {
    send();
    long next = schedule.dueAt(System.nanoTime());
    if (next < schedule.total()) {
      long wait = Math.max(0, schedule.due(next) - System.nanoTime());
      var _ = client.loop().schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }
  }

  /** Sends what is due, as far as there are free connections. */
  private void send() {
    long due = schedule.dueAt(System.nanoTime());
    while (sent < due && !idle.isEmpty()) {
      var connection = idle.poll();
      if (connection.open()) {
        connection.intended = schedule.due(sent);
        sent++;
        connection.send(request);
      }
    }
  }

  private void free(Connection connection) {
    if (connection.open()) {
      idle.add(connection);
      send();
    } else {
      connect();
    }
  }

  private void settle() {
    settled++;
    if (settled == schedule.total() || tally.errors() >= TOO_MANY_ERRORS) {
      finished.countDown();
    }
  }

  @Override
  public void answered(Connection connection, MessageReader answer) {
    String wrong = expected.wrong(answer);
    if (!wrong.isEmpty()) {
      tally.error(wrong);
    } else {
      tally.answer();
      if (settled >= unrecorded) {
        latencies.record(System.nanoTime() - connection.intended);
      }
    }
    settle();
    free(connection);
  }

  @Override
  public void events(long more) {
    tally.events(more);
  }

  @Override
  public void closed(Connection connection, boolean busy, String why) {
    if (busy) {
      tally.error(why);
      settle();
    }
    if (sent < schedule.total()) {
      connect();
    }
  }
}
